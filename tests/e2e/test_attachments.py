"""Copies, files half written, files thrown away: nothing outlasts a lock or a power cut."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from casedesk.arrivals.service import throw_away
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes, attachment_content, attachments_of
from casedesk.workspace import service
from casedesk.workspace.drafts import drafts, save_draft
from tests.builders import a_case
from tests.casedesk.attachments.files import pdf
from tests.casedesk.attachments.test_service import acts, stored
from tests.conftest import PASSPHRASE
from tests.e2e.user import User
from ui.pages.attachments.attachment_page import AttachmentPage
from ui.pages.cases.case_page import CasePage

# Adds 20 MB and says after each piece how far it is; it is killed on the way.
HALF_WAY = """
import os, sys
from pathlib import Path
from casedesk.arrivals.service import throw_away
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.workspace import service
from casedesk.workspace.drafts import drafts, save_draft

class Tell:
    def step(self, done, total):
        print(done, flush=True)

opened = service.open_with_key(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes())
add_bytes(opened, Owner(int(sys.argv[3])), "large.bin", os.urandom(20 << 20), progress=Tell())
print("kept", flush=True)
"""


class OtherProgram(QObject):
    """What the desktop would open files with."""

    opened = ""

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Take the file."""
        self.opened = url.toLocalFile()


def test_a_copy_goes_with_the_lock_and_what_was_thrown_away_with_the_next_unlocking(
    user: User, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    program = OtherProgram()
    QDesktopServices.setUrlHandler("file", program, "open")
    try:
        user.start(file)
        user.unlock(PASSPHRASE)
        with user.looking_on():
            case_id = a_case(user.workspace)
            made = add_bytes(user.workspace, Owner(case_id), "Letter.pdf", pdf())
            thrown = add_bytes(user.workspace, Owner(draft="arrival-1"), "Thrown.pdf", pdf())
            throw_away(user.workspace, "arrival-1")
        user.frame.open_page("attachment", made)
        page = user.page(AttachmentPage)
        user.see(lambda: page.stack.currentWidget() is page.pages)
        user.alt("o")
        user.choose("Open it there")
        user.see(lambda: bool(program.opened))
        assert Path(program.opened).read_bytes() == pdf_of(user, made)
        user.lock()
        assert not Path(program.opened).exists()
        assert "Letter" not in user.read()
        user.unlock(PASSPHRASE)
        assert user.place() == ("attachment", made)
        erased = ("attachment.erased", f"attachment/{thrown}")
        user.see(lambda: erased in [one[:2] for one in acts(user.workspace)])
    finally:
        QDesktopServices.unsetUrlHandler("file")


def pdf_of(user: User, attachment_id: int) -> bytes:
    return attachment_content(user.workspace, attachment_id, opening=False).content


def test_locking_while_a_large_file_is_added_leaves_no_trace_and_closing_waits(
    user: User, file: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(40 << 20))
    user.start(file)
    user.unlock(PASSPHRASE)
    with user.looking_on():
        owner = Owner(a_case(user.workspace))
    user.frame.open_page("case", owner.case_id)
    page = user.page(CasePage)
    page.adding.add([large])
    user.see(lambda: page.adding.bar.value() > 0)
    user.window.close()
    assert user.window.isVisible()  # it waits, and says so
    user.lock()
    user.unlock(PASSPHRASE)
    assert stored(user.workspace) == (0, 0)
    assert attachments_of(user.workspace, owner) == []


@pytest.mark.parametrize("pieces", [1, 7, 19])
def test_killed_half_way_a_file_leaves_no_trace(
    user: User, file: Path, prepared_file: Path, pieces: int
) -> None:
    key = prepared_file.parent / "key.bin"
    opened = service.open_with_key(file, key.read_bytes())
    case_id = a_case(opened)
    save_draft(opened, "arrival-killed", "{}")  # its file was never kept
    service.lock(opened)
    program = subprocess.Popen(
        [sys.executable, "-c", HALF_WAY, str(file), str(key), str(case_id)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert program.stdout is not None
    for line in program.stdout:
        assert line.strip() != b"kept"
        if int(line) >= pieces << 20:
            break
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    user.start(file)
    user.unlock(PASSPHRASE)
    user.see(lambda: stored(user.workspace) == (0, 0))  # the window tidies up by itself
    user.see(lambda: drafts(user.workspace) == [])
    assert attachments_of(user.workspace, Owner(case_id)) == []
    assert service.verify(user.workspace).is_whole
