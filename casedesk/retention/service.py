"""Which closed cases are due for review, what erasing one would take, and the erasing.

Only here is casework ever erased: one case at a time, by somebody who looked at what goes. The
audit trail keeps that it was, by whom and when, how many records of which kind, and never what
stood in them; its entry is the certificate.
"""

import json
from collections.abc import Collection

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseStatus
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.retention.belongings import Rows, belongings, pointing_at, references, tables
from casedesk.retention.model import CaseDue, Erasure
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import Draft, discard_draft, discard_draft_in, drafts
from casedesk.workspace.model import Topic
from casedesk.workspace.search_words import INDEXES, overwrite_words
from casedesk.workspace.stored_bytes import erase_bytes, remove_unkept
from casedesk.workspace.tables import CorrectionRow, StoredBytesRow
from casedesk.workspace.workspace import Workspace, changed_meanwhile

_TOPICS = (
    *(Topic.CASES, Topic.REFERRALS, Topic.PEOPLE, Topic.PLACES, Topic.MEETINGS, Topic.ACTIONS),
    *(Topic.INTERVENTIONS, Topic.ATTACHMENTS),
)
_SHEETS = {"Referrals": "referral", "Actions": "action", "Interventions": "intervention"}


def cases_due(workspace: Workspace) -> list[CaseDue]:
    """Return the closed cases whose review day has come, the longest due first."""
    query = (
        select(
            CaseRow.id,
            CaseRow.reference,
            CaseRow.forum_id,
            CaseRow.closed_on,
            CaseRow.review_on,
            CaseRow.on_hold,
        )
        .where(
            CaseRow.review_on <= workspace.today(),
            CaseRow.status == CaseStatus.CLOSED,
            CaseRow.error_at.is_(None),
        )
        .order_by(CaseRow.review_on, CaseRow.id)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [CaseDue(**row._mapping) for row in session.execute(query)]


def what_goes(workspace: Workspace, case_id: int) -> Erasure:
    """Return what erasing a case would take; nothing is changed.

    Raises:
        NotAllowedError: the role does not include erasing.
        NotFoundError: there is no such case.
        ConflictError: it is open, on hold, or its review day has not come.
    """
    workspace.require(Permission.ERASE)
    due = next((one for one in cases_due(workspace) if one.id == case_id), None)
    if due is None:
        raise ConflictError(_("The review of this case is not due. Look at the list again."))
    if due.on_hold:
        raise ConflictError(_("This case is on hold. Lift the hold on its page first."))
    with workspace.reading(Permission.READ_RECORDS) as session:
        found, kept = belongings(session, case_id)
    return _erasure(due.reference, case_id, found, kept)


def erase_case(workspace: Workspace, seen: Erasure, reference: str) -> list[int]:
    """Erase a case with everything that belongs to it and to nothing else, for good.

    Args:
        workspace: the open partnership file.
        seen: what `what_goes` returned, as somebody looked at it.
        reference: the case's reference, typed by whoever erases it.

    Returns:
        Which bytes of attachments are to be overwritten now; see `overwrite_erased`.

    Raises:
        InputError: the reference is another one.
        ConflictError: as `what_goes`, or something was recorded since it was looked at.
    """
    if reference.strip().casefold() != seen.reference.casefold():
        text = _("Type the reference of the case, {reference}, to erase it.")
        raise InputError({"reference": text.format(reference=seen.reference)})
    if what_goes(workspace, seen.case_id) != seen:
        raise ConflictError(changed_meanwhile())
    typed = drafts(workspace)
    with workspace.changing(Permission.ERASE, *_TOPICS) as change:
        found, kept = belongings(change.session, seen.case_id)
        if _erasure(seen.reference, seen.case_id, found, kept) != seen:
            raise ConflictError(changed_meanwhile())
        contents = _let_bytes_go(change.session, found)
        forms = [one.form for one in typed if _concerns(change.session, one, found)]
        for form in forms:
            discard_draft_in(change, form)
        _erase(change.session, found)
        change.audit("case.erased", f"case/{seen.case_id}", _told(seen))
        for person_id in sorted(found.get("person", ())):
            change.audit("person.erased", f"person/{person_id}")
    for form in forms:
        discard_draft(workspace, form)  # a copy may wait in memory
    return contents


def overwrite_erased(workspace: Workspace, contents: Collection[int], progress: Progress) -> None:
    """Overwrite what was erased: bytes of attachments, words of the search; call it in the worker.

    What a kill or a stop leaves of files goes when the file is opened next, and of words, which
    lie encrypted where no search looks, with the next erasing.

    Raises:
        StorageError: it cannot be written now.
        Cancelled: it was stopped.
    """
    erase_bytes(workspace, contents, progress)
    remove_unkept(workspace)
    overwrite_words(workspace)


def _erasure(reference: str, case_id: int, found: Rows, kept: int) -> Erasure:
    counts = tuple(sorted((name, len(ids)) for name, ids in found.items()))
    return Erasure(case_id, reference, counts, kept)


def _told(seen: Erasure) -> str:
    return " ".join(f"{name} {count}" for name, count in seen.counts)


def _let_bytes_go(session: Session, found: Rows) -> list[int]:
    """Take the bytes of attachments as kept no longer; return which they are."""
    attachment = tables()["attachment"].c
    query = select(attachment.content_id).where(attachment.id.in_(found.get("attachment", ())))
    contents = list(session.scalars(query))
    session.execute(
        update(StoredBytesRow).where(StoredBytesRow.id.in_(contents)).values(kept=False)
    )
    return contents


def _erase(session: Session, found: Rows) -> None:
    """Erase rows, what was corrected in them, what an import knows of them, and their words."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    _let_others_forget(session, found)
    for sheet, name in _SHEETS.items():
        known = tables()["imported_row"]
        mine = known.c.sheet == sheet, known.c.record_id.in_(found.get(name, ()))
        session.execute(delete(known).where(*mine))
    for name, index in INDEXES.items():
        _forget_words(session, index, found.get(name, ()))
    for table in reversed(tables()["case"].metadata.sorted_tables):
        ids = found.get(table.name)
        if not ids:
            continue
        corrected = CorrectionRow.table_name == table.name, CorrectionRow.record_id.in_(ids)
        session.execute(delete(CorrectionRow).where(*corrected))
        _delete(session, table, ids)
    connection.exec_driver_sql("PRAGMA secure_delete=OFF")


def _let_others_forget(session: Session, found: Rows) -> None:
    """Take references to rows that go out of those that stay."""
    for name, ids in found.items():
        for column in pointing_at(name):
            if column.nullable:
                stays = column.table.c.id.not_in(found.get(column.table.name, ()))
                points = update(column.table).where(column.in_(ids), stays)
                session.execute(points.values({column.name: None}))


def _delete(session: Session, table: Table, ids: set[int]) -> None:
    """Delete rows; one that others of them point at goes after those."""
    left = set(ids)
    while left:
        waits = {
            one
            for column in references(table.name, table.name)
            for one in session.scalars(select(column).where(table.c.id.in_(left)))
        }
        last = left & waits if left - waits else set()
        session.execute(delete(table).where(table.c.id.in_(left - last)))
        left = last


def _forget_words(session: Session, index: str, ids: Collection[int]) -> None:
    """Take words out of the search; see `overwrite_words`."""
    gone = f"DELETE FROM {index} WHERE rowid IN (SELECT value FROM json_each(?))"  # our own name
    session.connection().exec_driver_sql(gone, (json.dumps(sorted(ids)),))


def _concerns(session: Session, draft: Draft, found: Rows) -> bool:
    """Tell whether something half typed belongs to what is erased."""
    case_id = next(iter(found["case"]))
    people, powers = found.get("person", ()), found.get("intervention", ())
    named = {
        *(f"case-{case_id}", f"new_action-{case_id}", f"document-case-{case_id}"),
        *(f"contact_note/{case_id}",),
        *(f"person-{one}" for one in people),
        *(f"contact_note/person/{one}" for one in people),
        *(f"place-{one}" for one in found.get("place", ())),
        *(f"power-{one}" for one in powers),
        *(f"document-power-{one}" for one in powers),
    }
    if draft.form in named or draft.form.startswith(f"risk/{case_id}/"):
        return True
    if draft.form.startswith("chase-"):
        return any(int(one) in found.get("action", ()) for one in draft.form.split("-")[1:])
    if draft.form.startswith("meeting-") or draft.form == "actions":
        return _typed_about(draft.content, found)
    return False


def _typed_about(content: str, found: Rows) -> bool:
    """Tell whether the minutes or the form of a page are of a record that goes."""
    discussions, actions = found.get("discussion", set()), found.get("action", set())
    for part in json.loads(content).values():
        if not isinstance(part, dict):
            continue
        record = part.get("record")
        several = set(record) if isinstance(record, list) else {record}
        if part.get("id") in discussions or several & actions:
            return True
    return False
