"""The tour of practice data: begun, looked after, left and taken up again.

Its progress is kept in the practice file, for each user apart. A file of real records has none:
whoever asks is told nothing, and nothing is written.
"""

from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.i18n import _, catalogue_text
from casedesk.meetings.agenda import put_on_agenda
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import set_meeting
from casedesk.security.roles import Permission
from casedesk.tour.catalogue import DoneWhen, Task, tasks_by_role
from casedesk.tour.done import Since, is_done
from casedesk.tour.examples import examples
from casedesk.tour.model import Tour, TourState, TourTask
from casedesk.workspace.model import Topic
from casedesk.workspace.own_acts import own_acts
from casedesk.workspace.state import state_of
from casedesk.workspace.tables import SettingRow
from casedesk.workspace.workspace import Change, Workspace

_RECORD = "setting/tour"


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """What the practice file keeps of a user's tour."""

    state: TourState = TourState.NEW
    begun: datetime | None = None
    after: int = 0  # the last entry of the audit trail when it was begun
    cases: tuple[int, ...] = ()  # the case to find, and that of the person to refer
    done: tuple[str, ...] = ()  # ids of tasks


def tour(workspace: Workspace) -> Tour | None:
    """Return how far the user at work is; None: there is no tour in this file or for this role."""
    tasks = _tasks(workspace)
    if not tasks:
        return None
    with workspace.reading(Permission.COUNT) as session:
        held = _held(session, workspace)
        return _shown(workspace, session, held, tasks)


def last_entry(workspace: Workspace) -> int:
    """Return a number that is another one after anything was done or looked at."""
    with workspace.reading(Permission.COUNT) as session:
        return state_of(session)


def look(workspace: Workspace) -> Tour | None:
    """Tick off what the records show to be done; return how far the user is.

    What was ticked once stays so, whatever becomes of the record.
    """
    tasks = _tasks(workspace)
    if not tasks:
        return None
    with workspace.reading(Permission.COUNT) as session:
        held = _held(session, workspace)
        new = _newly_done(session, workspace, held, tasks)
    if new:
        with workspace.changing(Permission.COUNT) as change:
            held = _held(change.session, workspace)
            done = (*held.done, *(one for one in new if one not in held.done))
            held = msgspec.structs.replace(held, done=done)
            _keep(change, workspace, held)
            change.audit("tour.task_done", _RECORD, " ".join(new))
    with workspace.reading(Permission.COUNT) as session:
        return _shown(workspace, session, held, tasks)


def begin(workspace: Workspace) -> None:
    """Begin the tour, or take it up where it was left; one that was finished begins anew.

    Whoever is to hear a case finds a meeting of today, with the cases the tasks speak of.
    """
    tasks = _tasks(workspace)
    if not tasks:
        return
    meets = any(task.done is DoneWhen.HEARD_WITH_ACTION for task in tasks)
    right = Permission.CHANGE_RECORDS if meets else Permission.COUNT
    with workspace.changing(right, Topic.FILE, Topic.MEETINGS, Topic.CASES) as change:
        held = _held(change.session, workspace)
        if held.begun is None or {one.id for one in tasks} <= set(held.done):
            cases = examples(change.session)
            if meets and cases:
                _plan_a_meeting(change, cases)
            held = _Held(begun=change.now, after=state_of(change.session), cases=cases)
        _keep(change, workspace, msgspec.structs.replace(held, state=TourState.GOING))
        change.audit("tour.begun", _RECORD)


def _plan_a_meeting(change: Change, cases: tuple[int, ...]) -> None:
    forum_id = change.find(CaseRow, cases[0]).forum_id
    new = NewMeeting(forum_id, change.today, place=_("Practice room"))
    meeting_id = set_meeting(change, new)
    for case_id in cases:
        if change.find(CaseRow, case_id).forum_id == forum_id:
            put_on_agenda(change, meeting_id, case_id)


def leave(workspace: Workspace, *, offer_again: bool = True) -> None:
    """Leave the tour; what is done stays done.

    Args:
        workspace: the open practice file.
        offer_again: whether Today goes on offering it.
    """
    if not _tasks(workspace):
        return
    with workspace.changing(Permission.COUNT, Topic.FILE) as change:
        held = _held(change.session, workspace)
        state = TourState.LEFT if offer_again else TourState.PUT_AWAY
        _keep(change, workspace, msgspec.structs.replace(held, state=state))
        change.audit("tour.left", _RECORD)


def _tasks(workspace: Workspace) -> tuple[Task, ...]:
    if not workspace.file.is_practice or not workspace.may(Permission.COUNT):
        return ()
    return tasks_by_role().get(workspace.user.role_id, ())


def _name(workspace: Workspace) -> str:
    return f"tour_{workspace.user.id}"


def _held(session: Session, workspace: Workspace) -> _Held:
    value = session.scalar(select(SettingRow.value).where(SettingRow.name == _name(workspace)))
    try:
        return _Held() if value is None else msgspec.json.decode(value, type=_Held)
    except msgspec.MsgspecError:
        return _Held()  # of another version: the tour is offered anew


def _keep(change: Change, workspace: Workspace, held: _Held) -> None:
    change.session.merge(
        SettingRow(name=_name(workspace), value=msgspec.json.encode(held).decode())
    )


def _newly_done(
    session: Session, workspace: Workspace, held: _Held, tasks: tuple[Task, ...]
) -> list[str]:
    """Return the ids of the tasks that are done by now and were not."""
    waiting = [task for task in tasks if task.id not in held.done]
    if held.state is not TourState.GOING or held.begun is None or not waiting:
        return []
    acts = tuple(own_acts(session, workspace.user, held.after))
    since = Since(held.begun, acts, held.cases[0] if held.cases else 0)
    return [task.id for task in waiting if is_done(session, task, since)]


def _shown(workspace: Workspace, session: Session, held: _Held, tasks: tuple[Task, ...]) -> Tour:
    names = _names(workspace, session, held)
    shown = [
        TourTask(
            task.id,
            catalogue_text(task.title),
            catalogue_text(task.text).format(**names),
            task.keys,
            task.page,
            task.id in held.done,
        )
        for task in tasks
    ]
    return Tour(held.state, tuple(shown))


def _names(workspace: Workspace, session: Session, held: _Held) -> dict[str, str]:
    """Return whom the tasks speak of: the subjects of two cases, to who may read records."""
    query = select(CaseRow.id, CaseRow.subject_name).where(CaseRow.id.in_(held.cases))
    reads = held.cases and workspace.may(Permission.READ_RECORDS)
    rows = session.execute(query) if reads else ()
    found = {row.id: row.subject_name for row in rows}
    names = [found.get(case_id, "") for case_id in held.cases] + ["", ""]
    known = _("somebody on file")
    return {"name": names[0] or known, "person": names[1] or known}
