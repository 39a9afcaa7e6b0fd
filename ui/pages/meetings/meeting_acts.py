"""What is done at a meeting with one key or click, each with the way to take it back."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from casedesk.actions.action_line import LineRead, Owner
from casedesk.actions.service import mark_action_in_error
from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _
from casedesk.meetings.agenda import (
    hear,
    list_cases,
    move_on_agenda,
    put_back_discussion,
)
from casedesk.meetings.agreed import agree_action, agree_action_of_meeting
from casedesk.meetings.listing import (
    also_listed_at,
    list_case_by_reference,
    take_back_listing,
)
from casedesk.meetings.model import (
    AgendaItem,
    Discussion,
    DiscussionStatus,
    DiscussionText,
    MeetingAction,
)
from casedesk.meetings.service import end_meeting, plan_again
from casedesk.overviews.model import MeetingPage
from casedesk.workspace.workspace import Workspace
from ui.error_display import attempt, say_done, show_error
from ui.page import Navigator
from ui.text_format import weekday_date
from ui.widgets.notice_strip import Tone


class MeetingActs:
    """Carries acts out and says so; nothing typed is lost when one is refused."""

    def __init__(self, workspace: Workspace, navigator: Navigator) -> None:
        """Act on the open file."""
        self._workspace, self._navigator = workspace, navigator

    def add_action(
        self,
        page: MeetingPage,
        discussion_id: int | None,
        read: LineRead,
        back: Callable[[], None],
    ) -> bool:
        """Record an action as the line was read; False if it was refused.

        `back` is called after it was taken back.
        """
        owner = read.owner
        if owner is None:
            return False
        try:
            made = self._record_action(page, discussion_id, read, owner)
        except InputError as error:
            text = " ".join(error.problems.values())
            self._navigator.show_notice(text, tone=Tone.STOP)
            return False
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return False

        def undo() -> None:
            mark_action_in_error(self._workspace, made, _("Entering it was taken back at once."))
            back()

        say_done(self._navigator, _("Action added."), undo)
        return True

    def move(self, item: AgendaItem, step: int) -> bool:
        """Move a case up or down on its agenda."""
        place = item.position + step
        if not attempt(self._navigator, partial(move_on_agenda, self._workspace, item.id, place)):
            return False
        back = partial(move_on_agenda, self._workspace, item.id, item.position)
        text = _("{reference} is item {position} now.")
        say_done(self._navigator, text.format(reference=item.case_reference, position=place), back)
        return True

    def list_cases(self, page: MeetingPage, case_ids: Sequence[int]) -> list[int]:
        """Put cases on the agenda; return the discussions, none if it was refused."""
        made: list[int] = []
        act = partial(list_cases, self._workspace, page.meeting.id, case_ids)
        if attempt(self._navigator, lambda: made.extend(act())):
            text = _("Put on the agenda: {count}").format(count=len(made))
            say_done(self._navigator, text, partial(take_back_listing, self._workspace, made))
        return made

    def list_reference(self, page: MeetingPage, reference: str) -> str:
        """Put one case on the agenda; return what to do if that is not possible."""
        try:
            made = list_case_by_reference(self._workspace, page.meeting.id, reference)
        except InputError as error:
            return " ".join(error.problems.values())
        except CaseDeskError as error:
            return str(error)
        text = _("Put on the agenda: {count}").format(count=1)
        others = also_listed_at(self._workspace, made)
        if others:
            days = "; ".join(weekday_date(one.held_on) for one in others)
            said = _("Put on the agenda. It stands on that of another meeting as well: {days}.")
            text = said.format(days=days)
        say_done(self._navigator, text, partial(take_back_listing, self._workspace, [made]))
        return ""

    def hear(self, held: Discussion, text: DiscussionText, version: int) -> bool:
        """Record that a case was heard; its minutes are recorded already."""
        item = held.item
        if not attempt(self._navigator, partial(hear, self._workspace, item.id, None, version)):
            return False
        said = _("{reference} heard.").format(reference=item.case_reference)
        if text.outcome is None:
            said = _("{reference} heard; its outcome is still missing.").format(
                reference=item.case_reference
            )
        before = replace(held, item=replace(item, outcome=None))  # what it is by then stays
        why = _("Entering it was taken back at once.")
        undo = partial(put_back_discussion, self._workspace, before, why)
        say_done(self._navigator, said, undo, lasts=True)
        return True

    def end(self, page: MeetingPage) -> None:
        """Record that the meeting was held."""
        meeting = page.meeting
        act = partial(end_meeting, self._workspace, meeting.id, meeting.version)
        if not attempt(self._navigator, act):
            return
        left = sum(item.status is DiscussionStatus.LISTED for item in page.items)
        text = _("Meeting ended.")
        if left:
            text = _("Meeting ended. Cases neither heard nor put off: {count}")
        why = _("Entering it was taken back at once.")
        undo = partial(plan_again, self._workspace, meeting.id, why)
        say_done(self._navigator, text.format(count=left), undo)

    def _record_action(
        self, page: MeetingPage, discussion_id: int | None, read: LineRead, owner: Owner
    ) -> int:
        name = owner.name or None
        new = MeetingAction(read.task, owner.agency_id, name, read.due_on, read.urgent)
        if discussion_id is not None:
            return agree_action(self._workspace, discussion_id, new)
        return agree_action_of_meeting(self._workspace, page.meeting.id, new)
