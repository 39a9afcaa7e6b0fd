"""A risk tool that is changed keeps its old version: what was asked then can still be read."""

from pathlib import Path

import pytest

from casedesk.risk.catalogue import risk_tool_version, risk_tools

TOOL = """
id = "street"
title = "Street check"
version = "{version}"
method = "sum"
status = "local"
source = ["Local protocol, annex B"]
as_of = 2026-11-20
judgement_may_lower = true
max_score = 2
answers = [{{ id = "yes", title = "yes", points = 1 }}, {{ id = "no", title = "no" }}]
questions = [{questions}]
bands = [{{ id = "standard", title = "standard", from = 0 }}]
"""
LIGHT, NOISE = '{ id = "light", title = "Dark?" }', '{ id = "noise", title = "Loud?" }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tools of which the newest has lost a question."""
    (tmp_path / "earlier").mkdir()
    old = TOOL.format(version="1", questions=f"{LIGHT}, {NOISE}")
    (tmp_path / "earlier" / "street_1.toml").write_text(old, encoding="utf-8")
    new = TOOL.format(version="2", questions=LIGHT)
    (tmp_path / "street.toml").write_text(new, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("version", "asked"), [("1", ["light", "noise"]), ("2", ["light"])])
def test_each_version_has_its_own_questions(folder: Path, version: str, asked: list[str]) -> None:
    tool = risk_tool_version("street", version, folder)
    assert tool is not None
    assert [question.id for question in tool.questions] == asked


def test_a_version_that_was_never_kept_is_not_another_one(folder: Path) -> None:
    assert risk_tool_version("street", "3", folder) is None
    newest = risk_tools()["dash_safelives"]
    assert risk_tool_version(newest.id, newest.version) is newest
    assert risk_tool_version(newest.id, "3") is None
