"""A case on its way through a meeting: listed, written up, heard or deferred."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.cases.hearings_ahead import is_listed
from casedesk.cases.service import judge_again
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.meetings import queries
from casedesk.meetings.frozen import is_frozen, refuse_when_frozen
from casedesk.meetings.model import (
    AgendaItem,
    CaseHearing,
    Discussion,
    DiscussionStatus,
    DiscussionText,
    MeetingStatus,
)
from casedesk.meetings.places import let_last_join, number_anew, set_order
from casedesk.meetings.rules import hearing_problem, moved, outcome_problem
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.referrals.service import freeze_when_heard
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_TOPICS = (Topic.MEETINGS, Topic.CASES)


def agenda(workspace: Workspace, meeting_id: int) -> list[AgendaItem]:
    """Return the cases of a meeting in their order."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.agenda_items(workspace, session, meeting_id)


def get_discussion(workspace: Workspace, discussion_id: int, *, opening: bool = True) -> Discussion:
    """Return everything recorded of one case at one meeting.

    Args:
        workspace: the open partnership file.
        discussion_id: the discussion.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = queries.one_discussion(workspace, session, discussion_id)
    if opening:
        workspace.note_view(f"discussion/{discussion_id}")
    return found


def hearings_of_case(workspace: Workspace, case_id: int) -> list[CaseHearing]:
    """Return where a case was on an agenda, the latest meeting first."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.hearings_of(session, case_id)


def list_cases(workspace: Workspace, meeting_id: int, case_ids: Sequence[int]) -> list[int]:
    """Put cases on an agenda, in this order, and return the discussions' ids.

    They stand at its end; where cases with children stand first, such a case joins them.

    Raises:
        NotFoundError: the meeting or a case is gone.
        InputError: the meeting was cancelled, or a case stands on its agenda already.
        ConflictError: its minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        return [put_in_its_place(change, meeting_id, case_id) for case_id in case_ids]


def put_in_its_place(change: Change, meeting_id: int, case_id: int) -> int:
    """Put one case on an agenda, after the last with children if it is such a case.

    Raises:
        NotFoundError, InputError, ConflictError: as `put_on_agenda`.
    """
    made = put_on_agenda(change, meeting_id, case_id)
    let_last_join(change.session, meeting_id)
    return made


def put_on_agenda(change: Change, meeting_id: int, case_id: int) -> int:
    """Put one case at the end of an agenda as part of a larger change; return the discussion's id.

    The discussion belongs to the case's referral that nobody has heard yet, else to its last.

    Raises:
        NotFoundError: the meeting or the case is gone.
        InputError: the meeting was cancelled, or the case stands on its agenda already.
        ConflictError: its minutes were approved or sent.
    """
    meeting, case = change.find(MeetingRow, meeting_id), change.find(CaseRow, case_id)
    refuse_when_frozen(change.session, meeting.id)
    if meeting.status == MeetingStatus.CANCELLED:
        text = _("This meeting was cancelled. Put the case on the agenda of another one.")
        raise InputError({"meeting": text})
    items = _items(change.session, meeting_id)
    if any(item.case_id == case_id for item in items):
        raise InputError({"case": _("This case is on the agenda already.")})
    row = change.add(
        DiscussionRow(
            meeting_id=meeting_id,
            case_id=case_id,
            referral_id=_referral_of(change.session, case.id),
            position=len(items) + 1,
        )
    )
    write_hearing_days(change.session, [case_id])
    change.audit("discussion.listed", _record(row))
    return row.id


def move_on_agenda(workspace: Workspace, discussion_id: int, position: int) -> None:
    """Move a case to another position of its agenda, counted from 1.

    Raises:
        NotFoundError: the case was taken off the agenda.
        ConflictError: the minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(DiscussionRow, discussion_id)
        refuse_when_frozen(change.session, row.meeting_id)
        items = [item.id for item in _items(change.session, row.meeting_id)]
        set_order(change.session, row.meeting_id, moved(items, row.id, position))
        change.audit("meeting.agenda_ordered", f"meeting/{row.meeting_id}")


