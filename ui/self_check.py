"""`casedesk --self-check`: what a packaged build runs after installation.

Does a little of everything that needs a part which packaging may lose: an encrypted
file, its audit trail, an import, a publication with its proof, a PDF, a painted window.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casedesk.errors import CaseDeskError
from casedesk.settings import Settings, keep_notes_in
from casedesk.workspace.workspace import Workspace
from ui.theme.theme import apply_theme

CASES = 60
PICTURES = ("png", "jpeg", "webp", "tiff", "bmp")
PASSPHRASE = "self check of casedesk"
UNENCRYPTED = b"SQLite format 3"  # what a database that is not begins with


def self_check() -> int:
    """Run every check; print a line for each; return 0 if all is well, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _scratch() as folder:
        keep_notes_in(folder / "notes")
        try:
            workspace = _practice(folder)
            for name, check in _checks(folder, workspace):
                check()
                print(f"ok: {name}")
        except (CaseDeskError, OSError, ImportError, AssertionError) as error:
            print(f"casedesk: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
    print("CaseDesk is complete.")
    return 0


def _checks(folder: Path, workspace: Workspace) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("encryption", lambda: _check_encryption(folder)),
        ("audit trail and pages", lambda: _check_whole(workspace)),
        ("import of a workbook", lambda: _check_import(folder, workspace)),
        ("publication with proof, workbook and PDF", lambda: _check_publication(folder, workspace)),
        ("documents, and files that arrive", lambda: _check_documents(folder, workspace)),
        ("backup and locking", lambda: _check_backup(folder, workspace)),
        ("help with its pictures", _check_help),
        ("window", _check_window),
    ]


def _practice(folder: Path) -> Workspace:
    from casedesk.practice.service import make_practice_file  # noqa: PLC0415 - the check itself

    return make_practice_file(folder / "check.casedesk", PASSPHRASE, CASES, 1, date(2026, 11, 20))


def _check_encryption(folder: Path) -> None:
    head = (folder / "check.casedesk" / "records.db").read_bytes()[: len(UNENCRYPTED)]
    _expect(head != UNENCRYPTED, "the records are not encrypted")


def _check_whole(workspace: Workspace) -> None:
    from casedesk.workspace import service  # noqa: PLC0415 - the check itself

    found = service.verify(workspace)
    _expect(found.is_whole, "; ".join(found.problems))


def _check_import(folder: Path, workspace: Workspace) -> None:
    from casedesk.exchange.service import (  # noqa: PLC0415 - the check itself
        read_plan,
        write_template,
    )

    write_template(folder / "template.xlsx", practice=True)
    report = read_plan(workspace, folder / "template.xlsx").report
    _expect(not report.absent_sheets, "the sheets of a workbook are not found")


def _check_publication(folder: Path, workspace: Workspace) -> None:
    from casedesk.dates import quarter_of  # noqa: PLC0415 - the check itself
    from casedesk.disclosure.checker import check_release  # noqa: PLC0415
    from casedesk.releases.model import Audience  # noqa: PLC0415
    from casedesk.releases.service import publish  # noqa: PLC0415

    period = quarter_of(date(2026, 8, 1))
    target = folder / "release"
    publish(workspace, "csp_quarterly_scorecard", period, Audience.PUBLIC, target)
    _expect(check_release(target).ok, "the publication is not proved")
    pdf = (target / "scorecard.pdf").read_bytes()
    _expect(pdf.startswith(b"%PDF"), "the scorecard is no PDF")


def _check_documents(folder: Path, workspace: Workspace) -> None:
    from casedesk.arrivals.service import draw_page_of, read_file, save_form  # noqa: PLC0415
    from casedesk.cases.case_list import case_ids  # noqa: PLC0415 - the check itself
    from casedesk.documents.contents import offer  # noqa: PLC0415
    from casedesk.documents.model import FileFormat, Subject, SubjectKind, Wanted  # noqa: PLC0415
    from casedesk.documents.service import made_in  # noqa: PLC0415
    from casedesk.progress import Unwatched  # noqa: PLC0415

    subject = Subject(SubjectKind.CASE, case_ids(workspace)[0])
    found = offer(workspace, subject)
    wanted = Wanted(found.kinds[0], subject, found.recipients[0])
    files = [made_in(workspace, wanted, folder, kind) for kind in FileFormat]
    save_form(workspace, "marac", folder / "form.pdf")
    for file in (*files, folder / "form.pdf"):
        arrived = read_file(file.name, file.read_bytes(), Unwatched())
        _expect(bool(arrived.text), f"a file cannot be read: {file.suffix}")
    for kind in PICTURES:
        content = _picture(kind)
        _expect(draw_page_of(content, 0, 64).picture.width == 64, f"no picture is read: {kind}")


def _picture(kind: str) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice  # noqa: PLC0415 - the check itself
    from PySide6.QtGui import QImage  # noqa: PLC0415

    drawn, buffer = QImage(64, 64, QImage.Format.Format_RGB32), QBuffer()
    drawn.fill(0x1D5BA4)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _expect(drawn.save(buffer, kind), f"no picture is written: {kind}")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _check_help() -> None:
    from PySide6.QtGui import QImageReader  # noqa: PLC0415 - the check itself

    from casedesk.help.catalogue import guides  # noqa: PLC0415
    from casedesk.resource_files import resource_path  # noqa: PLC0415

    for guide in guides().values():
        for step in guide.step:
            file = resource_path("pictures", step.picture)
            seen = not step.picture or QImageReader(str(file)).canRead()
            _expect(seen, f"a picture of Help is missing: {step.picture}")


def _check_backup(folder: Path, workspace: Workspace) -> None:
    from casedesk.progress import Unwatched  # noqa: PLC0415 - the check itself
    from casedesk.workspace import backup, service  # noqa: PLC0415

    backup.backup(workspace, folder / "copy.casedesk", Unwatched())
    service.lock(workspace)
    service.lock(service.open_file(folder / "copy.casedesk", PASSPHRASE))


def _check_window() -> None:
    from ui.pages.workspace.unlock_page import UnlockPage  # noqa: PLC0415 - the check itself

    app = QApplication.instance() or QApplication(sys.argv[:1])
    _expect(isinstance(app, QApplication), "there is no window system")
    if isinstance(app, QApplication):
        apply_theme(app, "light", 100)
    page: QWidget = UnlockPage(Settings())
    page.resize(1280, 800)
    colours = {page.grab().toImage().pixelColor(x, 300).rgb() for x in range(0, 1280, 4)}
    _expect(len(colours) > 3, "the window is empty")


def _expect(condition: bool, problem: str) -> None:
    if not condition:
        raise AssertionError(problem)


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="casedesk-check-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
