"""Whether a task of the tour is done: decided by records and the user's own audit entries."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.actions.tables import ActionRow
from casedesk.cases.tables import CasePersonRow
from casedesk.contacts.model import ContactKind
from casedesk.contacts.tables import ContactNoteRow
from casedesk.dates import local_day
from casedesk.forums.model import Part
from casedesk.meetings.tables import DiscussionRow
from casedesk.people.tables import PersonRow
from casedesk.tour.catalogue import DoneWhen, Task
from casedesk.workspace.own_acts import OwnAct

_TAKEN_BACK = frozenset({"action.reopened", "action.change_taken_back"})


class Since(Struct, frozen=True):
    """What happened since the tour was begun.

    `case_id` is the case that the tasks speak of; 0: there is none, and any will do.
    """

    begun: datetime
    acts: tuple[OwnAct, ...]
    case_id: int

    def all_of(self, *actions: str) -> Iterator[OwnAct]:
        """Yield the acts of some kinds."""
        return (act for act in self.acts if act.action in actions)

    def is_the_case(self, case_id: int | None) -> bool:
        """Tell whether this is the case that the tasks speak of."""
        return case_id is not None and self.case_id in {0, case_id}


def is_done(session: Session, task: Task, since: Since) -> bool:
    """Tell whether the records show that a task was done."""
    if task.done is DoneWhen.ENTRY:
        acts = since.all_of(task.entry)
        return any(not task.word or task.word in act.detail.split() for act in acts)
    return _RULES[task.done](session, since)


def _case_opened(_session: Session, since: Since) -> bool:
    return any(since.is_the_case(act.record_id) for act in since.all_of("case.viewed"))


def _call_noted(session: Session, since: Since) -> bool:
    notes = (session.get(ContactNoteRow, act.record_id) for act in since.all_of("contact.noted"))
    return any(
        note is not None
        and note.error_at is None
        and note.kind == ContactKind.CALL
        and since.is_the_case(note.case_id)
        for note in notes
    )


def _known_person_referred(session: Session, since: Since) -> bool:
    """Tell whether the subject of a new referral was on file before the tour."""
    cases = [act.record_id for act in since.all_of("referral.taken_in")]
    known = (
        select(PersonRow.id)
        .join(CasePersonRow, CasePersonRow.person_id == PersonRow.id)
        .where(
            CasePersonRow.case_id.in_(cases),
            CasePersonRow.role == Part.SUBJECT,
            CasePersonRow.error_at.is_(None),
            PersonRow.recorded_at < since.begun,
        )
    )
    return session.scalar(known.limit(1)) is not None


def _heard_with_action(session: Session, since: Since) -> bool:
    """Tell whether an action was set on a case at the meeting that heard it."""
    heard = [session.get(DiscussionRow, act.record_id) for act in since.all_of("discussion.heard")]
    places = {(row.meeting_id, row.case_id) for row in heard if row and row.status == "heard"}
    made = [session.get(ActionRow, act.record_id) for act in since.all_of("action.set")]
    return any(
        row is not None and row.error_at is None and (row.meeting_id, row.case_id) in places
        for row in made
    )


def _done_and_taken_back(session: Session, since: Since) -> bool:
    """Tell whether an action that was overdue was marked as done, and is open again."""
    finished: dict[int, OwnAct] = {}
    for act in since.all_of("action.completed", *_TAKEN_BACK):
        if act.action == "action.completed":
            finished[act.record_id] = act
        elif (before := finished.get(act.record_id)) is not None:
            row = session.get(ActionRow, act.record_id)
            if row is not None and row.due_on is not None and row.due_on < local_day(before.at):
                return True
    return False


_RULES: dict[DoneWhen, Callable[[Session, Since], bool]] = {
    DoneWhen.CASE_OPENED: _case_opened,
    DoneWhen.CALL_NOTED: _call_noted,
    DoneWhen.KNOWN_PERSON_REFERRED: _known_person_referred,
    DoneWhen.HEARD_WITH_ACTION: _heard_with_action,
    DoneWhen.DONE_AND_TAKEN_BACK: _done_and_taken_back,
}
