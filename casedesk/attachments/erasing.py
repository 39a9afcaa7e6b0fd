"""Erases files of drafts that were thrown away: they were never part of casework.

What is left is the line that a file was there, without its name, so that its entries in the audit
trail still mean one thing. A draft that became a case took its files along; those stay.
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from casedesk.attachments.tables import AttachmentRow
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.stored_bytes import erase_bytes
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Workspace

_NOTHING = {"name": "", "title": "", "note": "", "sha256": "", "size": 0}


def erase_thrown_away(workspace: Workspace, before: datetime, progress: Progress) -> None:
    """Erase the files of drafts that were thrown away before a moment, for good.

    Call it in the worker, with a moment before which nothing can be taken back any more: Undo
    does not outlive the lock, so that is when the file was opened. What a kill or a stop leaves of
    it is erased the next time.

    Raises:
        NotAllowedError: the user's role lacks the permission.
        StorageError: it cannot be written now.
        Cancelled: it was stopped, as by a lock.
    """
    workspace.require(Permission.ADD_ATTACHMENTS)
    thrown = (
        select(AttachmentRow.id)
        .where(AttachmentRow.draft_form.is_not(None), AttachmentRow.size > 0)
        .where(AttachmentRow.error_at < before)
    )
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        found = session.scalars(thrown).all()
    for attachment_id in found:
        _forget(workspace, attachment_id)
    erased = select(AttachmentRow.content_id).where(AttachmentRow.size == 0)
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        contents = session.scalars(erased).all()
    erase_bytes(workspace, contents, progress)


def _forget(workspace: Workspace, attachment_id: int) -> None:
    """Leave of a record that it was there; from now on it cannot be brought back."""
    corrected = (
        CorrectionRow.table_name == AttachmentRow.__tablename__,
        CorrectionRow.record_id == attachment_id,
    )
    parts = update(AttachmentRow).where(AttachmentRow.mail_id == attachment_id)
    with workspace.changing(Permission.ADD_ATTACHMENTS) as change:  # nothing that is shown changes
        row = change.find_in_error(AttachmentRow, attachment_id)
        for field, nothing in _NOTHING.items():
            setattr(row, field, nothing)
        change.session.execute(parts.values(mail_id=None))
        change.session.execute(delete(CorrectionRow).where(*corrected))
        change.audit("attachment.erased", f"attachment/{attachment_id}")
