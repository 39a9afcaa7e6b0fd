"""What happens to a case and the people in it: closed, reopened, corrected, added, ended."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.intake import recorded_person
from casedesk.cases.keeping import set_review_day
from casedesk.cases.model import (
    CaseDetails,
    CaseFields,
    CaseStatus,
    PartInCase,
    PersonInCase,
)
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.subject_shown import named_as_seen
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part, part_of
from casedesk.forums.service import the_forum
from casedesk.i18n import _, catalogue_text
from casedesk.people.model import shown_name
from casedesk.people.protected_addresses import hidden_places
from casedesk.people.tables import PersonRow
from casedesk.places.service import place_of
from casedesk.referrals.model import Involved
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


def case_details(workspace: Workspace, case_id: int) -> CaseDetails:
    """Return the case itself, without what hangs on it.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        return case_in(workspace, session, case_id)


def case_in(workspace: Workspace, session: Session, case_id: int) -> CaseDetails:
    """Return the case itself inside a larger reading.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    row = session.get(CaseRow, case_id)
    if row is None or row.error_at is not None:
        raise NotFoundError(_("This case is no longer there. Look at the list again."))
    hidden = hidden_places(workspace, session, [row.place_id] if row.place_id else ())
    found = CaseDetails(
        id=row.id,
        version=row.version,
        reference=row.reference,
        forum_id=row.forum_id,
        status=CaseStatus(row.status),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        close_reason=row.close_reason,
        subject_name=row.subject_name,
        fields=CaseFields(
            row.lead_agency_id,
            row.children_in_household,
            None if row.place_id in hidden else row.place_id,
        ),
        is_repeat=row.is_repeat,
        risk_band=row.risk_band,
        risk_tool_id=row.risk_tool_id,
        risk_score=row.risk_score,
        last_heard_on=row.last_heard_on,
        review_on=row.review_on,
        on_hold=row.on_hold,
    )
    return named_as_seen(workspace, session, {row.id: found})[0]


def close_case(
    workspace: Workspace,
    case_id: int,
    reason: str,
    closed_on: date | None = None,
    version: int | None = None,
) -> None:
    """Close a case; without a day, today. Its review day follows (see `keeping`).

    Raises:
        InputError: the reason is missing, or the day lies before its opening or ahead.
        ConflictError: it is closed already, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(CaseRow, case_id, version)
        if row.status == CaseStatus.CLOSED:
            raise ConflictError(_("This case is closed already. Look at the list again."))
        day = closed_on or change.today
        problems: dict[str, str] = {}
        if not reason.strip():
            problems["reason"] = _("Say why the case is closed.")
        if not row.opened_on <= day <= change.today:
            problems["closed_on"] = _("Enter a day from the opening of the case until today.")
        if problems:
            raise InputError(problems)
        row.status, row.closed_on, row.close_reason = CaseStatus.CLOSED, day, reason.strip()
        set_review_day(change.session, row)
        change.audit("case.closed", f"case/{case_id}", "status closed_on close_reason review_on")


