"""People as the rest of CaseDesk sees them: plain values, no database."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from casedesk.i18n import _, with_commas
from casedesk.workspace.model import Correction

UNDO_DAYS = 30  # how long joining two people can be undone; the last day counts


class Certainty(StrEnum):
    """How sure a birth date is; of a month or year only the first day is kept."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"
    NOT_KNOWN = "not_known"


class NameKind(StrEnum):
    """Why a person has another name."""

    ALIAS = "alias"
    MAIDEN = "maiden"
    FORMER = "former"


class PersonPart(StrEnum):
    """What belongs to a person and is a record of its own."""

    NAME = "name"
    ADDRESS = "address"
    RELATION = "relation"


def shown_name(forenames: str, surname: str, known_as: str | None = None) -> str:
    """Return a person's name as it is shown; `known_as` only where there is no other."""
    return f"{forenames.strip()} {surname.strip()}".strip() or (known_as or "").strip()


_BEFORE_SURNAMES = frozenset(
    ("ab", "al", "ap", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le",
     "ferch", "mac", "o", "st", "st.", "van", "von")
)  # fmt: skip


def split_name(typed: str) -> tuple[str, str]:
    """Return forenames and surname of a full name as people write it.

    The last word is the surname, with small words before it ("van der Berg", "ap Rhys");
    with a comma the surname comes first ("Morgan, Siân"). One word alone is a forename.
    """
    first, comma, second = (part.strip() for part in typed.partition(","))
    if comma:
        return " ".join(second.split()), " ".join(first.split())
    words = typed.split()
    if len(words) < 2:
        return " ".join(words), ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _BEFORE_SURNAMES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


class NewPerson(Struct, frozen=True):
    """What is typed of a person; only a name of some kind is needed.

    Answers such as `gender` are ids of the lists; None means not collected. `different_from` are
    recorded people who were looked at while this was typed, and are somebody else.
    """

    surname: str = ""
    forenames: str = ""
    known_as: str | None = None
    born_on: date | None = None
    born_certainty: Certainty | None = None
    gender: str | None = None
    ethnicity_group: str | None = None
    ethnicity_detail: str | None = None
    disabled: str | None = None
    lgbt: str | None = None
    language: str | None = None
    interpreter: str | None = None
    safe_contact_how: str | None = None
    safe_contact_when: str | None = None
    safe_contact_number: str | None = None
    safe_contact_not: str | None = None
    address: str = ""
    postcode: str | None = None
    address_protected: bool = False
    different_from: tuple[int, ...] = ()


class OtherName(Struct, frozen=True):
    """Another name a person is or was known by."""

    id: int
    name: str
    kind: NameKind


class Address(Struct, frozen=True):
    """Where a person lives or lived. Days are local; `to_on` None: still there."""

    id: int
    place_id: int
    address: str
    postcode: str | None
    protected: bool
    from_on: date | None
    to_on: date | None
    version: int

    @property
    def shown(self) -> str:
        """Return address and postcode in one line."""
        return with_commas(self.address, self.postcode)


class Relation(Struct, frozen=True):
    """How this person is related to another: `kind` read from this person's side if `outward`."""

    id: int
    other_id: int
    other_name: str
    kind: str
    outward: bool
    ended_on: date | None


class SafeContact(Struct, frozen=True):
    """How a person can be reached without danger."""

    how: str | None
    when: str | None
    number: str | None
    who_must_not_answer: str | None


class JoinedRecord(Struct, frozen=True):
    """A record that was found to be this person; `until` is the last day to undo it."""

    join_id: int
    person_id: int
    name: str
    born_on: date | None
    at: datetime
    until: date


class PersonDetails(Struct, frozen=True):
    """Everything that is recorded of one person."""

    id: int
    version: int
    surname: str
    forenames: str
    known_as: str | None
    born_on: date | None
    born_certainty: Certainty | None
    gender: str | None
    ethnicity_group: str | None
    ethnicity_detail: str | None
    disabled: str | None
    lgbt: str | None
    language: str | None
    interpreter: str | None
    safe_contact: SafeContact
    recorded_at: datetime
    other_names: tuple[OtherName, ...]
    addresses: tuple[Address, ...]
    relations: tuple[Relation, ...]
    joined: tuple[JoinedRecord, ...]
    corrections: tuple[Correction, ...]

    @property
    def name(self) -> str:
        """Return the name as it is shown."""
        return shown_name(self.forenames, self.surname, self.known_as)

    @property
    def address_now(self) -> Address | None:
        """Return the latest address that has not ended."""
        return address_now(self.addresses)


def address_now(addresses: Iterable[Address]) -> Address | None:
    """Return the latest address that has not ended; they come the latest first."""
    return next((address for address in addresses if address.to_on is None), None)


def protected_now(addresses: Iterable[Address]) -> bool:
    """Tell whether one of the addresses that have not ended is protected."""
    return any(address.protected and address.to_on is None for address in addresses)


