"""What the user at work has done, as the audit trail has it: everybody may know of themselves."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.storage.audit_trail import AuditRow
from casedesk.workspace.model import User


class OwnAct(Struct, frozen=True):
    """One entry of the trail: when, what, and of which record ("case/12")."""

    at: datetime
    action: str
    record: str
    detail: str

    @property
    def record_id(self) -> int:
        """Return the id of the record; 0 where the entry is of none that has one."""
        last = self.record.rpartition("/")[2]
        return int(last) if last.isdecimal() else 0


def own_acts(session: Session, user: User, after: int) -> list[OwnAct]:
    """Return what a user did after the entry of number `after`, in order."""
    query = (
        select(AuditRow.at, AuditRow.action, AuditRow.record, AuditRow.detail)
        .where(AuditRow.seq > after, AuditRow.actor.startswith(f"{user.id} ", autoescape=True))
        .order_by(AuditRow.seq)
    )
    return [OwnAct(*row) for row in session.execute(query)]
