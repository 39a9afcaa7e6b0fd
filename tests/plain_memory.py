"""Pages in memory are not locked in most tests: it changes no result and takes much of their time.

SQLCipher asks the system to lock each piece of memory, eight thousand to open one file. Once
locked, a process goes on so. The tests of `storage`, `security` and `workspace` and every program
that a test starts lock it as the program does; they come last.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest

from casedesk.storage import encrypted_engine

AS_THE_PROGRAM = ("storage", "security", "workspace")
_connect = encrypted_engine._connect


def _plain(*given: Any, **named: Any) -> Any:
    return _connect(*given, **{**named, "secret": False})


@contextmanager
def plain_memory() -> Iterator[None]:
    """Lock no memory for files opened in the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encrypted_engine, "_connect", _plain)
        yield


@contextmanager
def locked_memory() -> Iterator[None]:
    """Lock memory for files opened in the block, as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encrypted_engine, "_connect", _connect)
        yield


def is_as_the_program(item: pytest.Item) -> bool:
    """Tell whether a test is one of those that lock memory."""
    return any(one == "casedesk" and of in AS_THE_PROGRAM for one, of in pairwise(item.path.parts))
