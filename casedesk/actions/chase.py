"""Chasing: asking the owners of open actions how these stand.

CaseDesk sends nothing. It writes a file for each owner, which somebody sends, and notes on each
action that it was chased. A message never holds a name of a person of an action's case.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.actions.chase_text import (
    Letterhead,
    agency_text,
    is_one_of,
    message_text,
    names_somebody,
    typed_lines,
)
from casedesk.actions.model import (
    ActionFilter,
    ActionStatus,
    ActionSummary,
    Chase,
    ChaseLine,
    ChaseMessage,
    ChaseSaved,
    ChaseWanted,
)
from casedesk.actions.queries import joined, summary
from casedesk.actions.tables import ActionRow, ChaseRow
from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CasePersonRow
from casedesk.dates import LONDON
from casedesk.errors import ConflictError, InputError, StorageError
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.people.tables import PersonNameRow, PersonRow
from casedesk.safe_file import folder_in_one_step, write_file
from casedesk.security.roles import Permission
from casedesk.workspace.marking import page_marking
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Change, Workspace


def chase_messages(
    workspace: Workspace, action_ids: Sequence[int] = (), *, all_open: bool = False
) -> list[ChaseMessage]:
    """Return a message for each owner of these actions.

    Args:
        workspace: the open partnership file.
        action_ids: those that are chased; none: all that are overdue.
        all_open: say in each message what else its owner has open, overdue or not.
    """
    chosen = set(action_ids)
    today = workspace.today()
    query = joined(ActionFilter(status=ActionStatus.OPEN), today).order_by(
        ActionRow.due_on.is_(None), ActionRow.due_on, ActionRow.id
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        by_owner: defaultdict[tuple[str, str | None], list[ActionSummary]] = defaultdict(list)
        for action in map(summary, session.execute(query)):
            by_owner[action.agency_id, action.owner].append(action)
        wanted = {}
        for key, actions in by_owner.items():
            chased = [one for one in actions if _is_chased(one, chosen, today)]
            if chased:
                wanted[key] = actions if all_open else chased
        cases = {one.case_id for actions in wanted.values() for one in actions if one.case_id}
        names = _names_in(session, cases)
    messages = [
        ChaseMessage(
            owner,
            agency_id,
            _title(agency_id),
            tuple(_line(one, names) for one in actions),
            any(is_one_of(owner or "", names.get(one.case_id or 0, ())) for one in actions),
        )
        for (agency_id, owner), actions in wanted.items()
    ]
    return sorted(messages, key=lambda one: (sort_key(one.agency), sort_key(one.owner or "")))


def usual_text(workspace: Workspace, message: ChaseMessage, *, with_tasks: bool) -> str:
    """Return the text of a message before anybody edits it."""
    return message_text(_head(workspace), message, with_tasks=with_tasks)


def save_chase(workspace: Workspace, folder: Path, wanted: ChaseWanted) -> ChaseSaved:
    """Write one file for each message, and one for each agency; note it on every action.

    All files go into a new folder below `folder`, whose name and whose files' names hold
    nobody's name. If anything fails, no file is written; nothing is sent.

    Raises:
        InputError: by key of a message, what must be taken out of its text: a name of a person
            of one of the cases.
        ConflictError: an action was closed meanwhile.
        StorageError: the files could not be written.
    """
    problems = _problems(workspace, wanted)
    if problems:
        raise InputError(problems)
    target = _free_folder(workspace, folder)
    of_agencies = _agency_texts(workspace, wanted) if wanted.for_agencies else {}
    try:
        with folder_in_one_step(target) as part:
            for number, (message, text) in enumerate(wanted.messages, 1):
                name = f"{number:02}_{_in_name(message.agency_id)}"
                _write(workspace, part / name, text, as_mail=wanted.as_mail)
            for agency_id, text in of_agencies.items():
                write_file(part / f"agency_{_in_name(agency_id)}.txt", _bytes(text), private=True)
            with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
                chased = _note(change, wanted)
    except OSError:
        raise StorageError(
            _("The messages could not be written there. Choose another folder.")
        ) from None
    return ChaseSaved(target, len(wanted.messages), len(of_agencies), chased)


def take_back_chase(workspace: Workspace, notes: Sequence[int]) -> None:
    """Let actions count as not chased again; the files that were written stay.

    Raises:
        NotFoundError: a note is gone.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        for note_id in notes:
            row = change.find(ChaseRow, note_id)
            change.mark_in_error(row, _("Entering it was taken back at once."))
            change.audit("action.chase_taken_back", f"action/{row.action_id}")


def chases_in(session: Session, action_id: int) -> list[Chase]:
    """Return when an action was chased and by whom, the first time first."""
    query = (
        select(ChaseRow.recorded_at, AccountRow.name, ChaseRow.owner, ChaseRow.agency_id)
        .join(AccountRow, AccountRow.id == ChaseRow.recorded_by)
        .where(ChaseRow.action_id == action_id, ChaseRow.error_at.is_(None))
        .order_by(ChaseRow.id)
    )
    return [Chase(*row) for row in session.execute(query)]


