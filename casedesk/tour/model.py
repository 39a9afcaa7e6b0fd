"""The tour as its panel shows it: plain values, no database."""

from enum import StrEnum

from msgspec import Struct


class TourState(StrEnum):
    """Where a user stands with the tour; the value is what the practice file stores."""

    NEW = "new"  # never begun
    GOING = "going"
    LEFT = "left"  # to be taken up again
    PUT_AWAY = "put_away"  # Today does not offer it any more; Help does


class TourTask(Struct, frozen=True):
    """One task, in the language in use.

    `keys` are named as Qt names keys; `page` is the id of the page where it begins, or empty.
    """

    id: str
    title: str
    text: str
    keys: tuple[str, ...]
    page: str
    is_done: bool


class Tour(Struct, frozen=True):
    """The tasks of the user at work, in their order."""

    state: TourState
    tasks: tuple[TourTask, ...]

    @property
    def done(self) -> int:
        """Return how many tasks are done."""
        return sum(task.is_done for task in self.tasks)

    @property
    def is_finished(self) -> bool:
        """Tell whether all of them are."""
        return all(task.is_done for task in self.tasks)

    @property
    def is_offered(self) -> bool:
        """Tell whether there is something to begin or to go on with, and nobody put it away."""
        return self.state in {TourState.NEW, TourState.LEFT} and not self.is_finished
