"""Draws what practice data needs; the same seed always draws the same."""

from bisect import bisect
from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from casedesk.dates import LONDON
from casedesk.practice.words import words

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # those that inward parts of postcodes use


class Dice:
    """Everything that chance decides."""

    def __init__(self, seed: int) -> None:
        """Start from `seed`."""
        self.random = Random(seed)
        self.words = words()
        self._tables: dict[int, tuple[list[float], list[object]]] = {}

    def chance(self, share: float) -> bool:
        """Return True with this chance, 0 to 1."""
        return self.random.random() < share

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of `choices`."""
        return choices[int(self.random.random() * len(choices))]

    def weighed(self, weights: Mapping[H, float]) -> H:
        """Return a key, the more often the heavier it is; `weights` must be a constant."""
        table = self._tables.get(id(weights))
        if table is None:
            table = (list(accumulate(weights.values())), list(weights))
            self._tables[id(weights)] = table
        sums, keys = table
        place = bisect(sums, self.random.random() * sums[-1], 0, len(sums) - 1)
        return keys[place]  # type: ignore[return-value]  # the keys of `weights`

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.random.random() * (high - low + 1))

    def surname(self) -> str:
        """Return an invented surname, now and then a Welsh or a double one."""
        draw = self.random.random()
        if draw < 0.09:
            return self.pick(self.words.surnames_welsh)
        single = self.pick(self.words.surname_starts) + self.pick(self.words.surname_ends)
        return f"{single}-{self.surname()}" if draw > 0.97 else single

    def forename(self, gender: str | None) -> str:
        """Return a forename; of either list where the gender says nothing."""
        lists = {"female": self.words.forenames_female, "male": self.words.forenames_male}
        either = self.words.forenames_female + self.words.forenames_male
        return self.pick(lists.get(gender or "", either))

    def address(self) -> str:
        """Return an invented address without its postcode."""
        street = f"{self.pick(self.words.streets)} {self.pick(self.words.street_kinds)}"
        flat = f"Flat {self.between(1, 18)}, " if self.chance(0.12) else ""
        return f"{flat}{self.between(1, 149)} {street}"

    def postcode(self) -> str:
        """Return a postcode of the area QX, which does not exist."""
        letters = self.pick(_POSTCODE_LETTERS) + self.pick(_POSTCODE_LETTERS)
        return f"QX{self.between(1, 18)} {self.between(1, 9)}{letters}"

    def telephone(self) -> str:
        """Return a number of the ranges that Ofcom keeps for fiction."""
        if self.chance(0.85):
            return f"07700 900{self.between(0, 999):03}"
        return f"01632 960{self.between(0, 999):03}"

    def birth(self, ages: Mapping[tuple[int, int], float], on: date) -> date:
        """Return the birth date of somebody whose age on a day is of one of the bands."""
        youngest, oldest = self.weighed(ages)
        years = self.between(youngest, oldest)
        return on - timedelta(days=int(years * 365.25 + self.random.random() * 365))

    def moment(self, day: date) -> datetime:
        """Return a moment of office hours on `day`, in UTC."""
        clock = time(self.between(8, 16), self.between(0, 59))
        return datetime.combine(day, clock, LONDON).astimezone(UTC)
