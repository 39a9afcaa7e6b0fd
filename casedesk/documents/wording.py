"""Words that all documents share: days, moments, titles of the catalogues, and what is withheld."""

from datetime import date, datetime

from casedesk.dates import LONDON, day_title
from casedesk.documents.model import Field, Tells
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.places.address_text import holds_address

OTHER_BREAKS = "\v\f\x85\u2028\u2029"  # of a line or page, in what is pasted from word processors


def day(on: date | None) -> str:
    """Return a day in words, empty for none."""
    return "" if on is None else day_title(on)


def moment(at: datetime) -> str:
    """Return a moment in local time."""
    local = at.astimezone(LONDON)
    return _("{day}, {time}").format(day=day_title(local.date()), time=f"{local:%H:%M}")


def yes_no(*, is_so: bool) -> str:
    """Return yes or no."""
    return _("yes") if is_so else _("no")


def forum_title(forum_id: str) -> str:
    """Return a forum's title; its id where it is not known any more."""
    forum = forums().get(forum_id)
    return forum_id if forum is None else catalogue_text(forum.title)


def outcome_title(forum_id: str, outcome_id: str | None) -> str:
    """Return the forum's words for an outcome; empty for none."""
    forum = forums().get(forum_id)
    known = () if forum is None else forum.outcomes
    title = next((one.title for one in known if one.id == outcome_id), outcome_id or "")
    return catalogue_text(title)


def address_field(
    title: str, address: str, protected: frozenset[str], case_id: int | None
) -> Field:
    """Return the field of an address; of one that is protected it only says so."""
    if address and holds_address(address, protected):
        return Field(title, _("protected: not shown"), Tells.NOTHING, case_id)
    return Field(title, address, Tells.ADDRESS, case_id)


def told(*fields: Field) -> tuple[Field, ...]:
    """Return the fields that hold something."""
    return tuple(one for one in fields if one.text.strip())
