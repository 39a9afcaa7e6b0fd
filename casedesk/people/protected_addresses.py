"""Addresses that lead to somebody of whom one is protected, whatever record tells of them."""

from collections.abc import Callable, Collection

from sqlalchemy import Boolean, ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from casedesk.i18n import _
from casedesk.people.tables import PersonAddressRow
from casedesk.places.address_text import (
    guarded_addresses,
    plain_text,
    postcodes_in,
    words_of,
)
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_OF_WHOM = select(PersonAddressRow.person_id).where(
    PersonAddressRow.protected, PersonAddressRow.error_at.is_(None)
)


def may_see_addresses(workspace: Workspace) -> bool:
    """Tell whether the user at work may see protected addresses.

    Who keeps the records must be able to correct them; nobody else needs one.
    """
    return workspace.may(Permission.CHANGE_RECORDS)


def leads_to_protected(place_id: str) -> ColumnElement[bool]:
    """Say of a record's place whether somebody lives or lived there of whom one is protected.

    Args:
        place_id: the record's column that names its place, such as `person_address.place_id`.
    """
    # As text: composing it from columns took longer than asking it.
    return literal_column(
        "EXISTS (SELECT 1 FROM person_address lives JOIN person_address whose"
        " ON whose.person_id = lives.person_id AND whose.protected AND whose.error_at IS NULL"
        f" WHERE lives.place_id = {place_id} AND lives.error_at IS NULL)",
        Boolean,
    )


def address_hidden() -> str:
    """Return what stands in place of an address that the user at work may not see."""
    return _("address protected")


def hidden_places(
    workspace: Workspace, session: Session, place_ids: Collection[int]
) -> frozenset[int]:
    """Return which of these places the user at work may not see in another record.

    They are those where somebody lives or lived of whom an address is protected.
    """
    if may_see_addresses(workspace) or not place_ids:
        return frozenset()
    query = select(PlaceRow.id).where(PlaceRow.id.in_(place_ids), leads_to_protected("place.id"))
    return frozenset(session.scalars(query))


def place_text_shown(workspace: Workspace, session: Session) -> Callable[[str | None], str | None]:
    """Return what gives a place written in words as the user at work may see it.

    Words that hold a protected address, a part of one or its postcode are hidden whole.
    """
    if may_see_addresses(workspace):
        return lambda text: text
    phrases, postcodes = guarded_addresses(protected_addresses(session))

    def shown(text: str | None) -> str | None:
        plain = plain_text(text or "")
        words = words_of(plain).split()
        ends = range(1, len(words) + 1)  # a list asks 200 times: looked up, not gone through
        held = any(f" {' '.join(words[at:end])} " in phrases for end in ends for at in range(end))
        return address_hidden() if held or postcodes & postcodes_in(plain) else text

    return shown


def protected_addresses(session: Session, besides: int | None = None) -> frozenset[str]:
    """Return every address of everybody of whom one is protected; an old one leads to the family.

    Args:
        session: reads.
        besides: a person whose addresses are left out: they know them.
    """
    query = (
        select(PlaceRow.address, PlaceRow.postcode)
        .join(PersonAddressRow, PersonAddressRow.place_id == PlaceRow.id)
        .where(PersonAddressRow.person_id.in_(_OF_WHOM), PersonAddressRow.error_at.is_(None))
    )
    if besides is not None:
        query = query.where(PersonAddressRow.person_id != besides)
    return frozenset(", ".join(filter(None, row)) for row in session.execute(query))
