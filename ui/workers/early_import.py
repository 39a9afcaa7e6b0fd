"""Loads what every page needs while nobody waits for it: on the worker thread, before unlocking."""

import gc
import importlib
import importlib.util
import sys
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import cast

from casedesk.progress import Progress
from ui.late_import import import_late

_MODULES = (
    "casedesk.workspace.service",
    "ui.navigation",
    "ui.arrival_drop",
    "ui.frame",
    "ui.search_palette",
    "ui.window_commands",
)
_CATALOGUES = (
    ("agencies", "agencies"),
    ("forums", "forums"),
    ("interventions", "powers"),
    ("people", "lists"),
    ("referrals", "lawful_bases"),
    ("risk", "risk_tools"),
)
# A second OpenSSL, 5 MB, that libraries load when they find it and do without when they do not:
# CaseDesk speaks to no other computer, and its hashes are those of `cryptography`.
_DONE_WITHOUT = ("ssl", "_hashlib")


def import_pages(_progress: Progress) -> None:
    """Import the store, then the pages; the window's own thread finds them loaded.

    Whoever opens a file calls this in its work; a second time costs nothing.
    """
    _import_once()


@cache
def _import_once() -> None:
    from inspect import iscoroutine  # noqa: PLC0415 - not before the first paint

    from casedesk.log import start_logging  # noqa: PLC0415 - the same

    import_late(("csv", "importlib.metadata"))
    with suppress(OSError):  # no room for a log: each error tries again
        start_logging()
    if importlib.util.find_spec("_md5"):  # few builds of Python have no hashes of their own
        loaded = cast("dict[str, ModuleType | None]", sys.modules)
        for name in _DONE_WITHOUT:
            loaded.setdefault(name, None)  # Python then says that there is no such module
    import_late(("asyncio",), iscoroutine=iscoroutine)  # SQLAlchemy takes this one at once
    for name in _MODULES:
        importlib.import_module(name)
    for subject, catalogue in _CATALOGUES:
        getattr(importlib.import_module(f"casedesk.{subject}.catalogue"), catalogue)()
    # What is loaded stays. To look through it for rubbish stops the window for 0.1 s, again and
    # again. Only before the first file: later this would keep rubbish that holds case data.
    gc.freeze()
