"""What a search finds: plain values, no database."""

from dataclasses import dataclass
from datetime import date, datetime

from casedesk.people.model import PersonLine
from casedesk.places.model import PlaceLine


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person found; `cases` counts the cases that name the person."""

    person: PersonLine
    cases: int


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case found by its reference or by somebody in it."""

    id: int
    reference: str
    subject_name: str
    forum_id: str
    status: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class FileHit:
    """An attachment with what tells it apart from others of its title.

    `case_reference` is empty while it belongs to a draft.
    """

    id: int
    title: str
    added_at: datetime
    added_by: str
    case_reference: str


@dataclass(frozen=True, slots=True)
class SearchHits:
    """Everything found, the best of each kind first."""

    people: tuple[PersonHit, ...] = ()
    cases: tuple[CaseHit, ...] = ()
    places: tuple[PlaceLine, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.people or self.cases or self.places)
