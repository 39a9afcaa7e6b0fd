"""Everything that can be done with places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.places.model import PlaceDetails, PlaceLine
from casedesk.places.references import is_used
from casedesk.places.rules import NO_PLACE, place_key, tidy_postcode
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.full_text import prefix_query
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_CORRECTABLE = frozenset(("address", "postcode", "area", "note"))


def place_of(
    change: Change, address: str, postcode: str | None = None, area: str | None = None
) -> int:
    """Return the id of a place, recording it if it is not known yet.

    Two spellings are one place when address and postcode agree but for case, blanks,
    punctuation and accents.

    Raises:
        InputError: neither an address nor a postcode is given.
    """
    key = place_key(address, postcode)
    if key == NO_PLACE:
        raise InputError({"address": _("Enter an address, or say where it is.")})
    known = change.session.scalar(
        select(PlaceRow.id)
        .where(PlaceRow.place_key == key, PlaceRow.error_at.is_(None))
        .order_by(PlaceRow.id)
        .limit(1)
    )
    if known is not None:
        return known
    row = PlaceRow(
        address=" ".join(address.split()),
        postcode=tidy_postcode(postcode),
        place_key=key,
        area=(area or "").strip() or None,
    )
    return change.add(row).id


def place_details(workspace: Workspace, place_id: int) -> PlaceDetails:
    """Return everything recorded of a place.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(PlaceRow, place_id)
        if row is None or row.error_at is not None:
            raise NotFoundError(_("This place is no longer there. Look at the list again."))
        return PlaceDetails(
            id=row.id,
            version=row.version,
            address=row.address,
            postcode=row.postcode,
            area=row.area,
            note=row.note,
            corrections=corrections_in(session, PlaceRow, place_id),
        )


_FOUND = (
    select(PlaceRow.id, PlaceRow.address, PlaceRow.postcode, PlaceRow.area)
    .where(
        text("place.id IN (SELECT rowid FROM place_index WHERE place_index MATCH :words)"),
        PlaceRow.error_at.is_(None),
    )
    .order_by(PlaceRow.address, PlaceRow.id)
    .limit(bindparam("most"))
)


def find_places(workspace: Workspace, words: str, limit: int = 20) -> list[PlaceLine]:
    """Return places whose address or postcode holds every word, or begins with it.

    Args:
        workspace: the open file.
        words: what is typed; below three characters nothing is found.
        limit: how many at most.
    """
    query = prefix_query(words)
    if not query:
        return []
    with workspace.reading(Permission.READ_RECORDS) as session:
        return places_found(session, query, limit)


def places_found(session: Session, query: str, limit: int) -> list[PlaceLine]:
    """Return the places for a query of the full-text index, in a session that is open."""
    asked = {"words": query, "most": limit}
    return [PlaceLine(*row) for row in session.execute(_FOUND, asked)]


def places_by_id(session: Session, ids: Sequence[int]) -> tuple[PlaceLine, ...]:
    """Return places in one line each; without those recorded in error."""
    query = select(PlaceRow.id, PlaceRow.address, PlaceRow.postcode, PlaceRow.area)
    rows = session.execute(query.where(PlaceRow.id.in_(ids), PlaceRow.error_at.is_(None)))
    return tuple(PlaceLine(*row) for row in rows)


def correct_place(
    workspace: Workspace, place_id: int, version: int, reason: str, **fields: str | None
) -> None:
    """Correct a place; the old values stay visible. An empty area or note is filled in.

    Args:
        workspace: the open file.
        place_id: the place.
        version: what was read with the details.
        reason: why, needed as soon as something recorded differs.
        **fields: any of address, postcode, area and note.

    Raises:
        InputError: the reason is missing, or no address would be left.
        ConflictError: somebody changed the place meanwhile.
    """
    if not fields.keys() <= _CORRECTABLE:
        raise TypeError("not a field of a place")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PLACES) as change:
        row = change.find(PlaceRow, place_id, version)
        new: dict[str, Any] = {**fields}
        if "postcode" in new:
            new["postcode"] = tidy_postcode(new["postcode"])
        address, postcode = new.get("address", row.address), new.get("postcode", row.postcode)
        key = place_key(address or "", postcode)
        if key == NO_PLACE:
            raise InputError({"address": _("Enter an address, or say where it is.")})
        filled = [name for name in ("area", "note") if not getattr(row, name) and new.get(name)]
        for name in filled:
            setattr(row, name, new[name])
        changed = change.correct(row, reason, **new)
        row.place_key = key
        change.audit("place.corrected", f"place/{place_id}", " ".join([*filled, *changed]))


def mark_place_in_error(workspace: Workspace, place_id: int, version: int, reason: str) -> None:
    """Take a place recorded by mistake out of lists.

    Raises:
        InputError: the reason is missing.
        ConflictError: a person, case or other record still names the place, or somebody
            changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PLACES) as change:
        row = change.find(PlaceRow, place_id, version)
        if is_used(change.session, place_id):
            raise ConflictError(
                _("Other records name this place. Correct those first, or correct the address.")
            )
        change.mark_in_error(row, reason)
        change.audit("place.marked_in_error", f"place/{place_id}")


def take_back_place_error(workspace: Workspace, place_id: int) -> None:
    """Undo that a place was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PLACES) as change:
        row = change.session.get(PlaceRow, place_id)
        if row is None or row.error_at is None:
            raise NotFoundError(_("This place is no longer there. Look at the list again."))
        row.error_at = row.error_reason = None
        change.audit("place.error_taken_back", f"place/{place_id}")
