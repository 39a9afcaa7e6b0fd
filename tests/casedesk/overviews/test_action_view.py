"""An action opened by itself tells all that became of it."""

from datetime import date
from pathlib import Path

from casedesk.actions.bulk import move_due_day
from casedesk.actions.chase import chase_messages, save_chase, usual_text
from casedesk.actions.model import ChaseWanted, NewAction
from casedesk.actions.service import add_action, complete_action, reopen_action
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.overviews.action_view import action_view
from casedesk.workspace.workspace import Workspace

TODAY, SET_ON = date(2026, 11, 20), date(2026, 11, 6)


def test_it_tells_when_it_was_set_moved_chased_and_closed_and_strikes_what_was(
    workspace: Workspace, tmp_path: Path
) -> None:
    meeting = plan_meeting(workspace, NewMeeting("marac", SET_ON))
    new = NewAction("Ring", "idva", SET_ON, TODAY, "Nia", meeting_id=meeting, forum_id="marac")
    action = add_action(workspace, new)
    move_due_day(workspace, [action], date(2026, 12, 4), "The meeting moved.")
    (message,) = chase_messages(workspace, [action])
    text = usual_text(workspace, message, with_tasks=False)
    save_chase(workspace, tmp_path, ChaseWanted(((message, text),)))
    complete_action(workspace, action, TODAY, "Spoke to her.")
    reopen_action(workspace, action, "It was another one.")
    complete_action(workspace, action, TODAY, "Spoke again.")

    view = action_view(workspace, action)

    assert (view.agency, view.forum) == ("IDVA service", "MARAC")
    assert view.meeting.startswith("MARAC")
    titles = [one.title for one in view.entries if not one.is_correction]
    assert titles[0] == "Done"
    assert titles[1].startswith("Chased · Nia")
    assert titles[-1] == "Set"
    assert view.entries[-1].on == SET_ON
    struck = {one.struck: one.mark for one in view.entries if one.is_correction}
    assert struck["20 November 2026"] in {"The meeting moved.", "It was another one."}
    assert struck["Spoke to her."] == "It was another one."
