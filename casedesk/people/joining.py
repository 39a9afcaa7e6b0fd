"""Two records that are one person: preview, join, and part again within 30 days.

The joined record stays in the file and leads to the one that is kept. Parting gives
every row back to whom it belonged to. What was recorded of the kept person after the
joining stays with that person; a field that was corrected since keeps the correction.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.dates import LONDON
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _, ngettext
from casedesk.people.details import person_lines
from casedesk.people.match_list import follow_join, take_back
from casedesk.people.model import (
    UNDO_DAYS,
    FieldChoice,
    JoinPreview,
    JoinSide,
    UndoneJoin,
)
from casedesk.people.moving import counted, move, move_back
from casedesk.people.records import CORRECTABLE, change_person, found_person
from casedesk.people.tables import PersonJoinRow, PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

TOPICS = (
    Topic.PEOPLE,
    Topic.CASES,
    Topic.REFERRALS,
    Topic.CONTACTS,
    Topic.RISK,
    Topic.INTERVENTIONS,
)


def preview_join(workspace: Workspace, kept_id: int, joined_id: int) -> JoinPreview:
    """Return what joining two people would do, without doing it.

    Raises:
        InputError: both are the same record.
        NotFoundError: one of them is joined already, or recorded in error.
    """
    _check_two(kept_id, joined_id)
    with workspace.reading(Permission.JOIN_PEOPLE) as session:
        kept, joined = _side(session, kept_id), _side(session, joined_id)
        lines = person_lines(session, (kept_id, joined_id))
        moves, aside = counted(session, kept_id, joined_id)
        return JoinPreview(
            kept=lines[kept_id],
            joined=lines[joined_id],
            kept_version=kept.version,
            joined_version=joined.version,
            fields=_choices(kept, joined),
            moves=moves,
            set_aside=aside,
        )


def join_in(
    change: Change,
    kept_id: int,
    joined_id: int,
    choices: Mapping[str, JoinSide],
    versions: tuple[int | None, int | None] = (None, None),
) -> int:
    """Join two records inside the change of `interventions.person_changes`.

    Args:
        change: the change.
        kept_id: the record that is kept.
        joined_id: the record that leads to it from now on.
        choices: whose value of a field is kept; what is not named, as the preview suggests.
        versions: of the kept and of the joined record, as read with the preview.

    Returns:
        The id of the joining.

    Raises:
        InputError: both are the same record.
        NotFoundError: one of them is joined already, or recorded in error.
        ConflictError: somebody changed one of them meanwhile.
    """
    _check_two(kept_id, joined_id)
    kept = found_person(change, kept_id, versions[0])
    joined = found_person(change, joined_id, versions[1])
    moved = _move_all(change, kept, joined, choices)
    joined.joined_into_id = kept_id
    row = PersonJoinRow(kept_id=kept_id, joined_id=joined_id, at=change.now)
    row.account_id, row.moved = change.user.id, json.dumps(moved)
    change.add(row)
    change.audit("person.joined", f"person/{kept_id}", f"person/{joined_id}")
    return row.id


def _move_all(
    change: Change, kept: PersonRow, joined: PersonRow, choices: Mapping[str, JoinSide]
) -> dict[str, Any]:
    """Give the kept record what is chosen and all that hangs on the other; return it for undo."""
    reason = _("Joined with another record of the same person.")
    taken = {
        choice.field: choice.joined
        for choice in _choices(kept, joined)
        if choices.get(choice.field, choice.suggested) == JoinSide.JOINED
    }
    before = {name: getattr(kept, name) for name in taken}
    change_person(change, kept, reason, taken)
    change.session.flush()
    moved = move(change.session, kept.id, joined.id, at=change.now, reason=reason)
    moved["fields"] = {name: [_plain(before[name]), _plain(getattr(kept, name))] for name in taken}
    moved["matches"] = follow_join(change, kept.id, joined.id)
    return moved


def undo_in(change: Change, join_id: int) -> UndoneJoin:
    """Part two records again inside a change, each with all that was its own.

    Raises:
        NotFoundError: there is no such joining, or it was undone.
        ConflictError: more than 30 days have passed, or the person was joined once more
            since; undo that first.
    """
    row = _undoable(change, join_id)
    moved = json.loads(row.moved)
    kept = change.find(PersonRow, row.kept_id)
    joined = change.find(PersonRow, row.joined_id)
    move_back(change.session, row.kept_id, row.joined_id, moved)
    take_back(change.session, moved["matches"])
    joined.joined_into_id = None
    left = [n for n, (_old, new) in moved["fields"].items() if _plain(getattr(kept, n)) != new]
    back = {
        name: _value(name, old) for name, (old, _new) in moved["fields"].items() if name not in left
    }
    change_person(change, kept, _("The joining was undone."), back)
    row.undone_at = change.now
    change.audit("person.join_undone", f"person/{row.kept_id}", f"person/{row.joined_id}")
    return UndoneJoin(row.kept_id, row.joined_id, tuple(sorted(left)))


def _undoable(change: Change, join_id: int) -> PersonJoinRow:
    row = change.session.get(PersonJoinRow, join_id)
    if row is None or row.undone_at is not None:
        raise NotFoundError(_("This joining was undone already. Look at the person again."))
    last = row.at.astimezone(LONDON).date() + timedelta(days=UNDO_DAYS)
    if change.today > last:
        raise ConflictError(
            ngettext(
                "Joining two people can be undone for {days} day; it has passed.",
                "Joining two people can be undone for {days} days; these have passed.",
                UNDO_DAYS,
            ).format(days=UNDO_DAYS)
        )
    both = (row.kept_id, row.joined_id)
    later = select(PersonJoinRow.id).where(
        PersonJoinRow.id > row.id,
        PersonJoinRow.undone_at.is_(None),
        PersonJoinRow.kept_id.in_(both) | PersonJoinRow.joined_id.in_(both),
    )
    if change.session.execute(later.limit(1)).first():
        raise ConflictError(
            _("This person was joined once more since then. Undo the later joining first.")
        )
    return row


def _choices(kept: PersonRow, joined: PersonRow) -> tuple[FieldChoice, ...]:
    found = []
    for name in sorted(CORRECTABLE):
        ours, theirs = getattr(kept, name), getattr(joined, name)
        if ours != theirs and theirs not in {None, ""}:
            suggested = JoinSide.KEPT if ours else JoinSide.JOINED
            found.append(FieldChoice(name, ours, theirs, suggested))
    return tuple(found)


def _check_two(kept_id: int, joined_id: int) -> None:
    if kept_id == joined_id:
        raise InputError({"joined": _("Choose two different records.")})


def _side(session: Session, person_id: int) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None or row.error_at is not None or row.joined_into_id is not None:
        raise NotFoundError(_("One of the two is no longer there. Look at the list again."))
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, stored: Any) -> Any:
    return date.fromisoformat(stored) if name == "born_on" and stored else stored
