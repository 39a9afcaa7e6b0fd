"""What is due for review and what an erasure takes: plain values, no database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseDue:
    """A closed case that somebody is to look at; one on hold waits until that is lifted."""

    id: int
    reference: str
    forum_id: str
    closed_on: date
    review_on: date
    on_hold: bool


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes with a case, as it was looked at.

    `counts` are the rows by the name of their table; `people_kept` are named in other records,
    and stay.
    """

    case_id: int
    reference: str
    counts: tuple[tuple[str, int], ...]
    people_kept: int

    def count(self, table: str) -> int:
        """Return how many records of a kind go."""
        return dict(self.counts).get(table, 0)
