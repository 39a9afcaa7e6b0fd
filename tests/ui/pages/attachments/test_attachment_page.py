"""The page of one attachment: what is shown inside CaseDesk, and the warned way out."""

import base64
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casedesk.attachments.leaving import remove_copies
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.workspace.workspace import Workspace
from tests.casedesk.attachments.files import MAIL, package, pdf, picture_bomb, written_pdf
from tests.casedesk.attachments.test_service import acts
from tests.ui.pages.attachments.attachments_at_work import ATTACHMENT, kept, notice, shown
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case
from tests.ui.pages.window_at_work import CTRL, KEY, at_work


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_opening_is_noted_and_leaving_keeps_nothing_of_it_in_memory(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    made = add_bytes(workspace, Owner(case_id), "a.pdf", pdf())
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        assert acts(workspace)[-1][:2] == ("attachment.viewed", f"attachment/{made}")
        assert page.pages.picture.pixmap().width() > 300
        work.frame.open_page("start")
        assert page.pages.picture.pixmap().isNull()
        work.frame.back()
        work.see(lambda: not page.pages.picture.pixmap().isNull())


def mail_of(parts: int, body: bytes = b"Text of it", kind: bytes = b"text/plain") -> bytes:
    head = MAIL[: MAIL.index(b"Content-Type")]
    found = head + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    found += b"--b\r\nContent-Type: " + kind + b"; charset=utf-8\r\n\r\n" + body + b"\r\n"
    for number in range(1, parts + 1):
        found += (
            b"--b\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Transfer-Encoding: base64\r\n"
            b'Content-Disposition: attachment; filename="../note %d.txt"\r\n\r\n'
            % number
            + base64.encodebytes(b"note %d" % number)
        )
    return found + b"--b--\r\n"


def test_an_email_shows_its_head_text_and_files_which_can_be_kept(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    made = add_bytes(workspace, Owner(case_id), "mail.eml", mail_of(40))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        assert "From: Ruth Ellis <ruth@example.org>" in page.mail.head.text()
        assert "To: marac@example.org" in page.mail.head.text()
        assert "Subject: Locks" in page.mail.head.text()
        assert page.mail.words.toPlainText().strip() == "Text of it"
        parts = page.mail.parts
        assert parts.model.rowCount() == 40
        parts.table.setFocus()
        work.press(KEY.Key_Home, CTRL)
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Return)
        work.see(lambda: "1 file added." in notice(work))
        newest = kept(workspace, case_id)[0]
        assert (newest.name, newest.mail_id) == ("note 2.txt", made)
        parts.buttons["keep_all"].click()
        assert page.mail.adding.words.text() == "Keeping 40 files…"
        assert page.mail.adding.stop.isVisible()
        work.see(lambda: not page.mail.adding.isVisible())
        work.see(lambda: "39 files added. 1 file not added." in notice(work))
        assert len(kept(workspace, case_id)) == 41


def test_a_page_in_an_email_is_shown_as_words_and_fetches_nothing(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    body = b'<p>Hello <b>Ruth</b></p><script>x()</script><img src="http://127.0.0.1/x.png">'
    made = add_bytes(workspace, Owner(case_id), "m.eml", mail_of(0, body, b"text/html"))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        assert page.mail.words.toPlainText().strip() == "Hello Ruth"
        assert "nothing is fetched" in page.mail.hints.text()


def nested_mail(depth: int) -> bytes:
    found = MAIL[: MAIL.index(b"Content-Type")] + b"MIME-Version: 1.0\r\n"
    for level in range(depth):
        part = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n'
        found += part % (level, level)
    return found


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bomb.png", picture_bomb(), "more than 80 million pixels"),
        ("broken.pdf", b"%PDF-1.4 broken", "damaged"),
        ("scores.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), "cannot show it"),
        ("deep.eml", nested_mail(400), "not opened"),
    ],
)
def test_what_cannot_be_shown_says_so_and_what_can_be_done(
    qtbot: QtBot, workspace: Workspace, name: str, content: bytes, sentence: str
) -> None:
    made = add_bytes(workspace, Owner(a_whole_case(workspace)), name, content)
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        assert sentence in page.says.label.text()
        assert "open it in another program" in page.says.label.text()


def test_text_of_one_endless_line_is_shown_at_once_and_as_text(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    text = ("<b>x</b>\u202e\x1b[31m" + "x" * 990_000).encode()
    made = add_bytes(workspace, Owner(case_id), "long.txt", text)
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        began = time.monotonic()
        page = shown(work, made)
        assert time.monotonic() - began < 3
        words = page.mail.words.toPlainText()
        assert words.startswith("<b>x</b>[31mxxx")


def test_a_script_in_a_pdf_is_only_looked_at(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    more = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    made = add_bytes(workspace, Owner(case_id), "s.pdf", written_pdf(b"", more=more))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        assert not page.pages.picture.pixmap().isNull()


class OtherProgram(QObject):
    """What the desktop would open files with."""

    opened = ""

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Take the file."""
        self.opened = url.toLocalFile()


def test_opening_elsewhere_warns_first_is_noted_and_the_copy_goes_with_the_lock(
    qtbot: QtBot,
    workspace: Workspace,
    case_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    made = add_bytes(workspace, Owner(case_id), "a.txt", b"text")
    program = OtherProgram()
    QDesktopServices.setUrlHandler("file", program, "open")
    try:
        with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
            page = shown(work, made)
            page.leaving.elsewhere.click()
            assert page.leaving.strip is not None
            assert "leaves the encrypted" in page.leaving.strip.accessibleName()
            assert work.focus() is page.leaving.strip.buttons[-1]  # what is safe
            work.press(KEY.Key_Return)
            assert page.leaving.strip is None
            assert not list((tmp_path / "run").rglob("a.txt"))
            page.leaving.elsewhere.click()
            page.leaving.strip.buttons[0].click()
            work.see(lambda: bool(program.opened))
            assert Path(program.opened).read_bytes() == b"text"
            assert acts(workspace)[-1][0] == "attachment.opened_elsewhere"
            remove_copies(workspace)
            assert not Path(program.opened).exists()
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_a_copy_is_saved_after_a_warning(
    qtbot: QtBot,
    workspace: Workspace,
    case_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = add_bytes(workspace, Owner(case_id), "a.txt", b"text")
    target = tmp_path / "out.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = shown(work, made)
        page.leaving.copy.click()
        assert not target.exists()
        assert page.leaving.strip is not None
        page.leaving.strip.buttons[0].click()
        work.see(target.exists)
        work.see(lambda: "no longer protects it" in notice(work))
