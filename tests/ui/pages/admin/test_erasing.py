"""A closed case is erased on Admin, once somebody looked at what goes and typed its reference."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases import case_life, service
from casedesk.cases.case_list import case_count
from casedesk.cases.keeping import hold_case
from casedesk.security.roles import Permission
from casedesk.workspace.tables import StoredPieceRow
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import NOW, Clock
from tests.ui.pages.admin.test_admin_page import ADMIN, chosen, form_of, opened, rows
from tests.ui.pages.cases.case_at_work import CASE, fill
from tests.ui.pages.window_at_work import CTRL, KEY, at_work


def a_case_due(workspace: Workspace, clock: Clock) -> int:
    """Record a case with a file, close it, and let eight years go by."""
    clock.moment = NOW
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    add_bytes(workspace, Owner(case_id), "scan.txt", b"Rang twice.")
    case_life.close_case(workspace, case_id, "Safe and settled.")
    clock.moment = NOW + timedelta(days=366 * 8)
    return case_id


def pieces(workspace: Workspace) -> int:
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        return session.scalar(select(func.count()).select_from(StoredPieceRow)) or 0


def test_what_goes_is_shown_and_the_reference_typed_before_a_case_is_erased(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    case_id = a_case_due(workspace, clock)
    with at_work(qtbot, workspace, ADMIN, CASE) as work:
        page = opened(work, "due")
        assert rows(page, "due") == ["M-2026-001"]
        chosen(page, "due", case_id)
        page.open_form("erase", case_id)
        said = " ".join(one.text() for one in form_of(page).findChildren(QLabel))
        assert "case: 1; referrals: 1; people named nowhere else: 2" in said
        assert "attachments: 1" in said
        assert "This cannot be undone" in said
        fill(form_of(page), reference="M-2026-002")
        work.press(KEY.Key_S, CTRL)
        assert "M-2026-001" in form_of(page).fields["reference"].problem
        assert case_count(workspace) == 1
        fill(form_of(page), reference="m-2026-001")
        work.press(KEY.Key_S, CTRL)
        assert case_count(workspace) == 0
        assert rows(page, "due") == []
        assert not work.window.registry.action("edit.undo").isEnabled()
        work.see(lambda: pieces(workspace) == 0)
        (entry,) = audit_entries(workspace, AuditFilter(action="case.erased"))
        assert entry.record == f"case/{case_id}"


def test_a_case_on_hold_is_listed_and_says_why_it_is_not_erased(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    case_id = a_case_due(workspace, clock)
    hold_case(workspace, case_id, "An inquest.")
    with at_work(qtbot, workspace, ADMIN, CASE) as work:
        page = opened(work, "due")
        assert rows(page, "due", 4) == ["on hold"]
        page.open_form("erase", case_id)
        assert page.host.form is None
        assert "Lift the hold" in work.frame.notices.past[-1]
        chosen(page, "due", case_id)
        work.press(KEY.Key_Return)
        place = work.frame.place()
        assert place is not None
        assert (place.page_id, place.record) == ("case", case_id)
