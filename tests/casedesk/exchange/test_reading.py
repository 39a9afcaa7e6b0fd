"""How files are read: formulas, further columns and sheets, dates, CSV in several forms."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from casedesk.exchange import service
from casedesk.exchange.cell_values import CellError, clock, moment, text_of, yes_no
from casedesk.exchange.layout import SHEETS
from casedesk.exchange.workbook_reader import opened
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

CSV_HEAD = "forum,reference,received_on,referring_agency,victim_surname,notes\n"
CSV_LINE = '"MARAC",R-1,03/03/2025,Police,"Llŷr, Siân\nMair",x\n'


def test_a_formula_counts_as_its_result_or_else_as_its_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Registers"
    sheet.append(["register", "date", "place", "note", "subject"])
    sheet.append(["guardcam", date(2025, 5, 5), "=1+1", "x", "y"])
    book.save(tmp_path / "w.xlsx")
    with opened(tmp_path / "w.xlsx") as workbook:
        ((number, cells),) = list(workbook.sheets[0].filled_rows())
    assert number == 2
    assert dict(zip(workbook.sheets[0].layout.headings, cells, strict=True))["place"] == "=1+1"


def test_a_stored_result_and_a_shared_formula(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "w.xlsx",
        Registers=[{"register": "guardcam", "date": "x", "place": "y", "note": "z"}] * 2,
    )
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    ns = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = (
        b"<worksheet " + ns + b"><sheetData>"
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>register</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>date</t></is></c>'
        b'<c r="C1" t="inlineStr"><is><t>place</t></is></c></row>'
        b'<row r="3"><c r="A3" t="str"><f>"guard"&amp;"cam"</f><v>guardcam</v></c>'
        b'<c r="B3"><f t="shared" si="0" ref="B3:B4">D3</f><v/></c>'
        b'<c r="C3" t="str"><f>X1</f><v></v></c></row>'
        b'<row r="4"><c r="A4" t="b"><v>1</v></c>'
        b'<c r="B4"><f t="shared" si="0"/></c></row>'
        b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with opened(path) as workbook:
        found = [(number, cells[:3]) for number, cells in workbook.sheets[0].filled_rows()]
    assert found == [(3, ["guardcam", "=D3", None]), (4, [True, "=D4", None])]


def test_further_columns_and_sheets_are_named_and_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    line = a_referral(shoe_size=44) | {"Forum": "x"}
    path = write_workbook(tmp_path / "w.xlsx", Referrals=[line], Old=[{"a": 1}])
    report = service.read_plan(workspace, path).report
    assert report.ignored_columns == (("Referrals", "shoe_size"), ("Referrals", "Forum"))
    assert report.ignored_sheets == ("Old",)
    assert report.absent_sheets == tuple(s.name for s in SHEETS if s.name != "Referrals")
    assert report.new == 1


@pytest.mark.parametrize(
    "content",
    [
        (CSV_HEAD + CSV_LINE).encode(),
        (CSV_HEAD + CSV_LINE).encode("utf-8-sig"),
        (CSV_HEAD + CSV_LINE).encode("utf-16"),
        (CSV_HEAD + CSV_LINE).replace("ŷ", "y").encode("cp1252"),
        (CSV_HEAD + CSV_LINE).replace("Llŷr, ", "Llŷr ").replace(",", ";").encode(),
        (CSV_HEAD + CSV_LINE).replace("\n", "\r\n").encode(),
    ],
)
def test_a_csv_is_known_by_its_headings(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "anything.csv"
    path.write_bytes(content)
    report = service.read_plan(workspace, path).report
    assert [(c.sheet, c.new, c.refused) for c in report.counts] == [("Referrals", 1, 0)]
    assert report.ignored_columns == (("Referrals", "notes"),)


def test_a_sheet_on_which_nothing_stands_counts_as_absent(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "w.xlsx", Referrals=[a_referral()], Actions=[])
    report = service.read_plan(workspace, path).report
    assert (report.new, report.refused) == (1, 0)
    assert "Actions" in report.absent_sheets


def test_the_template_can_be_read_in_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    service.write_template(path)
    assert [s.title for s in load_workbook(path)][: len(SHEETS)] == [s.name for s in SHEETS]
    report = service.read_plan(workspace, path).report
    assert (report.new, report.refused, report.absent_sheets) == (0, 0, ())


@pytest.mark.parametrize(
    ("cell", "day", "hour"),
    [
        (" 31/12/2018 ", date(2018, 12, 31), None),
        ("31 Dec 2018", date(2018, 12, 31), None),
        ("2018-12-31", date(2018, 12, 31), None),
        (datetime(2018, 12, 31), date(2018, 12, 31), None),  # noqa: DTZ001
        (datetime(2018, 7, 1, 9, 15), date(2018, 7, 1), "09:15+01:00"),  # noqa: DTZ001
        ("2018-06-30T23:30:00Z", date(2018, 7, 1), "00:30+01:00"),
        ("25/10/2026 01:30", date(2026, 10, 25), "01:30+01:00"),
    ],
)
def test_days_and_moments(cell: str | datetime, day: date, hour: str | None) -> None:
    found = moment(cell.strip() if isinstance(cell, str) else cell)
    assert found.day == day
    assert (found.at and f"{found.at:%H:%M}{found.at.isoformat()[-6:]}") == hour


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.times()))
def test_any_cell_is_read_or_refused_with_a_reason(cell: object) -> None:
    for read in (moment, clock, yes_no):
        try:
            read(cell)  # type: ignore[operator]
        except CellError as error:
            assert str(error)  # noqa: PT017 - any cell may be refused, none may do anything else
    assert isinstance(text_of(cell), str)  # type: ignore[arg-type]


def test_a_time_of_day_alone() -> None:
    assert clock("14.05") == time(14, 5)
    assert clock(datetime(2025, 1, 1, 10, 0)) == time(10)  # noqa: DTZ001
    with pytest.raises(CellError):
        clock("25:00")
