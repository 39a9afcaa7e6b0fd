"""A case at a meeting: listed, written up, heard with its repeat flag frozen, or put off."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.cases.service import mark_referral_in_error, referral_details, take_in_referral
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.meetings import agenda, agreed, listing, service
from casedesk.meetings.model import DiscussionStatus, DiscussionText, MeetingAction, NewMeeting
from casedesk.meetings.rules import moved
from casedesk.referrals.model import Involved
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral, new_referral, people_of

TODAY = date(2026, 11, 20)
NEXT = date(2026, 11, 27)


def a_meeting(workspace: Workspace, held_on: date = TODAY) -> int:
    return service.plan_meeting(workspace, NewMeeting("marac", held_on))


def an_item(workspace: Workspace, held_on: date = TODAY, **referral: Any) -> tuple[int, int]:
    """Put a new case with a referral on the agenda of a new meeting: discussion, case."""
    case = a_case(workspace)
    a_referral(workspace, case, **referral)
    return agenda.list_cases(workspace, a_meeting(workspace, held_on), [case])[0], case


def days_of(workspace: Workspace, case_id: int) -> tuple[date | None, date | None]:
    query = select(CaseRow.last_heard_on, CaseRow.next_hearing_on).where(CaseRow.id == case_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return tuple(session.execute(query).one())  # type: ignore[return-value]


def frozen_at(workspace: Workspace) -> object:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.scalar(select(ReferralRow.repeat_frozen_at))


def test_cases_stand_in_order_and_can_be_moved(workspace: Workspace) -> None:
    meeting = a_meeting(workspace, NEXT)
    cases = [a_case(workspace, reference=f"M-2026-{n:03}") for n in (1, 2, 3)]
    first, second, third = agenda.list_cases(workspace, meeting, cases)

    agenda.move_on_agenda(workspace, third, 1)

    items = agenda.agenda(workspace, meeting)
    assert [item.id for item in items] == [third, first, second]
    assert [item.position for item in items] == [1, 2, 3]


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_moving_loses_nobody_and_keeps_the_order_of_the_others(
    order: list[int], data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(order))
    position = data.draw(st.integers(-5, len(order) + 5))
    result = moved(order, item, position)
    assert [other for other in result if other != item] == [o for o in order if o != item]
    assert result.index(item) == min(max(position, 1), len(order)) - 1


def test_a_case_stands_once_on_an_agenda_and_never_on_a_cancelled_one(
    workspace: Workspace,
) -> None:
    case, meeting = a_case(workspace), a_meeting(workspace, NEXT)
    item = agenda.list_cases(workspace, meeting, [case])[0]
    with pytest.raises(InputError):
        agenda.list_cases(workspace, meeting, [case])

    agenda.take_off_agenda(workspace, item, "Belongs to the next meeting.")
    assert days_of(workspace, case) == (None, None)
    agenda.list_cases(workspace, meeting, [case])  # and may come back

    service.cancel_meeting(workspace, meeting, "No chair.")
    other = a_case(workspace, reference="M-2026-015")
    with pytest.raises(InputError):
        agenda.list_cases(workspace, meeting, [other])


def test_cases_with_a_referral_that_nobody_heard_wait_for_a_meeting(workspace: Workspace) -> None:
    item, case = an_item(workspace)
    assert listing.cases_to_hear(workspace, "marac") == []
    agenda.hear(workspace, item)
    a_referral(workspace, case, reference="R-0099", is_repeat=True)
    (waiting,) = listing.cases_to_hear(workspace, "marac")
    assert (waiting.case_id, waiting.is_repeat) == (case, True)


def test_hearing_freezes_the_repeat_flag_and_writes_the_day_onto_the_case(
    workspace: Workspace,
) -> None:
    item, case = an_item(workspace, is_repeat=True)
    assert days_of(workspace, case) == (None, TODAY)
    assert agenda.get_discussion(workspace, item).item.is_repeat  # as the rule says now

    assert agenda.hear(workspace, item, DiscussionText("Plan agreed.", "repeat_heard")) is True

    assert days_of(workspace, case) == (TODAY, None)
    assert frozen_at(workspace) is not None
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.session.scalars(select(ReferralRow)).one().is_repeat = False
        change.audit("test.changed", "referral")
    found = agenda.get_discussion(workspace, item)
    assert found.item.is_repeat  # as it was when heard
    assert (found.minutes, found.item.outcome) == ("Plan agreed.", "repeat_heard")
    with pytest.raises(ConflictError):
        agenda.hear(workspace, item)


def test_no_case_is_heard_before_the_day_of_its_meeting(workspace: Workspace) -> None:
    item, _case = an_item(workspace, NEXT)
    with pytest.raises(InputError):
        agenda.hear(workspace, item)


def test_a_hearing_taken_back_lets_the_repeat_flag_follow_the_rule_again(
    workspace: Workspace,
) -> None:
    item, case = an_item(workspace)
    agenda.hear(workspace, item)
    with pytest.raises(InputError):
        agenda.not_heard(workspace, item, "")

    agenda.not_heard(workspace, item, "Wrong line.")

    assert frozen_at(workspace) is None
    assert days_of(workspace, case) == (None, TODAY)
    assert agenda.agenda(workspace, 1)[0].status is DiscussionStatus.LISTED


def test_what_is_taken_back_at_a_meeting_stands_as_before_also_with_approved_minutes(
    workspace: Workspace,
) -> None:
    item, case = an_item(workspace)
    text = DiscussionText("Plan agreed.", "repeat_heard")

    def standing() -> tuple[object, ...]:
        held = agenda.get_discussion(workspace, item)
        days, frozen = days_of(workspace, case), frozen_at(workspace) is not None
        return held.item.status, held.item.outcome, held.deferred_reason, held.minutes, days, frozen

    def back_after(act: Callable[[], object]) -> None:
        before, held = standing(), agenda.get_discussion(workspace, item)
        act()
        assert standing() != before
        agenda.put_back_discussion(workspace, held, "Taken back.")
        assert standing() == before

    back_after(lambda: agenda.hear(workspace, item))
    agenda.defer(workspace, item, "No police.")
    back_after(lambda: agenda.hear(workspace, item))  # put off again, for the same reason
    agenda.hear(workspace, item, text)
    back_after(lambda: agenda.not_heard(workspace, item, "Wrong line."))
    service.end_meeting(workspace, 1)
    service.approve_minutes(workspace, 1, TODAY)
    back_after(lambda: agenda.not_heard(workspace, item, "Wrong line."))
    agenda.not_heard(workspace, item, "Wrong line.")
    back_after(lambda: agenda.hear(workspace, item, reason="Left out."))


def test_minutes_and_outcome_given_since_a_hearing_stay_when_it_is_taken_back(
    workspace: Workspace,
) -> None:
    item, _case = an_item(workspace)
    held = agenda.get_discussion(workspace, item)
    agenda.hear(workspace, item)
    since = DiscussionText("Plan agreed.", "repeat_heard")
    agenda.record_discussion(workspace, item, since)
    agenda.put_back_discussion(workspace, held, "Taken back.")
    now = agenda.get_discussion(workspace, item)
    assert now.item.status is DiscussionStatus.LISTED
    assert DiscussionText(now.minutes, now.item.outcome) == since


def test_a_flag_that_thaws_is_judged_again_by_what_is_recorded_now(workspace: Workspace) -> None:
    first = take_in_referral(workspace, new_referral(received_on=date(2026, 9, 1)))
    subject, harming = people_of(workspace, first.case_id)
    others = (Involved(harming, "person_causing_harm", "ex_partner"),)
    second = take_in_referral(workspace, new_referral(subject=subject, others=others))
    item = agenda.list_cases(workspace, a_meeting(workspace), [second.case_id])[0]
    assert agenda.hear(workspace, item)
    mark_referral_in_error(workspace, first.referral_id, "Another person.")
    assert referral_details(workspace, second.referral_id).repeat.is_repeat  # it was heard as one

    agenda.not_heard(workspace, item, "Wrong line.")

    assert not referral_details(workspace, second.referral_id).repeat.is_repeat


def test_a_flag_frozen_at_two_meetings_thaws_only_when_both_are_taken_back(
    workspace: Workspace,
) -> None:
    first, case = an_item(workspace)
    again = agenda.list_cases(workspace, a_meeting(workspace, date(2026, 11, 13)), [case])[0]
    agenda.hear(workspace, first)
    agenda.hear(workspace, again)
    agenda.not_heard(workspace, first, "Wrong line.")
    assert frozen_at(workspace) is not None
    agenda.not_heard(workspace, again, "Wrong line.")
    assert frozen_at(workspace) is None


def test_minutes_are_written_freely_until_they_are_approved(workspace: Workspace) -> None:
    item, _case = an_item(workspace)
    version = agenda.record_discussion(workspace, item, DiscussionText("Hous"))
    version = agenda.record_discussion(workspace, item, DiscussionText("Housing to"), version)
    assert agenda.get_discussion(workspace, item).corrections == ()
    with pytest.raises(ConflictError):
        agenda.record_discussion(workspace, item, DiscussionText("From an old page"), version - 1)
    agenda.hear(workspace, item)
    service.end_meeting(workspace, 1)
    service.approve_minutes(workspace, 1, TODAY)

    changed = DiscussionText("Housing to fit locks")
    with pytest.raises(InputError):
        agenda.record_discussion(workspace, item, changed)
    agenda.record_discussion(workspace, item, changed, reason="Half a sentence.")

    (struck,) = agenda.get_discussion(workspace, item).corrections
    assert (struck.field, struck.old_value, struck.by) == ("minutes", "Housing to", "Cariad Price")


def test_an_outcome_is_one_of_the_forums(workspace: Workspace) -> None:
    item, _case = an_item(workspace)
    with pytest.raises(InputError) as refused:
        agenda.record_discussion(workspace, item, DiscussionText("", "fined"))
    assert set(refused.value.problems) == {"outcome"}


def test_a_case_put_off_was_not_heard_and_lacks_no_outcome(workspace: Workspace) -> None:
    item, case = an_item(workspace)
    other = a_case(workspace, reference="M-2026-015")
    put_off = agenda.list_cases(workspace, 1, [other])[0]
    agenda.hear(workspace, item)
    agenda.defer(workspace, put_off, "The referrer is ill.")

    assert [i.id for i in agenda.agenda(workspace, 1) if i.lacks_outcome] == [item]
    assert days_of(workspace, other) == (None, None)
    assert [h.discussion_id for h in agenda.hearings_of_case(workspace, case)] == [item]


def test_an_action_agreed_there_knows_case_meeting_forum_and_day(workspace: Workspace) -> None:
    item, case = an_item(workspace)
    agreed.agree_action(workspace, item, MeetingAction("Ring housing", "police", "Tom Hale", NEXT))
    (action,) = list_actions(workspace, ActionFilter(case_id=case, meeting_id=1))
    assert (action.forum_id, action.set_on, action.due_on) == ("marac", TODAY, NEXT)


def test_what_was_taken_off_is_gone_and_what_was_heard_stays(workspace: Workspace) -> None:
    item, _case = an_item(workspace)
    agenda.hear(workspace, item)
    with pytest.raises(ConflictError):
        agenda.take_off_agenda(workspace, item, "By mistake.")
    agenda.not_heard(workspace, item, "By mistake.")
    agenda.take_off_agenda(workspace, item, "By mistake.")
    with pytest.raises(NotFoundError):
        agenda.get_discussion(workspace, item)