def record_discussion(
    workspace: Workspace,
    discussion_id: int,
    text: DiscussionText,
    version: int | None = None,
    reason: str = "",
) -> int:
    """Write minutes and outcome of a case; return the new version for the next save.

    While minutes are being written they are simply replaced; once they were approved or sent
    somebody relies on them, so what changes stays visible, struck, and `reason` is needed.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the outcome is not one of the forum's, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(DiscussionRow, discussion_id, version)
        _write(change, row, change.find(MeetingRow, row.meeting_id), text, reason)
        change.audit("discussion.recorded", _record(row), "minutes outcome")
        return row.version


def hear(
    workspace: Workspace,
    discussion_id: int,
    text: DiscussionText | None = None,
    version: int | None = None,
    reason: str = "",
) -> bool:
    """Record that a case was heard, if wanted with its minutes; return whether it is a repeat.

    The repeat flag of the referral is frozen here: later records never change it. Once minutes
    were approved or sent it is a correction, and `reason` is needed.

    Raises:
        NotFoundError: it is no longer on the agenda.
        ConflictError: it was heard already, or somebody changed it meanwhile.
        InputError: the meeting lies ahead or was cancelled, the outcome is not the forum's, or
            the reason is missing.
    """
    topics = (*_TOPICS, Topic.REFERRALS)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(DiscussionRow, discussion_id, version)
        if row.status == DiscussionStatus.HEARD:
            raise ConflictError(_("This case was heard already. Look at the agenda again."))
        meeting = change.find(MeetingRow, row.meeting_id)
        problem = hearing_problem(meeting.status, meeting.held_on, change.today)
        if problem:
            raise InputError({"status": problem})
        if text is not None:
            _write(change, row, meeting, text, reason)
        _set_status(change, row, DiscussionStatus.HEARD, None, reason)
        if row.referral_id is not None:
            row.is_repeat = freeze_when_heard(change, row.referral_id)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.heard", _record(row))
        return row.is_repeat


def not_heard(
    workspace: Workspace, discussion_id: int, reason: str, version: int | None = None
) -> None:
    """Take back that a case was heard; its repeat flag thaws unless another meeting froze it.

    Raises:
        NotFoundError: it is no longer on the agenda.
        ConflictError: it was not heard, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    topics = (*_TOPICS, Topic.REFERRALS)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(DiscussionRow, discussion_id, version)
        if row.status != DiscussionStatus.HEARD:
            raise ConflictError(_("This case was not heard yet. Look at the agenda again."))
        status = DiscussionStatus.LISTED.value
        change.correct(row, reason, status=status, is_repeat=False, outcome=None)
        _thaw(change, row, reason)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.not_heard", _record(row))


def put_back_discussion(workspace: Workspace, held: Discussion, reason: str) -> None:
    """Let a case be heard, put off or listed again as it was, with the outcome it had.

    What was written in the minutes since stays, and so does an outcome that was given since;
    approved ones need no further reason.

    Args:
        workspace: the open file.
        held: the discussion as it was read before the change that is taken back.
        reason: why, for what becomes visible as corrected.

    Raises:
        NotFoundError: it is no longer on the agenda.
    """
    topics = (*_TOPICS, Topic.REFERRALS)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row, item = change.find(DiscussionRow, held.item.id), held.item
        was_heard = row.status == DiscussionStatus.HEARD
        change.correct(
            row,
            reason,
            status=item.status.value,
            outcome=row.outcome or item.outcome,
            deferred_reason=held.deferred_reason,
        )
        if item.status is DiscussionStatus.HEARD:
            if row.referral_id is not None:
                row.is_repeat = freeze_when_heard(change, row.referral_id)
        elif was_heard:
            row.is_repeat = False
            _thaw(change, row, reason)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.put_back", _record(row))