def _note(change: Change, wanted: ChaseWanted) -> tuple[int, ...]:
    """Note on every action of the messages that it was chased; return the notes."""
    made = []
    for message, _text in wanted.messages:
        for line in message.lines:
            row = change.find(ActionRow, line.action_id)
            if row.status is not ActionStatus.OPEN:
                raise ConflictError(
                    _("{reference} was closed meanwhile. Open the chase again.").format(
                        reference=row.reference
                    )
                )
            note = ChaseRow(action_id=row.id, agency_id=message.agency_id, owner=message.owner)
            made.append(change.add(note).id)
            change.audit("action.chased", f"action/{row.id}")
    return tuple(made)


def _problems(workspace: Workspace, wanted: ChaseWanted) -> dict[str, str]:
    """Look once more for names in what was typed: the last check before a file is written."""
    if not wanted.messages:
        return {"messages": _("Tick at least one message.")}
    ids = [line.action_id for message, _text in wanted.messages for line in message.lines]
    of_action = select(ActionRow.id, ActionRow.case_id).where(ActionRow.id.in_(ids))
    with workspace.reading(Permission.READ_RECORDS) as session:
        case_of = {row[0]: row[1] for row in session.execute(of_action)}
        names = _names_in(session, {one for one in case_of.values() if one})
    found = {}
    for message, text in wanted.messages:
        typed = typed_lines(text, usual_text(workspace, message, with_tasks=False))
        known = {
            name
            for line in message.lines
            for name in names.get(case_of.get(line.action_id) or 0, ())
        }
        if names_somebody(typed, known):
            found[message.key] = _(
                "This message holds a name of a person of one of these cases. Take the name out; "
                "the reference says which case it is."
            )
    return found


def _names_in(session: Session, case_ids: set[int]) -> dict[int, set[str]]:
    """Return every name of the people of these cases, by case."""
    wanted = func.json_each(json.dumps(sorted(case_ids))).table_valued("value").c.value
    in_case = CasePersonRow.case_id.in_(select(wanted))
    named = (
        select(CasePersonRow.case_id, PersonRow.surname, PersonRow.forenames, PersonRow.known_as)
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .where(in_case, CasePersonRow.error_at.is_(None))
    )
    others = (
        select(CasePersonRow.case_id, PersonNameRow.name)
        .join(PersonNameRow, PersonNameRow.person_id == CasePersonRow.person_id)
        .where(in_case, CasePersonRow.error_at.is_(None), PersonNameRow.error_at.is_(None))
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for case_id, *names in (*session.execute(named), *session.execute(others)):
        found[case_id].update(filter(None, names))
    return found


def _is_chased(action: ActionSummary, chosen: set[int], today: date) -> bool:
    return action.id in chosen if chosen else action.is_overdue(today)


def _line(action: ActionSummary, names: dict[int, set[str]]) -> ChaseLine:
    of_case = names.get(action.case_id or 0, set())
    return ChaseLine(
        action.id,
        action.reference,
        action.task,
        action.due_on,
        names_somebody(action.task, of_case),
    )


def _agency_texts(workspace: Workspace, wanted: ChaseWanted) -> dict[str, str]:
    by_agency: defaultdict[str, list[ChaseMessage]] = defaultdict(list)
    for message, _text in wanted.messages:
        by_agency[message.agency_id].append(message)
    head = _head(workspace)
    return {
        agency_id: agency_text(head, messages, with_tasks=wanted.with_tasks)
        for agency_id, messages in by_agency.items()
    }


def _write(workspace: Workspace, path: Path, text: str, *, as_mail: bool) -> None:
    if not as_mail:
        write_file(path.with_name(path.name + ".txt"), _bytes(text), private=True)
        return
    from email.message import EmailMessage  # noqa: PLC0415 - 15 ms that the first page would wait
    from email.policy import SMTP  # noqa: PLC0415

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _("Open actions of {organisation}").format(
        organisation=" ".join(workspace.file.organisation.split())
    )
    mail["X-Unsent"] = "1"  # mail programs open it as a message to be sent
    mail.set_content(text)
    write_file(path.with_name(path.name + ".eml"), mail.as_bytes(), private=True)


def _free_folder(workspace: Workspace, folder: Path) -> Path:
    if not folder.is_dir():
        raise InputError({"folder": _("Choose a folder that exists.")})
    name = f"chase-{workspace.clock().astimezone(LONDON):%Y-%m-%d-%H%M}"
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name}-{number}", number + 1
    return target


def _in_name(agency_id: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "_", agency_id.casefold())


def _bytes(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _title(agency_id: str) -> str:
    agency = agencies().get(agency_id)
    return agency_id if agency is None else catalogue_text(agency.title)


def _head(workspace: Workspace) -> Letterhead:
    file = workspace.file
    marking = page_marking(workspace)
    return Letterhead(
        organisation=file.organisation,
        user=workspace.user.name,
        is_practice=file.is_practice,
        today=workspace.today(),
        marking=marking.text,
        handling=marking.handling,
    )
