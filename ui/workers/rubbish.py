"""Python's rubbish is collected by the window's thread alone.

Python looks for rubbish in whichever thread makes the next object. Part of the rubbish are objects
of Qt: closed pages, old windows, what asked for the work. Taken apart in the worker, their timers
and events go while the window's thread delivers to them, and the program ends at once (seen). So
the collector rests while the worker is at work, and the window's thread collects meanwhile.
"""

import gc

_YOUNG = (0, 1)  # the third generation is everything: it takes 0.1 s, and can wait


class Rubbish:
    """Whether the window's thread has taken the collector over."""

    def __init__(self) -> None:
        """Leave it to Python."""
        self._taken_over = False

    def take_over(self) -> None:
        """Let nothing be collected by itself; call before the worker begins."""
        if gc.isenabled():
            self._taken_over = True
            gc.disable()

    def collect(self) -> None:
        """Collect what Python would have by now; call in the window's thread, often."""
        counts, most = gc.get_count(), gc.get_threshold()
        due = [generation for generation in _YOUNG if counts[generation] > most[generation]]
        if self._taken_over and due:
            gc.collect(max(due))

    def give_back(self) -> None:
        """Let Python collect again; call when the worker has ended all it was given."""
        if self._taken_over:
            self._taken_over = False
            gc.enable()
