"""Reads and checks the audit trail; nothing here can change it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from casedesk.audit.catalogue import audit_words
from casedesk.audit.known_by import REFERENCED, known_by
from casedesk.audit.model import AuditEntry, AuditFilter, AuditLine, ChainState, SealedLine
from casedesk.csv_writer import csv_bytes
from casedesk.dates import LONDON
from casedesk.errors import StorageError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.progress import Progress
from casedesk.safe_file import write_file
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail
from casedesk.storage.audit_trail import AuditRow
from casedesk.workspace.file_layout import cannot_write, refuse_inside_file
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace

PAGE = 200
_AT_A_TIME = 2000  # entries of an export between two looks at Stop
_SHOWN = (
    AuditRow.seq, AuditRow.at, AuditRow.actor, AuditRow.action, AuditRow.record, AuditRow.detail
)  # fmt: skip


def audit_entries(
    workspace: Workspace,
    wanted: AuditFilter | None = None,
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> list[AuditEntry]:
    """Return entries, the newest first.

    Args:
        workspace: the open file.
        wanted: which entries.
        before: only entries with a smaller number: the last one of the page before.
        limit: how many at most.
    """
    query = select(*_SHOWN).where(*_conditions(wanted or AuditFilter()))
    if before is not None:
        query = query.where(AuditRow.seq < before)
    with workspace.reading(Permission.READ_AUDIT) as session:
        names = _names(session)
        rows = session.execute(query.order_by(AuditRow.seq.desc()).limit(limit)).all()
    return [_entry(row, names) for row in rows]


def entry_numbers(workspace: Workspace, wanted: AuditFilter | None = None) -> Sequence[int]:
    """Return the numbers of the entries a filter leaves, the newest first.

    The trail has no gaps, so that all of them need no question for each.
    """
    with workspace.reading(Permission.READ_AUDIT) as session:
        if wanted is None or wanted == AuditFilter():
            return range(audit_trail.head(session.connection()).seq, 0, -1)
        inner = select(AuditRow.seq).where(*_conditions(wanted)).order_by(AuditRow.seq.desc())
        together = select(func.group_concat(inner.subquery().c.seq, ","))
        numbers: list[int] = json.loads(f"[{session.scalar(together) or ''}]")
        return numbers


def lines_by_number(workspace: Workspace, numbers: Sequence[int]) -> list[AuditLine]:
    """Return entries in words, in the order of `numbers`."""
    wanted = select(func.json_each(json.dumps(list(numbers))).table_valued("value").c.value)
    query = select(*_SHOWN).where(AuditRow.seq.in_(wanted))
    with workspace.reading(Permission.READ_AUDIT) as session:
        names = _names(session)
        entries = {row.seq: _entry(row, names) for row in session.execute(query)}
        records = {part for one in entries.values() for part in (one.record, *_named_in(one))}
        references = known_by(session, records)
    there = [entries[number] for number in numbers if number in entries]
    return [_line(entry, references) for entry in there]


def people_in_trail(workspace: Workspace) -> list[tuple[int, str]]:
    """Return id and name of everybody who works or worked with the file, by name."""
    query = select(AccountRow.id, AccountRow.name).order_by(AccountRow.name, AccountRow.id)
    with workspace.reading(Permission.READ_AUDIT) as session:
        return [(row.id, row.name) for row in session.execute(query)]


def export_trail(
    workspace: Workspace, path: Path, progress: Progress, wanted: AuditFilter | None = None
) -> int:
    """Write entries, the oldest first, to a CSV file; the export is itself an entry of the trail.

    Each line carries the seal that chains it to the one before, so that a copy can be held
    against the trail.

    Args:
        workspace: the open file.
        path: where to; what is there is replaced.
        progress: told of each part.
        wanted: which entries; None: all.

    Returns:
        How many entries were written.

    Raises:
        Cancelled: nothing was written.
        StorageError: it cannot be written there.
    """
    refuse_inside_file(path)
    rows = [_exported(one) for one in sealed_lines(workspace, progress, wanted)]
    practice = [_("PRACTICE DATA: NOT REAL")] if workspace.file.is_practice else []
    headings = [*_headings(), *practice]
    keep_export(workspace, path, csv_bytes(headings, rows, for_people=True), len(rows))
    return len(rows)


def sealed_lines(
    workspace: Workspace, progress: Progress, wanted: AuditFilter | None = None
) -> list[SealedLine]:
    """Return entries in words with the seals that chain them, the oldest first.

    Raises:
        Cancelled: somebody stopped it.
    """
    numbers = list(reversed(entry_numbers(workspace, wanted)))
    found: list[SealedLine] = []
    for first in range(0, len(numbers), _AT_A_TIME):
        progress.step(first, len(numbers))
        some = numbers[first : first + _AT_A_TIME]
        seals = _seals(workspace, some)
        lines = lines_by_number(workspace, some)
        found += [SealedLine(line, seals[line.entry.number]) for line in lines]
    return found


def keep_export(workspace: Workspace, path: Path, content: bytes, entries: int) -> None:
    """Write what was made of `entries` entries; the trail keeps the hash of the file.

    So the file can be held against the trail, whose own chain `casedesk verify` follows.

    Raises:
        StorageError: it cannot be written there; the trail has no entry of it.
    """
    refuse_inside_file(path)
    with workspace.changing(Permission.READ_AUDIT, Topic.FILE) as change:
        told = f"entries {entries} sha256 {sha256(content).hexdigest()}"
        change.audit("audit.exported", "audit", told)
        try:
            write_file(path, content, private=True)
        except OSError as error:
            raise StorageError(cannot_write()) from error


def count_entries(workspace: Workspace, wanted: AuditFilter | None = None) -> int:
    """Return how many entries a filter leaves."""
    query = select(func.count()).select_from(AuditRow).where(*_conditions(wanted or AuditFilter()))
    with workspace.reading(Permission.READ_AUDIT) as session:
        return int(session.execute(query).scalar_one())


def check_trail(workspace: Workspace) -> ChainState:
    """Follow the chain from the first entry to the last; takes a second for 100,000 entries."""
    with workspace.reading(Permission.READ_AUDIT) as session:
        found = audit_trail.check_chain(session.connection(), workspace.key.derive("audit"))
        first, last = session.execute(select(func.min(AuditRow.at), func.max(AuditRow.at))).one()
    return ChainState(found.entries, found.broken_at, first, last, found.head.mac)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[Any]]:
    found: list[ColumnElement[Any]] = []
    if wanted.action:
        found.append(AuditRow.action.startswith(wanted.action, autoescape=True))
    if wanted.record:
        found.append(AuditRow.record == wanted.record)
    if wanted.record_kind:
        kind = wanted.record_kind
        begins = AuditRow.record.startswith(f"{kind}/", autoescape=True)
        found.append(or_(AuditRow.record == kind, begins))
    if wanted.reference.strip():
        found.append(_known_by(wanted.reference.strip()))
    if wanted.user_id is not None:
        found.append(AuditRow.actor.startswith(f"{wanted.user_id} ", autoescape=True))
    if wanted.from_on is not None:
        found.append(
            AuditRow.at >= datetime.combine(wanted.from_on, time(), LONDON).astimezone(UTC)
        )
    if wanted.to_on is not None:
        after = wanted.to_on + timedelta(days=1)
        found.append(AuditRow.at < datetime.combine(after, time(), LONDON).astimezone(UTC))
    return found


def _known_by(reference: str) -> ColumnElement[bool]:
    """Return the condition that an entry is about a record known by `reference`."""
    found = [
        select(literal(f"{kind}/") + cast(key, String)).where(
            func.upper(known) == reference.upper()
        )
        for kind, (key, known) in REFERENCED.items()
    ]
    return AuditRow.record.in_(union_all(*found))


def _names(session: Session) -> dict[int, str]:
    query = select(AccountRow.id, AccountRow.name)
    return {row.id: row.name for row in session.execute(query)}


def _entry(row: Any, names: dict[int, str]) -> AuditEntry:
    user, _blank, role = row.actor.partition(" ")
    name = names.get(int(user), user) if user.isdigit() else user
    return AuditEntry(row.seq, row.at, name, role, row.action, row.record, row.detail)


def _named_in(entry: AuditEntry) -> list[str]:
    """Return the records that the detail of an entry names, such as "case/12"."""
    return [word for word in entry.detail.split() if "/" in word]


def _line(entry: AuditEntry, references: dict[str, str]) -> AuditLine:
    words = audit_words()
    kind, _slash, key = entry.record.partition("/")
    forum = forums().get(key) if kind == "forum" else None
    reference = references.get(entry.record, key if key.isdecimal() else "")
    return AuditLine(
        entry,
        catalogue_text(words.actions.get(entry.action, entry.action)),
        catalogue_text(words.records.get(kind, kind)),
        catalogue_text(forum.short_title) if forum else reference,
        {name: references[name] for name in _named_in(entry) if name in references},
    )


def _seals(workspace: Workspace, numbers: Sequence[int]) -> dict[int, str]:
    within = AuditRow.seq.between(numbers[0], numbers[-1])
    with workspace.reading(Permission.READ_AUDIT) as session:
        return {
            row.seq: row.mac
            for row in session.execute(select(AuditRow.seq, AuditRow.mac).where(within))
        }


def _headings() -> list[str]:
    return [
        _("number"), _("when"), _("who"), _("role"), _("what"), _("record"), _("known by"),
        _("fields"), _("seal"),
    ]  # fmt: skip


def _exported(sealed: SealedLine) -> tuple[object, ...]:
    line, entry = sealed.line, sealed.line.entry
    when = entry.at.astimezone(LONDON).isoformat(timespec="seconds")
    return (
        entry.number, when, entry.user_name, entry.role_id, line.action_title, line.record_title,
        line.reference, entry.detail, sealed.seal,
    )  # fmt: skip
