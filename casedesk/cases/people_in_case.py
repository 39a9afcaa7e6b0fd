"""The people in a case: added, corrected, ended, and what follows from who they are."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.gaps import gaps_of_case_again
from casedesk.cases.intake import recorded_person
from casedesk.cases.keeping import review_day_again
from casedesk.cases.model import (
    PartInCase,
    PersonInCase,
)
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part, part_of
from casedesk.forums.service import the_forum
from casedesk.i18n import _, catalogue_text
from casedesk.people.model import shown_name
from casedesk.people.tables import PersonRow
from casedesk.referrals.model import Involved
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_TOPICS = (Topic.CASES, Topic.PEOPLE, Topic.REFERRALS)


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
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
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
        _follow(change, case_id)
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
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
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
        _follow(change, case.id)
        change.audit("case.person_corrected", f"case/{case.id}", " ".join(changed))


def end_person_in_case(
    workspace: Workspace, link_id: int, ended_on: date | None = None, version: int | None = None
) -> None:
    """Record that somebody is no longer part of a case from a day on; without it, today.

    Raises:
        InputError: it is the person the case is about, or the day lies ahead.
        ConflictError: they left it already, or somebody changed this meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
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
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = _other(change, link_id, version)
        change.mark_in_error(row, reason)
        _follow(change, row.case_id)
        change.audit("case.person_in_error", f"case/{row.case_id}", f"person/{row.person_id}")


def take_back_person_error(workspace: Workspace, link_id: int) -> None:
    """Bring somebody back who was taken out of a case by mistake, as they stood in it.

    Raises:
        NotFoundError: they are not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find_in_error(CasePersonRow, link_id)
        change.take_error_back(row)
        _follow(change, row.case_id)
        change.audit(
            "case.person_error_taken_back", f"case/{row.case_id}", f"person/{row.person_id}"
        )


def _follow(change: Change, case_id: int) -> None:
    """Work out again what rests on who is in a case: repeats, gaps and the day of its review.

    Who left it later stays named in its referrals, so ending a part changes none of them.
    """
    change.session.flush()
    case = change.find(CaseRow, case_id)
    refresh_repeats(change.session, case.forum_id, subject_of(change.session, case_id))
    gaps_of_case_again(change, case_id)
    review_day_again(change, case)


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
