"""What fields of a record held before somebody corrected them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.storage.base import Base
from casedesk.workspace.model import Correction
from casedesk.workspace.tables import AccountRow, CorrectionRow


def corrections_in(session: Session, kind: type[Base], record_id: int) -> tuple[Correction, ...]:
    """Return every earlier value of a record's fields, the earliest correction first."""
    query = (
        select(
            CorrectionRow.field,
            CorrectionRow.old_value,
            CorrectionRow.reason,
            CorrectionRow.at,
            AccountRow.name,
        )
        .join(AccountRow, AccountRow.id == CorrectionRow.account_id)
        .where(CorrectionRow.table_name == kind.__tablename__, CorrectionRow.record_id == record_id)
        .order_by(CorrectionRow.id)
    )
    return tuple(Correction(*row) for row in session.execute(query))
