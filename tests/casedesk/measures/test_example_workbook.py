"""What `count` must say after the example workbook went in, figure for figure."""

import csv
from datetime import date
from pathlib import Path

from casedesk.dates import days_between
from casedesk.exchange import service as exchange
from casedesk.measures.model import LAST_YEAR
from casedesk.measures.service import count
from casedesk.workspace.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "data" / "partnership_workbook"


def test_every_expected_figure_is_counted(workspace: Workspace) -> None:
    answers = exchange.read_answers(EXAMPLE / "answers.toml")
    plan = exchange.read_plan(workspace, EXAMPLE / "partnership.xlsx", answers)
    exchange.apply_plan(workspace, plan)
    with (EXAMPLE / "expected_counts.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    found = [_counted(workspace, line) for line in lines]
    assert len(lines) > 40
    assert found == [float(line["value"]) for line in lines]


def _counted(workspace: Workspace, line: dict[str, str]) -> float | None:
    period = days_between(date.fromisoformat(line["from"]), date.fromisoformat(line["to"]))
    breakdown = line["breakdown"]
    if breakdown == "change_percent_on_last_year":
        (figure,) = count(workspace, period, [line["kpi"]], compare=LAST_YEAR)
        return figure.change_percent
    axis, _equals, value = breakdown.partition("=")
    figures = count(workspace, period, [line["kpi"]], (axis,) if axis else ())
    return next(f.value for f in figures if dict(f.by) == ({axis: value} if axis else {}))
