"""Lists and pages show hearings still to come, whatever day was written onto a case."""

from datetime import date, timedelta

from casedesk.cases.case_list import case_ids, case_page, case_rows, view_counts
from casedesk.cases.model import CaseOrder, CaseSort, NextStep
from casedesk.meetings import service
from casedesk.meetings.agenda import list_cases
from casedesk.meetings.model import NewMeeting
from casedesk.overviews.service import case_page as whole_case
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral
from tests.conftest import Clock

TODAY = date(2026, 11, 20)
TOMORROW, WEEK, FORTNIGHT = (TODAY + timedelta(days=n) for n in (1, 7, 14))


def listed(workspace: Workspace, reference: str, *days: date) -> int:
    case = a_case(workspace, reference=reference)
    a_referral(workspace, case, reference=f"R-{reference}")
    for day in days:
        meeting = service.plan_meeting(workspace, NewMeeting("marac", day))
        list_cases(workspace, meeting, [case])
    return case


def test_a_hearing_that_passed_is_to_be_recorded_and_no_longer_to_come(
    workspace: Workspace, clock: Clock
) -> None:
    missed = listed(workspace, "M-1", TOMORROW)
    twice = listed(workspace, "M-2", TOMORROW, FORTNIGHT)
    ahead = listed(workspace, "M-3", WEEK)
    alone = listed(workspace, "M-4")
    soonest = CaseSort(CaseOrder.NEXT_HEARING, descending=True)
    assert list(case_ids(workspace, sort=soonest)) == [ahead, twice, missed, alone]

    clock.moment += timedelta(days=1)  # the day itself is still to come
    (line,) = case_rows(workspace, [missed])
    assert (line.next_step, line.next_on) == (NextStep.HEAR, TOMORROW)

    clock.moment += timedelta(days=1)  # nobody ended the meeting
    shown = {one.id: (one.next_step, one.next_on) for one in case_page(workspace, sort=soonest)}
    assert shown == {
        twice: (NextStep.HEAR, FORTNIGHT),
        ahead: (NextStep.HEAR, WEEK),
        missed: (NextStep.RECORD, None),
        alone: (NextStep.LIST, None),
    }
    assert list(shown)[:2] == [twice, ahead]
    assert list(case_ids(workspace, sort=soonest))[:2] == [twice, ahead]
    assert view_counts(workspace).waiting == 1  # what stands on an agenda does not wait for one


def test_another_hearing_taken_back_or_cancelled_does_not_count(
    workspace: Workspace, clock: Clock
) -> None:
    case = listed(workspace, "M-1", TOMORROW, WEEK, FORTNIGHT)
    clock.moment += timedelta(days=2)
    cancelled, gone = service.list_meetings(workspace, from_on=WEEK)
    service.cancel_meeting(workspace, cancelled.id, "No room.")
    service.mark_meeting_in_error(workspace, gone.id, "Entered twice.")
    (line,) = case_rows(workspace, [case])
    assert (line.next_step, line.next_on) == (NextStep.RECORD, None)
    assert whole_case(workspace, case).now.next_hearing is None  # its page says the same
