"""Small workbooks for tests, written by openpyxl itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from casedesk.exchange import service
from casedesk.exchange.model import ImportResult
from casedesk.workspace.workspace import Workspace

Line = Mapping[str, Any]


def a_referral(**given: Any) -> dict[str, Any]:
    """Return a row of the Referrals sheet; `given` replaces what it says."""
    return {
        "reference": "R-1",
        "forum": "MARAC",
        "received_on": "03/03/2025",
        "referring_agency": "Police",
        "victim_surname": "Danvers",
        "victim_forenames": "Ana",
        "victim_date_of_birth": "22/03/1977",
        "victim_postcode": "QX4 7EP",
        "other_surname": "Thackray",
        "other_forenames": "Jola",
        "other_date_of_birth": "05/11/1985",
    } | given


def an_action(**given: Any) -> dict[str, Any]:
    """Return a row of the Actions sheet; `given` replaces what it says."""
    return {
        "reference": "A-1",
        "case_reference": "R-1",
        "set_on": "04/03/2025",
        "agency": "Police",
        "task": "Fit a lock",
    } | given


def an_order(**given: Any) -> dict[str, Any]:
    """Return a row of the Interventions sheet; `given` replaces what it says."""
    return {"reference": "O-1", "power": "closure_order"} | given


def write_workbook(path: Path, **sheets: Sequence[Line]) -> Path:
    """Write one sheet for each keyword; its headings are the keys of all its rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(key for line in lines for key in line))
        sheet.append(headings)
        for line in lines:
            sheet.append([line.get(heading) for heading in headings])
    book.save(path)
    return path


def bring_in(workspace: Workspace, folder: Path, **sheets: Sequence[Line]) -> ImportResult:
    """Write a workbook and import it."""
    path = write_workbook(folder / "workbook.xlsx", **sheets)
    return service.apply_plan(workspace, service.read_plan(workspace, path))


def faults_in(
    workspace: Workspace, folder: Path, **sheets: Sequence[Line]
) -> list[tuple[Any, ...]]:
    """Return sheet, row, column and value of every fault of a workbook."""
    path = write_workbook(folder / "faults.xlsx", **sheets)
    faults = service.read_plan(workspace, path).report.faults
    return [(f.sheet, f.row, f.column, f.value) for f in faults]
