"""Gives the system back what the program has let go of."""

import sys
from collections.abc import Callable
from functools import cache


def give_back_memory() -> None:
    """Return freed memory to the system; the C library of Linux keeps it for the next time.

    It takes some milliseconds. Nothing is to be done on other systems.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> "Callable[[int], int] | None":
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 - not before there is something to give back

    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
