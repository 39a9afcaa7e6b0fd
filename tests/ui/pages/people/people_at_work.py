"""The pages of people and places, opened by a test."""

from PySide6.QtWidgets import QLabel, QWidget

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import AtWork
from ui.navigation import entries
from ui.page import PageEntry

IDS = ("people", "person", "person_join", "place", "case", "matches", "power")


def people_pages() -> list[PageEntry]:
    return [one for one in entries(lambda _wanted: None) if one.id in IDS]


def texts(page: QWidget) -> list[str]:
    """Return everything in sight that can be read."""
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def viewed(workspace: Workspace) -> list[str]:
    """Return the records that were opened, the first one first."""
    found = audit_entries(workspace, AuditFilter())
    return [one.record for one in found if one.action.endswith(".viewed")][::-1]


def where(work: AtWork) -> tuple[str, object]:
    """Return the page in sight and the record on it."""
    here = work.frame.place()
    assert here is not None
    return here.page_id, here.record
