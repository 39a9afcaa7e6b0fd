"""Making a document by keys: its recipient is asked, page 1 is seen, a hit stops it."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from casedesk.cases.must_not_receive import must_not_receive
from casedesk.cases.service import take_in_referral
from casedesk.documents.model import (
    DocumentKind,
    PagePicture,
    Recipient,
    RecipientKind,
    Subject,
    SubjectKind,
    Wanted,
)
from casedesk.documents.page_picture import page_count
from casedesk.documents.service import printed_pages
from casedesk.errors import StorageError
from casedesk.people.model import NewPerson
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.cases.case_page import CasePage
from ui.pages.documents.document_entry import document_entry
from ui.pages.documents.document_page import DocumentPage
from ui.printing import paint_pages
from ui.theme import look

CASE = PageEntry("case", lambda: "Case", CasePage, on_rail=False)
PROTECTED = NewPerson(
    surname="Morgan",
    forenames="Siân",
    address="12 Mill Court",
    postcode="QX4 1BR",
    address_protected=True,
)


def a_case(workspace: Workspace, reason: str = "Threats at the door.") -> int:
    return take_in_referral(workspace, new_referral(subject=PROTECTED, reason=reason)).case_id


def page_of(work: AtWork, case: int) -> DocumentPage:
    """Go from a case to its documents, as Ctrl+P does."""
    work.frame.open_page("case", case)
    work.press(KEY.Key_P, CTRL)
    page = work.frame.page
    assert isinstance(page, DocumentPage)
    return page


def test_the_summary_of_a_case_is_saved_for_an_agency(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        page = page_of(work, case)
        assert page.heading.subtitle_label.text() == "M-2026-001"
        assert page.picture.page.text() == "Choose who the document is for."
        assert not page.save_button.isEnabled()
        work.press(KEY.Key_R, ALT)
        work.write("police")
        work.press(KEY.Key_Tab)
        work.see(page.save_button.isEnabled)
        paper = page.picture.page.pixmap().toImage()
        assert paper.width() > 200
        assert paper.pixelColor(0, 50) == look.colour("separator")  # white paper has an edge
        assert "Pages: 1. Checked" in page.picture.state.text()
        work.press(KEY.Key_S, CTRL)
        assert page.form.folder_field.problem == "Choose a folder that exists."
        page.form.folder.setText(str(tmp_path))
        work.press(KEY.Key_S, CTRL)
        work.see((tmp_path / "summary-2026-11-20.pdf").exists)
        work.see(lambda: work.frame.notices.past[-1:] == ["Saved: summary-2026-11-20.pdf"])


def test_a_hit_is_named_and_the_document_cannot_be_saved(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace, "She fled to 12 Mill Court.")
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        page = page_of(work, case)
        page.form.recipient.set_value("agency/police")
        work.see(lambda: "field “Reason”: a protected address" in page.picture.stops.text())
        assert "Mill" not in page.picture.stops.text()
        assert not page.save_button.isEnabled()
        assert not page.print_button.isEnabled()


def test_who_must_not_receive_it_is_named_here_and_lifted_with_a_reason(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case = a_case(workspace)
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        page = page_of(work, case)
        page.barred.add_button.setFocus()
        work.press(KEY.Key_Space)
        form = page.barred.host.form
        assert form is not None
        form.controls["who"].set_value("agency/housing")  # type: ignore[attr-defined]
        form.controls["reason"].setFocus()
        work.write("A relative works there.")
        form.save()
        (barred,) = must_not_receive(workspace, case)
        assert barred.agency_id == "housing"
        page.form.recipient.set_value("agency/housing")
        work.see(lambda: "must not receive this of the case" in page.picture.stops.text())
        work.frame.undo()
        assert must_not_receive(workspace, case) == ()
        again = page.barred.host.form
        assert again is not None  # with its words
        again.cancel_button.click()
        work.see(page.save_button.isEnabled)


def test_nothing_is_written_while_a_rule_is_half_typed(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        page = page_of(work, case)
        page.form.folder.setText(str(tmp_path))
        page.form.recipient.set_value("agency/police")
        work.see(page.save_button.isEnabled)
        page.barred.add_button.setFocus()
        work.press(KEY.Key_Space)
        assert not page.save_button.isEnabled()
        assert not page.print_button.isEnabled()
        form = page.barred.host.form
        assert form is not None
        form.controls["who"].set_value("agency/police")  # type: ignore[attr-defined]
        work.press(KEY.Key_S, CTRL)
        assert form.fields["reason"].problem  # it is the rule that is saved
        form.controls["reason"].setFocus()
        work.write("Her cousin")
    with at_work(qtbot, workspace, CASE, document_entry()) as work:  # as after a lock
        page = page_of(work, case)
        page.form.folder.setText(str(tmp_path))
        form = page.barred.host.form
        assert form is not None
        assert work.focus() is form.controls["reason"]
        work.write(" works there.")
        work.press(KEY.Key_S, CTRL)
        (barred,) = must_not_receive(workspace, case)
        assert (barred.agency_id, barred.reason) == ("police", "Her cousin works there.")
        assert work.focus() is page.barred.add_button
        page.form.recipient.set_value("agency/police")
        work.see(lambda: "must not receive this of the case" in page.picture.stops.text())
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: not page._busy())
        assert list(tmp_path.glob("*.pdf")) == []


def test_without_a_record_the_page_says_where_to_begin(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        work.press(KEY.Key_P, CTRL)
        page = work.frame.page
        assert isinstance(page, DocumentPage)
        assert page.empty.isVisible()
        assert not page.parts.isVisible()


def test_the_printer_is_asked_for_and_never_a_file(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of pages has a button of its own, which looks where it goes and notes it."""
    offered: list[bool] = []

    def cancelled(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        offered.append(dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile))
        return QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", cancelled)
    case = a_case(workspace)
    with at_work(qtbot, workspace, CASE, document_entry()) as work:
        page = page_of(work, case)
        page.form.recipient.set_value("agency/police")
        work.see(page.print_button.isEnabled)
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
        page.print_button.click()
        assert work.frame.notices.past[-1].startswith("No printer is set up on this computer.")
        assert offered == []
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
        page.print_button.click()
        assert offered == [False]


def test_a_printer_that_takes_nothing_is_said(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
    with pytest.raises(StorageError, match="does not take the pages"):
        paint_pages(printer, ())


def test_a_printer_that_stops_after_the_first_page_is_said(tmp_path: Path) -> None:
    class Stops(QPrinter):
        def newPage(self) -> bool:  # noqa: N802 - of Qt
            return False

    printer = Stops()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page = PagePicture(1, 1, b"\xff" * 4)
    with pytest.raises(StorageError, match="does not take the pages"):
        paint_pages(printer, (page, page))


def test_every_page_goes_to_the_printer(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    wanted = Wanted(
        DocumentKind.SUMMARY,
        Subject(SubjectKind.CASE, a_case(workspace)),
        Recipient(RecipientKind.FILE, "", "Own papers"),
    )
    pages = printed_pages(workspace, wanted) * 2
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # stands for paper
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    paint_pages(printer, pages)
    assert page_count((tmp_path / "paper.pdf").read_bytes()) == 2