def reopen_case(
    workspace: Workspace, case_id: int, reason: str, version: int | None = None
) -> None:
    """Open a closed case again; when and why it was closed stays, struck.

    Raises:
        InputError: the reason is missing.
        ConflictError: it is open, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(CaseRow, case_id, version)
        if row.status == CaseStatus.OPEN:
            raise ConflictError(_("This case is open already. Look at the list again."))
        change.correct(row, reason, status=CaseStatus.OPEN, closed_on=None, close_reason=None)
        set_review_day(change.session, row)
        change.audit("case.reopened", f"case/{case_id}", "status closed_on close_reason review_on")


def correct_case(
    workspace: Workspace,
    case_id: int,
    new: CaseFields,
    reason: str = "",
    version: int | None = None,
    *,
    address: tuple[str, str | None] | None = None,
) -> None:
    """Correct a case, or fill in what was not known; filling in needs no reason.

    Args:
        workspace: the open file.
        case_id: the case.
        new: what holds from now on.
        reason: why something recorded was wrong.
        version: what was read with the case.
        address: address and postcode of a place that takes that of `new`; recorded if it is new.

    Raises:
        InputError: something recorded differs and the reason is missing.
        ConflictError: somebody changed the case meanwhile.
    """
    if new.children_in_household is not None and new.children_in_household < 0:
        raise InputError({"children_in_household": _("Enter 0 or a number of children.")})
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PLACES) as change:
        row = change.find(CaseRow, case_id, version)
        values = asdict(new)
        if address is not None:
            values["place_id"] = place_of(change, *address)
            change.audit("place.entered", f"place/{values['place_id']}", f"case/{case_id}")
        filled = [n for n, v in values.items() if getattr(row, n) is None and v is not None]
        for name in filled:
            setattr(row, name, values[name])
        changed = filled + change.correct(row, reason, **values)
        change.audit("case.corrected", f"case/{case_id}", " ".join(changed))


def mark_case_in_error(
    workspace: Workspace, case_id: int, reason: str, version: int | None = None
) -> None:
    """Take a case opened by mistake, with its referrals, out of lists and counts.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the case meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.REFERRALS) as change:
        row = change.find(CaseRow, case_id, version)
        change.mark_in_error(row, reason)
        referrals = select(ReferralRow).where(
            ReferralRow.case_id == case_id, ReferralRow.error_at.is_(None)
        )
        for referral in change.session.scalars(referrals):
            change.mark_in_error(referral, reason)
        change.session.flush()
        refresh_repeats(change.session, row.forum_id, subject_of(change.session, case_id))
        change.audit("case.marked_in_error", f"case/{case_id}")


def people_of_case(workspace: Workspace, case_id: int) -> tuple[PersonInCase, ...]:
    """Return everybody in a case, its subject first; people who left it last."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return people_in_case(session, case_id)


def people_in_case(session: Session, case_id: int) -> tuple[PersonInCase, ...]:
    """Return the same as `people_of_case`, for services that read already."""
    link, person = CasePersonRow, PersonRow
    query = (
        select(
            link.id,
            link.version,
            link.person_id,
            person.surname,
            person.forenames,
            person.known_as,
            person.born_on,
            link.role,
            link.forum_role_id,
            link.relationship_kind,
            link.note,
            link.ended_on,
            CaseRow.forum_id,
        )
        .join(person, person.id == link.person_id)
        .join(CaseRow, CaseRow.id == link.case_id)
        .where(link.case_id == case_id, link.error_at.is_(None))
        .order_by(link.ended_on.is_not(None), link.role != Part.SUBJECT, link.id)
    )
    return tuple(
        PersonInCase(
            id=row.id,
            version=row.version,
            person_id=row.person_id,
            name=shown_name(row.forenames, row.surname, row.known_as),
            born_on=row.born_on,
            part=Part(row.role),
            role_id=row.forum_role_id,
            role_title=role_title(row.forum_id, row.forum_role_id, Part(row.role)),
            relationship=row.relationship_kind,
            note=row.note,
            ended_on=row.ended_on,
        )
        for row in session.execute(query)
    )


def role_title(forum_id: str, role_id: str | None, part: Part) -> str:
    """Return the forum's word for what somebody is in a case."""
    forum = forums().get(forum_id)
    roles = forum.person_roles if forum else ()
    named = next((role for role in roles if role.id == role_id), None)
    named = named or next((role for role in roles if part_of(role) is part), None)
    if named is not None and (role_id or part is not Part.OTHER):
        return catalogue_text(named.title)
    return {
        Part.SUBJECT: _("person referred"),
        Part.HARMING: _("person causing harm"),
        Part.CHILD: _("child"),
        Part.OTHER: _("other person"),
    }[part]


