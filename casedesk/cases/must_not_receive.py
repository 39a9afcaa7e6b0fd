"""Who must never receive a case, or a part of it; every document is held against it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.agencies.service import agency_title
from casedesk.cases.model import BarredPart, MustNotReceive
from casedesk.cases.tables import CaseRow, MustNotReceiveRow
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _
from casedesk.people.model import shown_name
from casedesk.people.service import present_id
from casedesk.people.tables import PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace, changed_meanwhile


def must_not_receive(workspace: Workspace, case_id: int) -> tuple[MustNotReceive, ...]:
    """Return who must not receive a case, in the order it was said."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return barred_in(session, case_id)


def barred_in(session: Session, case_id: int) -> tuple[MustNotReceive, ...]:
    """Return the same as `must_not_receive`, for services that read already."""
    row = MustNotReceiveRow
    query = (
        select(row, PersonRow.forenames, PersonRow.surname, PersonRow.known_as)
        .outerjoin(PersonRow, PersonRow.id == row.person_id)
        .where(row.case_id == case_id, row.error_at.is_(None), row.ended_on.is_(None))
        .order_by(row.id)
    )
    return tuple(
        MustNotReceive(
            id=one.id,
            version=one.version,
            agency_id=one.agency_id,
            person_id=one.person_id,
            name=agency_title(one.agency_id)
            if one.agency_id
            else shown_name(forenames or "", surname or "", known_as),
            part=BarredPart(one.part),
            reason=one.reason,
        )
        for one, forenames, surname, known_as in session.execute(query)
    )


def bar(
    workspace: Workspace,
    case_id: int,
    part: BarredPart,
    reason: str,
    *,
    agency_id: str | None = None,
    person_id: int | None = None,
) -> int:
    """Record that an agency or a person must not receive a case or a part of it.

    Raises:
        InputError: nobody or both are named, or the reason is missing.
        NotFoundError: the case or the person is no longer there.
    """
    problems: dict[str, str] = {}
    known = agency_id is None or agency_id in agencies()
    if (agency_id is None) == (person_id is None) or not known:
        problems["who"] = _("Choose an agency or a person.")
    if not reason.strip():
        problems["reason"] = _("Give the reason.")
    if problems:
        raise InputError(problems)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        change.find(CaseRow, case_id)
        if person_id is not None:
            person_id = present_id(change.session, person_id)
            change.find(PersonRow, person_id)
        row = change.add(
            MustNotReceiveRow(
                case_id=case_id,
                agency_id=agency_id,
                person_id=person_id,
                part=part,
                reason=reason.strip(),
            )
        )
        change.audit("case.barred", f"case/{case_id}", f"must_not_receive/{row.id}")
        return row.id


def lift_bar(workspace: Workspace, bar_id: int, reason: str, version: int | None = None) -> None:
    """Record that somebody may receive a case again; that it was barred stays, struck.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(MustNotReceiveRow, bar_id, version)
        change.correct(row, reason, ended_on=change.today)
        change.audit("case.bar_lifted", f"case/{row.case_id}", f"must_not_receive/{row.id}")


def take_back_bar(workspace: Workspace, bar_id: int, reason: str) -> None:
    """Take out a bar that was entered by mistake a moment ago.

    Raises:
        NotFoundError: it is gone.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(MustNotReceiveRow, bar_id)
        change.mark_in_error(row, reason)
        change.audit("case.bar_taken_back", f"case/{row.case_id}", f"must_not_receive/{row.id}")


def take_back_lifting(workspace: Workspace, bar_id: int, reason: str) -> None:
    """Let a bar that was lifted a moment ago hold again; that it was lifted stays, struck.

    Raises:
        NotFoundError: it is gone.
        ConflictError: it holds.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(MustNotReceiveRow, bar_id)
        if row.ended_on is None:
            raise ConflictError(changed_meanwhile())
        change.correct(row, reason, ended_on=None)
        change.audit("case.barred", f"case/{row.case_id}", f"must_not_receive/{row.id}")
