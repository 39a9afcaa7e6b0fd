"""What a search finds: plain values, no database."""

from datetime import date, datetime

from msgspec import Struct

from casedesk.people.model import PersonLine
from casedesk.places.model import PlaceLine


class PersonHit(Struct, frozen=True):
    """A person found; `cases` counts the cases that name the person."""

    person: PersonLine
    cases: int


class CaseHit(Struct, frozen=True):
    """A case found by its reference or by somebody in it."""

    id: int
    reference: str
    subject_name: str
    forum_id: str
    status: str
    opened_on: date


class FileHit(Struct, frozen=True):
    """An attachment with what tells it apart from others of its title.

    `case_reference` is empty while it belongs to a draft.
    """

    id: int
    title: str
    added_at: datetime
    added_by: str
    case_reference: str


class SearchHits(Struct, frozen=True):
    """Everything found, the best of each kind first."""

    people: tuple[PersonHit, ...] = ()
    cases: tuple[CaseHit, ...] = ()
    places: tuple[PlaceLine, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.people or self.cases or self.places)