def defer(
    workspace: Workspace, discussion_id: int, reason: str, version: int | None = None
) -> None:
    """Put off a listed case; it waits for another meeting.

    Once minutes were approved or sent it is a correction, which the reason explains as well.

    Raises:
        NotFoundError: it is no longer on the agenda.
        ConflictError: it was heard or deferred already, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(DiscussionRow, discussion_id, version)
        if row.status != DiscussionStatus.LISTED:
            raise ConflictError(_("This case is not waiting here. Look at the agenda again."))
        if not reason.strip():
            raise InputError({"reason": _("Say why the case is put off.")})
        _set_status(change, row, DiscussionStatus.DEFERRED, reason.strip(), reason)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.deferred", _record(row))


def take_off_agenda(
    workspace: Workspace, discussion_id: int, reason: str, version: int | None = None
) -> None:
    """Take a case off an agenda where it was put by mistake; the others move up.

    Raises:
        NotFoundError: it is no longer on the agenda.
        ConflictError: it was heard there, the minutes were approved or sent, or somebody changed
            it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(DiscussionRow, discussion_id, version)
        refuse_when_frozen(change.session, row.meeting_id)
        if row.status == DiscussionStatus.HEARD:
            raise ConflictError(_("This case was heard here. Take back the hearing first."))
        change.mark_in_error(row, reason)
        number_anew(change.session, row.meeting_id)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.taken_off", _record(row))


def write_hearing_days(session: Session, case_ids: Iterable[int]) -> None:
    """Write onto cases when they were last heard and when they are next."""
    session.flush()
    days = select(func.max(MeetingRow.held_on), func.min(MeetingRow.held_on)).join(
        DiscussionRow, DiscussionRow.meeting_id == MeetingRow.id
    )
    heard = days.where(
        DiscussionRow.status == DiscussionStatus.HEARD,
        DiscussionRow.error_at.is_(None),
        MeetingRow.error_at.is_(None),
    )
    ahead = days.where(is_listed(DiscussionRow, MeetingRow))
    for case_id in case_ids:
        case = session.get_one(CaseRow, case_id)
        of_case = DiscussionRow.case_id == case_id
        case.last_heard_on = session.execute(heard.where(of_case)).one()[0]
        case.next_hearing_on = session.execute(ahead.where(of_case)).one()[1]


def _items(session: Session, meeting_id: int) -> list[DiscussionRow]:
    query = (
        select(DiscussionRow)
        .where(DiscussionRow.meeting_id == meeting_id, DiscussionRow.error_at.is_(None))
        .order_by(DiscussionRow.position, DiscussionRow.id)
    )
    return list(session.scalars(query))


def _referral_of(session: Session, case_id: int) -> int | None:
    query = (
        select(ReferralRow.id)
        .where(ReferralRow.case_id == case_id, ReferralRow.error_at.is_(None))
        .order_by(
            ReferralRow.repeat_frozen_at.is_not(None),
            ReferralRow.received_on.desc(),
            ReferralRow.id.desc(),
        )
        .limit(1)
    )
    return session.scalar(query)


def _set_status(
    change: Change, row: DiscussionRow, status: DiscussionStatus, put_off: str | None, reason: str
) -> None:
    if is_frozen(change.find(MeetingRow, row.meeting_id)):
        change.correct(row, reason, status=status.value, deferred_reason=put_off)
    else:
        row.status, row.deferred_reason = status, put_off


def _write(
    change: Change, row: DiscussionRow, meeting: MeetingRow, text: DiscussionText, reason: str
) -> None:
    problem = outcome_problem(text.outcome, forums().get(meeting.forum_id))
    if problem and text.outcome != row.outcome:  # words of an import may stay
        raise InputError({"outcome": problem})
    if is_frozen(meeting):
        change.correct(row, reason, minutes=text.minutes, outcome=text.outcome)
    else:
        row.minutes, row.outcome = text.minutes, text.outcome


def _thaw(change: Change, row: DiscussionRow, reason: str) -> None:
    """Let the repeat flag of a referral follow the rule again if no other meeting heard it."""
    if row.referral_id is None:
        return
    change.session.flush()
    elsewhere = change.session.scalar(
        select(func.count()).where(
            DiscussionRow.referral_id == row.referral_id,
            DiscussionRow.status == DiscussionStatus.HEARD,
            DiscussionRow.error_at.is_(None),
        )
    )
    if not elsewhere:
        referral = change.find(ReferralRow, row.referral_id)
        change.correct(referral, reason, repeat_frozen_at=None)
        judge_again(change, referral)  # what it was counted from may have changed since


def _record(row: DiscussionRow) -> str:
    return f"discussion/{row.id}"
