"""Makes a folder once for all processes of a run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name` of this run, filled by `make` in the process that asks first.

    Nobody may write into it: tests copy what they need.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each process has a folder below that of the run
    place = base / "for_all" / name
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place.with_name(f"{name}.lock")):
        whole = place.with_name(f"{name}.whole")
        if not whole.exists():
            make(place)
            whole.touch()
    return place
