"""What a meeting's page offers is what the meetings allow: asked for, never worked out again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from casedesk.errors import CaseDeskError
from casedesk.meetings import agenda, service
from casedesk.meetings.model import NewMeeting
from casedesk.overviews.service import meeting_page
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral

TODAY = date(2026, 11, 20)
Stand = Callable[[Workspace, int], object]


def approved(workspace: Workspace, meeting: int) -> None:
    service.end_meeting(workspace, meeting)
    service.approve_minutes(workspace, meeting, TODAY)


def sent(workspace: Workspace, meeting: int) -> None:
    service.end_meeting(workspace, meeting)
    service.minutes_sent(workspace, meeting, TODAY)


STANDS: dict[str, tuple[int, Stand, bool, bool]] = {  # days from today; can be heard, ended
    "today": (0, lambda *_meeting: None, True, True),
    "tomorrow": (1, lambda *_meeting: None, False, False),
    "held": (0, service.end_meeting, True, False),
    "entered late": (-1, lambda *_meeting: None, True, False),
    "cancelled": (0, lambda *meeting: service.cancel_meeting(*meeting, "No room."), False, False),
    "approved": (0, approved, False, False),
}


def works(act: Callable[[], object]) -> bool:
    try:
        act()
    except CaseDeskError:
        return False
    return True


@pytest.mark.parametrize("stand", STANDS)
def test_what_is_offered_works_and_what_is_not_is_refused(workspace: Workspace, stand: str) -> None:
    days, come_to_stand, can_hear, can_end = STANDS[stand]
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY + timedelta(days)))
    heard, waits = (a_case(workspace, reference=f"M-2026-01{n}") for n in (5, 6))
    for case in (heard, waits):
        a_referral(workspace, case, reference=f"R-{case}")
    first, second = agenda.list_cases(workspace, meeting, [heard, waits])
    if stand == "held":
        agenda.hear(workspace, first)
    come_to_stand(workspace, meeting)

    page = meeting_page(workspace, meeting)
    assert (second in page.to_hear, page.can_be_ended) == (can_hear, can_end)
    assert (first in page.to_hear) == (can_hear and stand != "held")
    assert works(lambda: agenda.hear(workspace, second)) == can_hear
    assert works(lambda: service.end_meeting(workspace, meeting)) == can_end


MINUTES: dict[str, tuple[Stand, bool, bool]] = {  # can be approved, sent
    "planned": (lambda *_meeting: None, False, False),
    "cancelled": (STANDS["cancelled"][1], False, False),
    "held": (service.end_meeting, True, True),
    "approved": (approved, False, True),
    "sent": (sent, True, False),  # as a draft, to be approved at the next meeting
}


@pytest.mark.parametrize("stand", MINUTES)
@pytest.mark.parametrize("sign", [service.approve_minutes, service.minutes_sent])
def test_minutes_are_offered_to_be_signed_where_they_can_be(
    workspace: Workspace, stand: str, sign: Callable[[Workspace, int, date], None]
) -> None:
    come_to_stand, *can = MINUTES[stand]
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    come_to_stand(workspace, meeting)
    shown = meeting_page(workspace, meeting).meeting
    assert [shown.minutes_can_be_approved, shown.minutes_can_be_sent] == can
    is_offered = can[0] if sign is service.approve_minutes else can[1]
    assert works(lambda: sign(workspace, meeting, TODAY)) == is_offered