def add_person_to_case(workspace: Workspace, case_id: int, new: Involved) -> int:
    """Add somebody to a case and return the id of the link; one who left it is back.

    Raises:
        InputError: the role is not one of the forum, or the person has it already.
        NotFoundError: the case or the person is no longer there.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        case = change.find(CaseRow, case_id)
        role = the_forum(case.forum_id).role(new.role_id)
        if role is None or role.subject:
            raise InputError({"role": _("Choose a role of this forum.")})
        person_id = recorded_person(change, new.person)
        row = _link(change, case_id, person_id, part_of(role))
        values = {
            "forum_role_id": new.role_id,
            "relationship_kind": new.relationship,
            "note": new.note,
        }
        if row is None:
            row = change.add(
                CasePersonRow(case_id=case_id, person_id=person_id, role=part_of(role), **values)
            )
        elif row.ended_on is None and row.error_at is None:
            raise InputError({"person": _("This person is in the case with this role already.")})
        else:  # when they left and what was said of them then stays, struck
            change.correct(row, _("In the case again."), ended_on=None, **values)
            row.error_at = row.error_reason = None
        change.session.flush()
        refresh_repeats(change.session, case.forum_id, subject_of(change.session, case_id))
        change.audit("case.person_added", f"case/{case_id}", f"person/{person_id}")
        return row.id


def correct_person_in_case(
    workspace: Workspace, link_id: int, new: PartInCase, reason: str, version: int | None = None
) -> None:
    """Correct what somebody is in a case; filling in what was empty needs no reason.

    Raises:
        InputError: the role is not one of the forum, or the reason is missing.
        ConflictError: the person has that role already, or somebody changed this meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        row = change.find(CasePersonRow, link_id, version)
        case = change.find(CaseRow, row.case_id)
        role = the_forum(case.forum_id).role(new.role_id)
        if role is None or (part_of(role) is Part.SUBJECT) != (row.role == Part.SUBJECT):
            raise InputError({"role": _("Choose a role of this forum.")})
        taken = _link(change, case.id, row.person_id, part_of(role))
        if taken is not None and taken is not row:
            raise ConflictError(_("This person has that part in the case already."))
        values = {
            "role": part_of(role),
            "forum_role_id": new.role_id,
            "relationship_kind": new.relationship or None,
            "note": (new.note or "").strip() or None,
        }
        filled = [n for n, value in values.items() if getattr(row, n) is None and value]
        for name in filled:
            setattr(row, name, values[name])
        changed = filled + change.correct(row, reason, **values)
        change.session.flush()
        refresh_repeats(change.session, case.forum_id, subject_of(change.session, case.id))
        change.audit("case.person_corrected", f"case/{case.id}", " ".join(changed))


def end_person_in_case(
    workspace: Workspace, link_id: int, ended_on: date | None = None, version: int | None = None
) -> None:
    """Record that somebody is no longer part of a case from a day on; without it, today.

    Raises:
        InputError: it is the person the case is about, or the day lies ahead.
        ConflictError: they left it already, or somebody changed this meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        row = _other(change, link_id, version)
        if row.ended_on is not None:
            raise ConflictError(_("This person has left the case already. Look at it again."))
        day = ended_on or change.today
        if day > change.today:
            raise InputError({"ended_on": _("Enter a day that is not in the future.")})
        row.ended_on = day
        change.audit("case.person_ended", f"case/{row.case_id}", f"person/{row.person_id}")


def mark_person_in_error(
    workspace: Workspace, link_id: int, reason: str, version: int | None = None
) -> None:
    """Take somebody who was put into a case by mistake out of it.

    Raises:
        InputError: the reason is missing, or it is the person the case is about.
        ConflictError: somebody changed this meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        row = _other(change, link_id, version)
        change.mark_in_error(row, reason)
        change.session.flush()
        forum_id = change.find(CaseRow, row.case_id).forum_id
        refresh_repeats(change.session, forum_id, subject_of(change.session, row.case_id))
        change.audit("case.person_in_error", f"case/{row.case_id}", f"person/{row.person_id}")


def take_back_person_error(workspace: Workspace, link_id: int) -> None:
    """Bring somebody back who was taken out of a case by mistake, as they stood in it.

    Raises:
        NotFoundError: they are not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        row = change.find_in_error(CasePersonRow, link_id)
        change.take_error_back(row)
        change.session.flush()
        forum_id = change.find(CaseRow, row.case_id).forum_id
        refresh_repeats(change.session, forum_id, subject_of(change.session, row.case_id))
        change.audit(
            "case.person_error_taken_back", f"case/{row.case_id}", f"person/{row.person_id}"
        )


def _other(change: Change, link_id: int, version: int | None) -> CasePersonRow:
    row = change.find(CasePersonRow, link_id, version)
    if row.role == Part.SUBJECT:
        raise InputError({"person": _("The case is about this person. Correct the case itself.")})
    return row


def _link(change: Change, case_id: int, person_id: int, part: Part) -> CasePersonRow | None:
    return change.session.scalar(
        select(CasePersonRow).where(
            CasePersonRow.case_id == case_id,
            CasePersonRow.person_id == person_id,
            CasePersonRow.role == part,
        )
    )
