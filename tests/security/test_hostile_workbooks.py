"""Files that must not be opened are refused in one sentence, and nothing is changed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from casedesk.csv_writer import csv_bytes
from casedesk.errors import ImportRefusedError
from casedesk.exchange import file_check, service, workbook_reader
from casedesk.exchange.workbook_writer import SheetContent, workbook_bytes
from casedesk.progress import Unwatched
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&lol2;</t></is></c></row></sheetData></worksheet>"""


def refusal(workspace: Workspace, path: Path) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        service.read_plan(workspace, path)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Change the parts of a good workbook; None leaves a part out."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            changed = change(name, content)
            if changed is not None:
                package.writestr(name, changed)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "good.xlsx", Referrals=[a_referral()])


def test_other_kinds_of_file(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    for content, words in (
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + bytes(1000), "old format"),
        (b"%PDF-1.7\n\0\0binary", "not a workbook"),
        (b"", "empty"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"name;age\nAna;44\n", "None of the sheets"),
        (b'reference,case_reference,set_on,agency,task\n"never closed' + b"x" * 200_000, "Line 2"),
    ):
        path.write_bytes(content)
        assert words in refusal(workspace, path)
    assert "cannot be read" in refusal(workspace, tmp_path / "missing.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        'register,date\nguardcam,2025-05-05\nguardcam,"' + "x" * 300_000 + '"\n',
        "register,date\nguardcam,2025-05-05\nguardcam," + "x" * 300_000 + "\n",
        'register,date\nguardcam,2025-05-05\n"guardcam,2025-05-06\nguardcam,2025-05-07\n',
        'register,date\n"guardcam\n",2025-05-05"\nguardcam,"2025-05-07',
    ],
    ids=["long", "long without marks", "left open", "left open at the end"],
)
def test_a_line_that_is_no_row_is_named(workspace: Workspace, tmp_path: Path, content: str) -> None:
    (tmp_path / "list.csv").write_text(content)
    line = 4 if content.endswith("7") else 3
    sentence = refusal(workspace, tmp_path / "list.csv")
    assert sentence.startswith(f"Line {line} of this file cannot be read: a quotation mark")
    assert "save it as .xlsx" in sentence


def test_marks_within_a_cell_are_no_fault(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        'register,date,note\nguardcam,2025-05-05,5" pipe\nguardcam,2025-05-06,"two\nlines ""x"""'
    )
    assert service.read_plan(workspace, tmp_path / "list.csv").report.counts[0].new == 2


def test_macros_are_refused_whatever_the_file_is_called(workspace: Workspace, good: Path) -> None:
    def with_macros(name: str, content: bytes) -> bytes:
        plain, macro = b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
        return content.replace(plain, macro) if name == "[Content_Types].xml" else content

    assert "macros" in refusal(workspace, rewritten(good, with_macros))


def test_another_office_file_is_no_workbook(workspace: Workspace, good: Path) -> None:
    def a_letter(name: str, content: bytes) -> bytes:
        return content.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")

    assert "not a workbook" in refusal(workspace, rewritten(good, a_letter))


def test_a_bomb_is_not_unpacked(workspace: Workspace, good: Path) -> None:
    def bomb(name: str, content: bytes) -> bytes:
        return content + b" " * 60_000_000 if name.endswith("sheet1.xml") else content

    assert "unpacks to far more" in refusal(workspace, rewritten(good, bomb))


def test_entities_are_refused(workspace: Workspace, good: Path) -> None:
    def laughing(name: str, content: bytes) -> bytes:
        return BILLION_LAUGHS if name.endswith("sheet1.xml") else content

    assert "damaged" in refusal(workspace, rewritten(good, laughing))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a/>", None])
def test_a_broken_part_is_refused(
    workspace: Workspace, good: Path, part: str, content: bytes | None
) -> None:
    rewritten(good, lambda name, whole: content if name == part else whole)
    if part == "xl/styles.xml" and content in {b"<a/>", None}:
        assert service.read_plan(workspace, good).report.new == 1  # nothing but looks is lost
    else:
        assert refusal(workspace, good)


def test_a_cut_file_is_refused(workspace: Workspace, good: Path) -> None:
    content = good.read_bytes()
    for length in range(20, len(content), 400):
        good.write_bytes(content[:length])
        assert "damaged" in refusal(workspace, good)


