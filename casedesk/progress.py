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
