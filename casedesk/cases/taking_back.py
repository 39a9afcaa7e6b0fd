"""Takes back what was done with a referral: saving it, declining it, calling it no repeat."""

from typing import Any

from sqlalchemy import ColumnElement, select

from casedesk.attachments.service import move_to_draft
from casedesk.cases.keeping import set_review_day
from casedesk.cases.model import CaseStatus, TakenIn
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.service import judge_again, mark_in_error
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _
from casedesk.people.references import is_used
from casedesk.people.service import forget_different
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.references import is_used as place_is_used
from casedesk.places.tables import PlaceRow
from casedesk.referrals.model import ReferralStatus
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


def take_back_referral(workspace: Workspace, taken: TakenIn) -> None:
    """Mark a referral just taken in as recorded in error, with all that it made.

    That is its case, the people and places recorded by it, and who was told apart by it. A person
    or place that another record names by now stays. The attachments go back to the draft.

    Raises:
        NotFoundError: it was taken back already.
    """
    reason = _("Entering it was taken back at once.")
    topics = (Topic.REFERRALS, Topic.CASES, Topic.PEOPLE, Topic.PLACES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        mark_in_error(change, change.find(ReferralRow, taken.referral_id), reason)
        _mark(change, CasePersonRow, CasePersonRow.case_id == taken.case_id, reason)
        for pair in taken.different:
            forget_different(change, *pair)
        change.session.flush()
        for person_id in taken.new_people:
            if not is_used(change.session, person_id):
                _mark(change, PersonRow, PersonRow.id == person_id, reason)
                _mark(change, PersonAddressRow, PersonAddressRow.person_id == person_id, reason)
        change.session.flush()
        for place_id in taken.new_places:
            if not place_is_used(change.session, place_id):
                _mark(change, PlaceRow, PlaceRow.id == place_id, reason)
        if taken.draft:
            move_to_draft(change, taken.case_id, taken.draft)
        change.audit(
            "referral.taken_back", f"case/{taken.case_id}", f"referral/{taken.referral_id}"
        )


def take_back_person(workspace: Workspace, link_id: int) -> None:
    """Undo that somebody was put into a case; a person recorded only by that goes as well.

    Raises:
        NotFoundError: it was taken back already.
    """
    reason = _("Entering it was taken back at once.")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PEOPLE) as change:
        row = change.find(CasePersonRow, link_id)
        person = change.session.get_one(PersonRow, row.person_id)
        change.mark_in_error(row, reason)
        change.session.flush()
        if person.recorded_at == row.recorded_at and not is_used(change.session, person.id):
            change.mark_in_error(person, reason)
            _mark(change, PersonAddressRow, PersonAddressRow.person_id == person.id, reason)
        forum_id = change.find(CaseRow, row.case_id).forum_id
        refresh_repeats(change.session, forum_id, subject_of(change.session, row.case_id))
        change.audit("case.person_in_error", f"case/{row.case_id}", f"person/{row.person_id}")


def take_back_case_error(workspace: Workspace, case_id: int) -> None:
    """Bring back a case marked as recorded in error, with the referrals marked with it.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REFERRALS, Topic.CASES) as change:
        row = change.find_in_error(CaseRow, case_id)
        of_case = select(ReferralRow).where(ReferralRow.case_id == case_id)
        change.take_error_back(row, *change.session.scalars(of_case))
        change.session.flush()
        refresh_repeats(change.session, row.forum_id, subject_of(change.session, case_id))
        change.audit("case.error_taken_back", f"case/{case_id}")


def take_back_referral_error(workspace: Workspace, referral_id: int) -> None:
    """Bring back a referral marked as recorded in error, and the case if it went with it.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REFERRALS, Topic.CASES) as change:
        row = change.find_in_error(ReferralRow, referral_id)
        case = change.session.get_one(CaseRow, row.case_id)
        change.take_error_back(row, case)
        change.session.flush()
        refresh_repeats(change.session, row.forum_id, subject_of(change.session, case.id))
        change.audit("referral.error_taken_back", f"case/{case.id}", f"referral/{row.id}")


def accept_again(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Accept a referral that was declined or sent elsewhere; the case it closed is open again.

    Raises:
        InputError: the reason is missing.
        ConflictError: it is accepted already, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REFERRALS, Topic.CASES) as change:
        row = change.find(ReferralRow, referral_id, version)
        if row.status == ReferralStatus.ACCEPTED:
            raise ConflictError(_("This referral is accepted already. Look at it again."))
        case, closed_for = change.find(CaseRow, row.case_id), row.status_reason
        change.correct(row, reason, status=ReferralStatus.ACCEPTED, status_reason=None)
        if case.status == CaseStatus.CLOSED and case.close_reason == closed_for:
            back = {"status": CaseStatus.OPEN, "closed_on": None, "close_reason": None}
            change.correct(case, reason, **back)
            set_review_day(change.session, case)
        judge_again(change, row)
        change.audit("referral.accepted_again", f"case/{case.id}", f"referral/{row.id}")


def take_back_denial(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Let the forum's rule decide again whether a referral is a repeat; see `deny_repeat`.

    Raises:
        InputError: the reason is missing, or the case was heard already.
        ConflictError: nobody said that it is none, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REFERRALS, Topic.CASES) as change:
        row = change.find(ReferralRow, referral_id, version)
        if row.repeat_denied_reason is None:
            raise ConflictError(_("The rule decides already. Look at the referral again."))
        if row.repeat_frozen_at is not None:
            text = _("The case was heard, so this can no longer change. Add a note to the case.")
            raise InputError({"reason": text})
        change.correct(row, reason, repeat_denied_reason=None)
        judge_again(change, row)
        change.audit("referral.denial_taken_back", f"case/{row.case_id}", "is_repeat")


def _mark(change: Change, kind: type[Any], where: ColumnElement[bool], reason: str) -> None:
    for row in change.session.scalars(select(kind).where(where, kind.error_at.is_(None))):
        change.mark_in_error(row, reason)
