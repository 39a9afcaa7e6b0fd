"""How long work reports how far it is, and how it is stopped."""

from typing import Protocol


class Progress(Protocol):
    """Handed to every function that may take longer than a moment."""

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` steps are finished.

        Raises:
            Cancelled: the user asked to stop; the work undoes itself and ends.
        """


class Unwatched:
    """Progress that nobody looks at and nobody can stop."""

    def step(self, done: int, total: int) -> None:
        """Take note of nothing."""


class PartOf:
    """The progress of one of several parts of a longer work, each taken to be as long."""

    _STEPS = 1000  # that each part is told in

    def __init__(self, whole: Progress, place: int, count: int) -> None:
        """Report to `whole` what the part at `place` (from 0) of `count` parts does."""
        self._whole, self._place, self._count = whole, place, count

    def step(self, done: int, total: int) -> None:
        """Say how far the part is.

        Raises:
            Cancelled: the user asked to stop the whole.
        """
        part = done * self._STEPS // total if total else 0
        self._whole.step(self._place * self._STEPS + part, self._count * self._STEPS)
