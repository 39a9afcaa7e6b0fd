"""How people are compared. Pure functions: same input, same answer."""

import unicodedata
from datetime import date

from casedesk.i18n import _
from casedesk.people.model import NewPerson, shown_name
from casedesk.places.rules import postcode_key

OLDEST = 120  # years

_BETWEEN = "\n"  # never left in a key, because blanks of every kind are taken out


def name_key(name: str) -> str:
    """Return a name without case and blanks, as the import compares it.

    Letters that can be written in two ways (one sign, or letter and accent) count as one.
    """
    return unicodedata.normalize("NFC", "".join(name.casefold().split()))


def sound_key(surname: str) -> str:
    """Return how a surname sounds, for possible matches; accents do not count."""
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    letters = "".join(c for c in plain if c.isalpha())
    if not letters:
        return ""
    import jellyfish  # noqa: PLC0415 - 1 MB; not before names are compared

    return str(jellyfish.metaphone(letters))


def same_person_key(
    surname: str | None,
    forenames: str | None,
    born_on: date | None,
    postcode: str | None,
    *,
    with_postcode: bool,
) -> str | None:
    """Return what two records of the same person share, or None if it cannot be told.

    Two records are one person when these keys are equal. A blank part agrees with
    nothing, a blank postcode included; anything less is a possible match only,
    because one wrong join shows a person's history to the wrong agency.

    Args:
        surname: the family name.
        forenames: all forenames.
        born_on: the birth date.
        postcode: of the person's address; not looked at without `with_postcode`.
        with_postcode: the sheet has a postcode column for this person.
    """
    if born_on is None:
        return None
    parts = [name_key(surname or ""), name_key(forenames or ""), born_on.isoformat()]
    if with_postcode:
        parts.append(postcode_key(postcode))
    return _BETWEEN.join(parts) if all(parts) else None


def person_problems(new: NewPerson, today: date) -> dict[str, str]:
    """Return what is wrong with the details of a person, by field; empty if nothing is.

    A person needs a name of some kind; everything else may be unknown.
    """
    problems = {}
    if not shown_name(new.forenames, new.surname, new.known_as):
        problems["surname"] = _("Enter a name, or what the person is known as.")
    if new.born_on is not None and new.born_on > today:
        problems["born_on"] = _("The birth date lies in the future. Check it.")
    if new.born_on is not None and today.year - new.born_on.year > OLDEST:
        problems["born_on"] = _("The birth date is too long ago. Check the year.")
    return problems
