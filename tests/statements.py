"""Notes which statements the store has to compose, which takes most of their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from sqlalchemy import event

from casedesk.workspace.workspace import Workspace


@contextmanager
def composed(workspace: Workspace) -> Iterator[list[str]]:
    """Give the statements this thread composed in the block; those asked before are ready."""
    found: list[str] = []
    here = get_ident()

    def note(
        _connection: Any, _cursor: Any, words: str, _given: Any, context: Any, _m: Any
    ) -> None:
        is_new = context.compiled is not None and context.cache_hit.name == "CACHE_MISS"
        if is_new and get_ident() == here:
            found.append(words)

    event.listen(workspace.engine, "before_cursor_execute", note)
    yield found
    event.remove(workspace.engine, "before_cursor_execute", note)
