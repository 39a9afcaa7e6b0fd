"""From a record behind a figure to the case it belongs to."""

from sqlalchemy import select

from casedesk.actions.tables import ActionRow
from casedesk.interventions.tables import InterventionRow
from casedesk.measures.model import RecordBehind
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

CASE = "case"


def case_behind(workspace: Workspace, record: RecordBehind) -> int | None:
    """Return the id of the case that a record belongs to; None if it belongs to none."""
    if record.kind == CASE:
        return record.id
    queries = {
        "referral": select(ReferralRow.case_id).where(ReferralRow.id == record.id),
        "action": select(ActionRow.case_id).where(ActionRow.id == record.id),
        "intervention": select(InterventionRow.case_id).where(InterventionRow.id == record.id),
    }
    if record.kind not in queries:
        return None
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.scalar(queries[record.kind])
