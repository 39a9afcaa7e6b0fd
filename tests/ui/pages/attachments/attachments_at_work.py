"""Attachments of a case as a user meets them in a test."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from casedesk.attachments.model import Attachment, Owner
from casedesk.attachments.service import attachments_of
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import NONE, AtWork
from ui.pages.attachments.attachment_entry import attachment_entry
from ui.pages.attachments.attachment_page import AttachmentPage
from ui.pages.cases.case_page import CasePage
from ui.pages.cases.case_tabs import TABS
from ui.widgets.notice_strip import NoticeStrip

MB = 1024 * 1024
ATTACHMENT = attachment_entry()
HERE = TABS.index("attachments")
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


def kept(workspace: Workspace, case_id: int) -> list[Attachment]:
    return attachments_of(workspace, Owner(case_id))


def a_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag_in(work: AtWork, data: QMimeData, place: QPoint) -> bool:
    event = QDragEnterEvent(place, COPY, data, LEFT, NONE)
    QApplication.sendEvent(work.window.windowHandle(), event)
    return event.isAccepted()


def drop(work: AtWork, data: QMimeData, place: QPoint) -> None:
    drag_in(work, data, place)
    event = QDropEvent(place, COPY, data, LEFT, NONE)
    QApplication.sendEvent(work.window.windowHandle(), event)


def middle(work: AtWork, part: CasePage) -> QPoint:
    return part.mapTo(work.window, part.rect().center())


def notice(work: AtWork) -> str:
    strips = work.frame.notices.findChildren(NoticeStrip)
    return "\n".join(strip.accessibleName() for strip in strips if not strip.isHidden())


def shown(work: AtWork, attachment_id: int) -> AttachmentPage:
    """Open an attachment and wait until it is there."""
    work.frame.open_page("attachment", attachment_id)
    page = work.frame.page
    assert isinstance(page, AttachmentPage)
    work.see(lambda: page.says.label.text() != "Opening…" or page.stack.currentIndex() > 0)
    return page
