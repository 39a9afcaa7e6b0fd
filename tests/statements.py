"""Statements of the store: composed once for all files of a run; which ones were, for tests of it.

To compose a statement takes most of its time. The program keeps composed ones with each file it
opened; the tests open a file for each test, so here all files share them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from casedesk.storage import encrypted_engine
from casedesk.workspace.workspace import Workspace

_make_engine = encrypted_engine.create_engine
_shared: LRUCache[Any, Any] = LRUCache(5000)


class OneForAll(SQLiteDialect_pysqlite):
    """The dialect of every file; the store asks whether a statement was composed for an equal."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneForAll)

    def __hash__(self) -> int:
        return hash(OneForAll)


def _sharing(*given: Any, **named: Any) -> Engine:
    made = _make_engine(*given, **named)
    made.dialect.__class__ = OneForAll
    made._compiled_cache = _shared
    return made


@contextmanager
def shared_statements() -> Iterator[None]:
    """Let all files that are opened in the block share what was composed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encrypted_engine, "create_engine", _sharing)
        yield


@contextmanager
def own_statements() -> Iterator[None]:
    """Let each file that is opened in the block begin without any, as in the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encrypted_engine, "create_engine", _make_engine)
        yield


@contextmanager
def composed(workspace: Workspace) -> Iterator[list[str]]:
    """Give the statements this thread composed in the block; those asked before are ready."""
    assert not isinstance(workspace.engine.dialect, OneForAll), "use the fixture statements_anew"
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