class MatchReason(StrEnum):
    """Why two people may be one; the value is what the partnership file stores."""

    NAME_SAME = "name_same"
    FORENAME_SHORT = "forename_short"
    NAMES_SWAPPED = "names_swapped"
    KNOWN_AS_SAME = "known_as_same"
    SOUNDS_ALIKE = "sounds_alike"
    NAME_LIKE = "name_like"
    NAME_BEGINS_SAME = "name_begins_same"
    SURNAME_SAME = "surname_same"
    FORENAMES_SAME = "forenames_same"
    BORN_SAME = "born_same"
    BORN_CLOSE = "born_close"
    ADDRESS_SAME = "address_same"
    POSTCODE_SAME = "postcode_same"
    TELEPHONE_SAME = "telephone_same"


def reason_text(reason: MatchReason) -> str:
    """Return a reason in words."""
    return {
        MatchReason.NAME_SAME: _("same name"),
        MatchReason.FORENAME_SHORT: _("same surname, short form of the forename"),
        MatchReason.NAMES_SWAPPED: _("surname and forename the other way round"),
        MatchReason.KNOWN_AS_SAME: _("known by this name"),
        MatchReason.SOUNDS_ALIKE: _("name sounds alike"),
        MatchReason.NAME_LIKE: _("name spelt nearly alike"),
        MatchReason.NAME_BEGINS_SAME: _("name begins the same"),
        MatchReason.SURNAME_SAME: _("same surname"),
        MatchReason.FORENAMES_SAME: _("same forename"),
        MatchReason.BORN_SAME: _("same birth date"),
        MatchReason.BORN_CLOSE: _("birth date nearly the same"),
        MatchReason.ADDRESS_SAME: _("same address"),
        MatchReason.POSTCODE_SAME: _("same postcode"),
        MatchReason.TELEPHONE_SAME: _("same telephone number"),
    }[reason]


class PersonSought(Struct, frozen=True):
    """What is known of somebody who may be recorded already, as far as it is typed.

    With `person_id` the record of that person itself, and everybody marked as
    different from them, is left out.
    """

    surname: str = ""
    forenames: str = ""
    known_as: str = ""
    born_on: date | None = None
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    person_id: int | None = None


class MatchSummary(Struct, frozen=True):
    """Somebody recorded who may be the person sought, with every reason; `score` 0 to 100.

    Of a protected address `address` says only that it is protected.
    """

    person_id: int
    name: str
    born_on: date | None
    born_certainty: Certainty | None
    address: str
    address_protected: bool
    reasons: tuple[MatchReason, ...]
    score: int


class FoundPair(Struct, frozen=True):
    """Two records that may be one person; `first_id` is the smaller."""

    first_id: int
    second_id: int
    reasons: tuple[MatchReason, ...]
    score: int


class PersonLine(Struct, frozen=True):
    """A person in one line, for lists and for the two sides of a possible match."""

    id: int
    name: str
    born_on: date | None
    address: str
    address_protected: bool
    recorded_at: datetime
    born_certainty: Certainty | None = None


class OpenMatch(Struct, frozen=True):
    """One line of the work list of possible matches."""

    id: int
    first: PersonLine
    second: PersonLine
    reasons: tuple[MatchReason, ...]
    score: int
    found_at: datetime


class JoinSide(StrEnum):
    """Whose value of a field is kept when two records are joined."""

    KEPT = "kept"
    JOINED = "joined"


class FieldChoice(Struct, frozen=True):
    """A field in which two records differ; `suggested` is the kept one unless it is blank."""

    field: str
    kept: str | date | None
    joined: str | date | None
    suggested: JoinSide


class JoinPreview(Struct, frozen=True):
    """What joining two people would do.

    `moves` and `set_aside` count rows by table: what goes over to the kept person, and
    what stays behind because the kept person has the same already.
    """

    kept: PersonLine
    joined: PersonLine
    kept_version: int
    joined_version: int
    fields: tuple[FieldChoice, ...]
    moves: dict[str, int]
    set_aside: dict[str, int]


def moved_text(table: str) -> str:
    """Return in words what the rows of a table are, for the preview of a joining."""
    return {
        "case_person": _("places in cases"),
        "contact_note": _("contact notes"),
        "assessment": _("risk assessments"),
        "intervention": _("interventions"),
        "person_name": _("other names"),
        "person_address": _("addresses"),
        "relation": _("relations"),
    }.get(table, _("further records"))


class UndoneJoin(Struct, frozen=True):
    """What undoing a join gave back; `left_as_corrected` fields were corrected since and stay."""

    kept_id: int
    joined_id: int
    left_as_corrected: tuple[str, ...]


class RecentJoin(Struct, frozen=True):
    """Two records that were joined and can still be parted; `until` is the last day for it."""

    id: int
    kept: PersonLine
    joined: PersonLine
    at: datetime
    until: date
