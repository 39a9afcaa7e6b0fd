"""Lets modules that libraries name, and CaseDesk hardly needs, be loaded when they are first used.

PySide6 names readers of zip files and of command lines, SQLAlchemy the whole of `asyncio`: 4 MB
that nothing here ever calls. Python's own `LazyLoader` loads such a module as soon as a second
library imports it; here it is loaded when the first thing in it is asked for.
"""

import importlib.util
import sys
from collections.abc import Iterable
from threading import RLock
from types import ModuleType
from typing import Any

_WAITS = "__casedesk_waits__"


class _LateModule(ModuleType):
    """Stands for a module until something in it is asked for; then it is that module."""

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        with own[_WAITS]:  # a second thread waits until all of it is there
            loader = own.pop("__casedesk_loader__", None)
            if loader is not None:
                loader.exec_module(self)
        return super().__getattribute__(name)


def import_late(names: Iterable[str], **given: object) -> None:
    """Put off loading these modules; those that are loaded, or not there, stay as they are.

    Args:
        names: top modules of the standard library, or modules of a package that is loaded.
        given: what is asked of them already while libraries are imported, by its name; the same as
            in the module, and each of the modules named gets it.
    """
    for name in names:
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        module.__dict__.update(given, **{_WAITS: RLock(), "__casedesk_loader__": spec.loader})
        module.__class__ = _LateModule
        sys.modules[name] = module
