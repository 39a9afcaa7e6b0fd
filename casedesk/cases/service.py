"""Taking in a referral with its case, and what happens to it afterwards."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from casedesk.attachments.service import move_to_case
from casedesk.cases.gaps import gaps_again
from casedesk.cases.intake import (
    add_people,
    last_ids,
    made_since,
    new_reference,
    open_case,
    tell_apart,
)
from casedesk.cases.keeping import set_review_day
from casedesk.cases.model import CaseStatus, RepeatFound, TakenIn
from casedesk.cases.repeats import (
    find_repeat,
    judged,
    refresh_repeats,
    subject_of,
)
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.forums.service import the_forum
from casedesk.i18n import _
from casedesk.places.rules import place_is_given
from casedesk.places.service import place_of
from casedesk.referrals.model import (
    CriterionMet,
    Gap,
    NewReferral,
    ReferralDetails,
    ReferralFields,
    ReferralStatus,
    ReferringAgency,
)
from casedesk.referrals.rules import ReferralFacts, referral_problems
from casedesk.referrals.service import (
    add_referral,
    correct_agencies,
    correct_criteria,
    correct_row,
    deny,
    details_in,
    set_repeat,
)
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_TOPICS = (Topic.REFERRALS, Topic.CASES)


def take_in_referral(workspace: Workspace, new: NewReferral, *, draft: str = "") -> TakenIn:
    """Record a referral with its people, place and case, all or nothing.

    Whether it is a repeat is found by the forum's rule and kept until the case is heard,
    when it is frozen; later referrals of the same people that this one comes before are
    judged again. What is missing does not stop it (see `TakenIn.gaps`).

    The attachments of `draft`, the form it was typed into, become those of the case.

    Raises:
        InputError: by field, what the record cannot exist without.
        NotFoundError: there is no such forum, or a person named is no longer there.
    """
    forum = the_forum(new.forum_id)
    problems = referral_problems(new, forum, workspace.today())
    if problems:
        raise InputError(problems)
    with workspace.changing(
        Permission.CHANGE_RECORDS, *_TOPICS, Topic.PEOPLE, Topic.PLACES
    ) as change:
        reference, last = new_reference(change, new, forum), last_ids(change)
        place_id = new.place_id
        if place_id is None and place_is_given(new.address, new.postcode):
            place_id = place_of(change, new.address, new.postcode)
        case = open_case(change, new, reference, place_id)
        add_people(change, new, forum, case.id)
        row = add_referral(change, new, reference=reference, case_id=case.id, place_id=place_id)
        repeat = judged(change.session, row)
        if repeat is not None and new.not_a_repeat_reason.strip():
            deny(row, new.not_a_repeat_reason)
            repeat = None
        missing = judge_again(change, row)
        different = tell_apart(change, new.different)
        change.audit("referral.taken_in", f"case/{case.id}", f"referral/{row.id}")
        if draft:
            move_to_case(change, draft, case.id)
        made = (*made_since(change, last), different, draft)
        return TakenIn(row.id, case.id, reference, repeat, missing, *made)


def preview_repeat(
    workspace: Workspace,
    forum_id: str,
    subject_id: int | None,
    other_ids: Iterable[int],
    received_on: date,
    *,
    happened_on: date | None = None,
) -> RepeatFound | None:
    """Tell, while a referral is typed, whether it would be a repeat and of which.

    Args:
        workspace: the open partnership file.
        forum_id: the forum chosen.
        subject_id: the recorded person chosen as its subject.
        other_ids: recorded people chosen who cause harm (in a forum without such a
            role: everybody else but children).
        received_on: the day it was received.
        happened_on: the day of the incident, for forums that count from there.
    """
    facts = ReferralFacts(
        id=None,
        received_on=received_on,
        subject_id=subject_id,
        other_ids=frozenset(other_ids),
        happened_on=happened_on,
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return find_repeat(session, forum_id, facts)


def deny_repeat(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Record that a referral is no repeat although the rule says so.

    Raises:
        InputError: the reason is missing, or the case was heard already.
        ConflictError: somebody changed the referral meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(ReferralRow, referral_id, version)
        deny(row, reason)
        change.find(CaseRow, row.case_id).is_repeat = False
        change.audit("referral.repeat_denied", f"case/{row.case_id}", "is_repeat")


def referral_details(
    workspace: Workspace, referral_id: int, *, opening: bool = True
) -> ReferralDetails:
    """Return everything recorded of one referral.

    Args:
        workspace: the open partnership file.
        referral_id: the referral.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = details_in(session, referral_id)
    if opening:
        workspace.note_view(f"referral/{referral_id}")
    return found