def test_more_rows_than_the_limit_are_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_ROWS", 3)
    monkeypatch.setattr(workbook_reader, "MOST_ROWS", 3)
    lines = [a_referral(reference=f"R-{number}") for number in range(4)]
    path = write_workbook(tmp_path / "w.xlsx", Referrals=lines[:3])
    assert service.read_plan(workspace, path).report.new == 3
    path = write_workbook(tmp_path / "w.xlsx", Referrals=lines)
    assert "more than 3 rows" in refusal(workspace, path)


def test_a_larger_file_than_the_limit_is_refused(
    workspace: Workspace, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_check, "LARGEST_FILE", 100)
    assert "larger than" in refusal(workspace, good)


def test_a_cell_of_a_million_signs_is_named(workspace: Workspace, good: Path) -> None:
    rewritten(good, lambda _name, content: content.replace(b"Danvers", b"D" * 1_000_000))
    assert "more than 200,000 characters" in refusal(workspace, good)


@pytest.mark.parametrize("name", ["good.xlsx", "list.csv"])
def test_a_file_that_is_taken_away_while_it_is_opened(
    workspace: Workspace, good: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = good.with_name(name)
    path.touch()
    check = workbook_reader.check_file

    def then_gone(chosen: Path) -> file_check.FileKind:
        path.write_text("register,date\n") if name.endswith("csv") else None
        kind = check(chosen)
        chosen.unlink()
        return kind

    monkeypatch.setattr(workbook_reader, "check_file", then_gone)
    assert refusal(workspace, path).startswith("This file cannot be read.")


def test_a_file_that_is_replaced_while_it_is_opened(
    workspace: Workspace, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = workbook_reader.check_file

    def then_other(chosen: Path) -> file_check.FileKind:
        kind = check(chosen)
        chosen.write_bytes(b"another file")
        return kind

    monkeypatch.setattr(workbook_reader, "check_file", then_other)
    assert refusal(workspace, good).startswith("This workbook is damaged.")


def test_signs_that_nobody_sees_are_left_out_and_all_others_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    name = "\u202eevil\u202c \x07😀 مرحبا Siân\ufeff"
    (tmp_path / "list.csv").write_text(f"register,date,note\nguardcam,2025-05-05,{name}\n", "utf-8")
    plan = service.read_plan(workspace, tmp_path / "list.csv")
    assert plan.rows["Registers"][0].values["note"] == "evil 😀 مرحبا Siân"


def test_a_million_blank_rows_can_be_stopped(workspace: Workspace, good: Path) -> None:
    blank = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(3, 3003))
    rewritten(
        good,
        lambda name, content: (
            content.replace(b"</sheetData>", blank + b"</sheetData>")
            if name.endswith("sheet1.xml")
            else content
        ),
    )
    looks: list[int] = []

    class Watched(Unwatched):
        def step(self, done: int, total: int) -> None:
            looks.append(done)

    assert service.read_plan(workspace, good, progress=Watched()).report.new == 1
    assert len(looks) > 3000 / 200


def test_headings_are_missing_or_twice(workspace: Workspace, tmp_path: Path) -> None:
    without = {name: value for name, value in a_referral().items() if name != "forum"}
    path = write_workbook(tmp_path / "w.xlsx", Referrals=[without])
    assert 'no column "forum"' in refusal(workspace, path)
    book = Workbook()
    book.worksheets[0].title = "Registers"
    book.worksheets[0].append(["register", "date", "date"])
    book.save(path)
    assert "same heading twice" in refusal(workspace, path)


def test_nothing_we_write_runs_as_a_formula() -> None:
    rows: list[list[object]]
    rows = [[start + "1+1" for start in ("=", "+", "-", "@", "\t", "\r", " =")], [None, -1, 2.5]]
    rows.append(["-1", "+12.50", "-1 ", "-1\t", "+44 1632 960001", "-1,5", "-1e9"])
    lines = csv_bytes(["a", "b"], rows).decode()
    assert "'=1+1,'+1+1,'-1+1,'@1+1" in lines
    assert "\n,-1,2.5\n" in lines
    assert "\n-1,+12.50,'-1 ,'-1\t,'+44 1632 960001,\"'-1,5\",'-1e9\n" in lines
    content = workbook_bytes([SheetContent("Sheet", ["a"], rows)])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<f/>" not in sheet
