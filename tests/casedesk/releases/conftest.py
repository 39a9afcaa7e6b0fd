"""A partnership file that has taken in the example workbook."""

import tomllib
from pathlib import Path

import pytest

from casedesk.exchange.service import apply_plan, read_plan
from casedesk.workspace.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "data" / "partnership_workbook"


@pytest.fixture
def riverside(workspace: Workspace) -> Workspace:
    """The open file after the import of the example workbook."""
    answers = tomllib.loads((EXAMPLE / "answers.toml").read_text(encoding="utf-8"))
    plan = read_plan(workspace, EXAMPLE / "partnership.xlsx", answers)
    apply_plan(workspace, plan)
    return workspace