def correct_referral(
    workspace: Workspace,
    referral_id: int,
    new: ReferralFields,
    reason: str = "",
    *,
    agencies: tuple[ReferringAgency, ...] | None = None,
    criteria: tuple[CriterionMet, ...] | None = None,
    version: int | None = None,
) -> None:
    """Correct a referral, or fill in what it still lacks, which needs no reason.

    What differed stays, struck. Repeats of the same people are judged again.

    Args:
        workspace: the open partnership file.
        referral_id: the referral.
        new: all its plain answers, changed where they change (`msgspec.structs.replace`).
        reason: why, needed as soon as something recorded differs.
        agencies: the new ones, or None to leave them.
        criteria: the same.
        version: what was read with the details.

    Raises:
        InputError: an answer is impossible, or the reason is missing.
        ConflictError: somebody changed the referral meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(ReferralRow, referral_id, version)
        case = change.find(CaseRow, row.case_id)
        _check_correction(change, row, new, agencies, criteria)
        received_before = row.received_on
        changed = correct_row(change, row, new, reason)
        if agencies is not None and correct_agencies(change, row, agencies, reason):
            changed.append("agencies")
        if criteria is not None and correct_criteria(change, row, criteria, reason):
            changed.append("criteria")
        _case_follows(case, row, received_before, changed)
        judge_again(change, row)
        change.audit("referral.corrected", f"case/{row.case_id}", " ".join(changed))


def decline_referral(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Decline a referral; its case is closed for the same reason and it counts as no repeat.

    Raises:
        InputError: the reason is missing.
        ConflictError: that was done already, or somebody changed it meanwhile.
    """
    _end_referral(workspace, referral_id, ReferralStatus.DECLINED, reason, version)


def redirect_referral(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Send a referral elsewhere; say in the reason where. Its case is closed.

    Raises:
        InputError: the reason is missing.
        ConflictError: that was done already, or somebody changed it meanwhile.
    """
    _end_referral(workspace, referral_id, ReferralStatus.REDIRECTED, reason, version)


def mark_referral_in_error(
    workspace: Workspace, referral_id: int, reason: str, version: int | None = None
) -> None:
    """Take a referral recorded by mistake, and the case that it opened, out of lists and counts.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the referral meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(ReferralRow, referral_id, version)
        mark_in_error(change, row, reason)
        change.audit("referral.marked_in_error", f"case/{row.case_id}", f"referral/{row.id}")


def mark_in_error(change: Change, row: ReferralRow, reason: str) -> None:
    """Do inside a larger change what `mark_referral_in_error` does."""
    case = change.find(CaseRow, row.case_id)
    change.mark_in_error(row, reason)
    others = select(func.count()).where(
        ReferralRow.case_id == case.id,
        ReferralRow.id != row.id,
        ReferralRow.error_at.is_(None),
    )
    if not change.session.scalar(others):
        change.mark_in_error(case, reason)
    change.session.flush()
    refresh_repeats(change.session, row.forum_id, subject_of(change.session, case.id))


def _end_referral(
    workspace: Workspace,
    referral_id: int,
    status: ReferralStatus,
    reason: str,
    version: int | None,
) -> None:
    if not reason.strip():
        raise InputError({"reason": _("Give the reason.")})
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(ReferralRow, referral_id, version)
        if row.status != ReferralStatus.ACCEPTED:
            raise ConflictError(
                _("This referral was declined or sent elsewhere already. Accept it again first.")
            )
        case = change.find(CaseRow, row.case_id)
        row.status, row.status_reason = status, reason.strip()
        set_repeat(row, None)
        row.gaps = None
        case.is_repeat, case.unfinished = row.is_repeat, False
        if case.status != CaseStatus.CLOSED:  # when and why it was closed before stays
            case.status, case.closed_on = CaseStatus.CLOSED, change.today
            case.close_reason = reason.strip()
            set_review_day(change.session, case)
        change.session.flush()
        refresh_repeats(change.session, row.forum_id, subject_of(change.session, case.id))
        change.audit(f"referral.{status}", f"case/{case.id}", f"referral/{row.id}")


def _case_follows(
    case: CaseRow, row: ReferralRow, received_before: date, changed: list[str]
) -> None:
    """Keep in step what a case took over from its referral."""
    if case.opened_on == received_before:
        case.opened_on = row.received_on
    if "children_in_household" in changed:
        case.children_in_household = row.children_in_household


def judge_again(change: Change, row: ReferralRow) -> tuple[Gap, ...]:
    """Work out repeats and gaps anew after something of a referral changed."""
    change.session.flush()
    refresh_repeats(change.session, row.forum_id, subject_of(change.session, row.case_id))
    return gaps_again(change, row)


def _check_correction(
    change: Change,
    row: ReferralRow,
    new: ReferralFields,
    agencies: tuple[ReferringAgency, ...] | None,
    criteria: tuple[CriterionMet, ...] | None,
) -> None:
    as_new = NewReferral(row.forum_id, new, agencies=agencies or (), criteria=criteria or ())
    problems = referral_problems(as_new, the_forum(row.forum_id), change.today)
    problems.pop("subject", None)  # whom it is about stands in the case and stays there
    if problems:
        raise InputError(problems)
