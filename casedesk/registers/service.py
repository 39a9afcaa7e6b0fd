"""Everything that can be done with registers."""

from datetime import date

from msgspec.structs import asdict, replace
from sqlalchemy import ColumnElement, and_, func, or_, select

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.protected_addresses import place_text_shown
from casedesk.registers.catalogue import registers
from casedesk.registers.model import EntryFilter, NewEntry, RegisterEntry
from casedesk.registers.rules import ending_problems, entry_problems
from casedesk.registers.tables import RegisterEntryRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200

_SHOWN = tuple(getattr(RegisterEntryRow, name) for name in RegisterEntry.__struct_fields__)


def list_entries(
    workspace: Workspace,
    which: EntryFilter | None = None,
    *,
    limit: int = PAGE,
    offset: int = 0,
) -> list[RegisterEntry]:
    """Return one page of entries, the latest day first."""
    query = (
        select(*_SHOWN)
        .where(*_conditions(which or EntryFilter()))
        .order_by(RegisterEntryRow.on_day.desc(), RegisterEntryRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = [RegisterEntry(**row._mapping) for row in session.execute(query)]
        shown = place_text_shown(workspace, session)
    return [replace(one, place=shown(one.place)) for one in found]


def count_entries(workspace: Workspace, which: EntryFilter | None = None) -> int:
    """Return how many entries a list would show without its page limit."""
    query = select(func.count(RegisterEntryRow.id)).where(*_conditions(which or EntryFilter()))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.execute(query).scalar_one()


def entries_before(workspace: Workspace, entry_id: int) -> int:
    """Return how many entries stand before one in the list of all; 0 if it is not in it."""
    row = RegisterEntryRow
    with workspace.reading(Permission.READ_RECORDS) as session:
        day = session.scalar(select(row.on_day).where(row.id == entry_id))
        if day is None:
            return 0
        above = or_(row.on_day > day, and_(row.on_day == day, row.id > entry_id))
        before = select(func.count(row.id)).where(*_conditions(EntryFilter()), above)
        return session.execute(before).scalar_one()


def entry_details(workspace: Workspace, entry_id: int, *, opening: bool = True) -> RegisterEntry:
    """Return one entry as recorded now; opening it leaves an audit entry.

    Args:
        workspace: the open partnership file.
        entry_id: the entry.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    there = RegisterEntryRow.error_at.is_(None)
    query = select(*_SHOWN).where(RegisterEntryRow.id == entry_id, there)
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        found = RegisterEntry(**row._mapping)
        found = replace(found, place=place_text_shown(workspace, session)(found.place))
    if opening:
        workspace.note_view(f"register_entry/{entry_id}")
    return found


def entry_corrections(workspace: Workspace, entry_id: int) -> tuple[Correction, ...]:
    """Return what an entry held before it was corrected."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        shown = place_text_shown(workspace, session)
        return tuple(
            replace(one, old_value=shown(one.old_value)) if one.field == "place" else one
            for one in corrections_in(session, RegisterEntryRow, entry_id)
        )


def add_entry(workspace: Workspace, new: NewEntry) -> int:
    """Record an entry and return its id.

    Raises:
        InputError: by field of `new`.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        return set_entry(change, new)


def set_entry(change: Change, new: NewEntry) -> int:
    """Record an entry as part of a larger change and return its id.

    Raises:
        InputError: by field of `new`.
    """
    _check(change, new)
    row = change.add(RegisterEntryRow(**asdict(_tidy(new))))
    change.audit("register.entry_added", _record(row))
    return row.id


def end_entry(
    workspace: Workspace,
    entry_id: int,
    ended_on: date,
    outcome: str | None = None,
    version: int | None = None,
) -> None:
    """Record that an entry ended, such as a camera taken down.

    Raises:
        NotFoundError: there is no such entry.
        ConflictError: it ended already, or somebody changed it meanwhile.
        InputError: the day does not fit.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        row = change.find(RegisterEntryRow, entry_id, version)
        if row.ended_on is not None:
            raise ConflictError(_("This entry has ended already. Correct it if that is wrong."))
        problems = ending_problems(row.on_day, ended_on, change.today)
        if problems:
            raise InputError(problems)
        row.ended_on = ended_on
        row.outcome = _words(outcome) or row.outcome
        change.audit("register.entry_ended", _record(row))


def correct_entry(
    workspace: Workspace, entry_id: int, new: NewEntry, reason: str, version: int | None = None
) -> None:
    """Correct an entry; what stood there stays visible, struck.

    Raises:
        NotFoundError: there is no such entry.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        row = change.find(RegisterEntryRow, entry_id, version)
        _check(change, new)
        changed = change.correct(row, reason, **asdict(_tidy(new)))
        change.audit("register.entry_corrected", _record(row), " ".join(changed))


def mark_entry_in_error(
    workspace: Workspace, entry_id: int, reason: str, version: int | None = None
) -> None:
    """Take an entry out of lists and counts; it stays in the file with the reason.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        row = change.find(RegisterEntryRow, entry_id, version)
        change.mark_in_error(row, reason)
        change.audit("register.entry_marked_in_error", _record(row))


def take_back_entry_error(workspace: Workspace, entry_id: int) -> None:
    """Bring back an entry that was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        row = change.find_in_error(RegisterEntryRow, entry_id)
        change.take_error_back(row)
        change.audit("register.entry_error_taken_back", _record(row))


def _check(change: Change, new: NewEntry) -> None:
    problems = entry_problems(new, registers(), change.today)
    if problems:
        raise InputError(problems)


def _tidy(new: NewEntry) -> NewEntry:
    return replace(
        new,
        place=_words(new.place),
        subject=_words(new.subject),
        reason=_words(new.reason),
        outcome=_words(new.outcome),
        note=_words(new.note),
    )


def _words(text: str | None) -> str | None:
    return (text or "").strip() or None


def _conditions(which: EntryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [RegisterEntryRow.error_at.is_(None)]
    if which.register_id is not None:
        found.append(RegisterEntryRow.register_id == which.register_id)
    if which.from_on is not None:
        found.append(RegisterEntryRow.on_day >= which.from_on)
    if which.to_on is not None:
        found.append(RegisterEntryRow.on_day <= which.to_on)
    if which.running:
        found.append(RegisterEntryRow.ended_on.is_(None))
    words = which.words.strip()
    if words:
        columns = (RegisterEntryRow.place, RegisterEntryRow.subject, RegisterEntryRow.note)
        found.append(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    return found


def _record(row: RegisterEntryRow) -> str:
    return f"register_entry/{row.id}"
