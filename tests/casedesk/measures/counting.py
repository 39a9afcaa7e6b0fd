"""The quarter that tests of counting use, its edges, and short ways to count in it."""

from datetime import date

from casedesk.dates import days_between
from casedesk.measures import service
from casedesk.measures.model import Value
from casedesk.workspace.workspace import Workspace

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
BEFORE, AFTER = date(2025, 12, 31), date(2026, 4, 1)
DAY = date(2026, 2, 10)
QUARTER = days_between(FIRST, LAST)


def value(workspace: Workspace, measure: str, **by: str) -> Value:
    """Count one measure in the first quarter of 2026."""
    figures = service.count(workspace, QUARTER, [measure], tuple(by))
    found = [figure.value for figure in figures if dict(figure.by) == by]
    return found[0] if found else None


def split(workspace: Workspace, measure: str, axis: str) -> dict[str, Value]:
    figures = service.count(workspace, QUARTER, [measure], (axis,))
    return {figure.by[axis]: figure.value for figure in figures}
