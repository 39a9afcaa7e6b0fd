"""Lets modules that libraries name, and CaseDesk hardly needs, be loaded when they are first used.

PySide6 names readers of zip files and of command lines, SQLAlchemy the whole of `asyncio`: 4 MB
that nothing here ever calls. Python's own `LazyLoader` loads such a module as soon as a second
library imports it; here it is loaded when the first thing in it is asked for.
"""

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from threading import Lock
from types import ModuleType
from typing import Any

_stepping_back = Lock()


class _LateModule(ModuleType):
    """Stands for a module until something in it is asked for, and hands on from then on.

    The module itself is loaded by Python's own import, whose locks let a second thread wait until
    all of it is there, and know a deadlock when they see one.
    """

    def __getattr__(self, name: str) -> Any:
        own = self.__name__
        with _stepping_back:
            if sys.modules.get(own) is self:
                del sys.modules[own]
        return getattr(importlib.import_module(own), name)


def import_late(names: Iterable[str], **given: object) -> None:
    """Put off loading these modules; those that are loaded, or not there, stay as they are.

    Args:
        names: top modules of the standard library, or modules of a package that is loaded.
        given: what libraries ask of them already while they are imported, by its name: something
            that does the same. Each of the modules named gets it.
    """
    for name in names:
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is None:
            continue
        module = _LateModule(name)
        module.__spec__ = spec  # no `__path__`: who wants a part of a package gets all of it
        module.__dict__.update(given)
        sys.modules[name] = module
        package, _dot, last = name.rpartition(".")
        if package:
            setattr(sys.modules[package], last, module)
