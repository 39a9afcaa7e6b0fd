"""Shares the progress of one long task among its steps."""

from casedesk.progress import Progress

_TOTAL = 1000


class Stage:
    """A part of a longer task: says how far it is and lets the user stop it."""

    def __init__(self, progress: Progress, start: float = 0.0, end: float = 1.0) -> None:
        """Cover the share of the whole task from `start` to `end`, both 0 to 1."""
        self._progress = progress
        self._start, self._length = start, end - start

    def part(self, start: float, end: float) -> "Stage":
        """Return a part of this part."""
        begin = self._start + start * self._length
        return Stage(self._progress, begin, begin + (end - start) * self._length)

    def reach(self, share: float) -> None:
        """Say that `share` (0 to 1) of this part is done.

        Raises:
            Cancelled: the user asked to stop.
        """
        done = self._start + min(share, 1.0) * self._length
        self._progress.step(int(done * _TOTAL), _TOTAL)
