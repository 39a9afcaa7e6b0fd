"""Gives Python its own import back, which PySide6 replaces by one that reads source files."""

import builtins


def import_plainly() -> None:
    """Let modules be imported without PySide6 looking into their source.

    PySide6 puts an import of its own into `builtins`. After every import it reads the source of the
    module, to learn whether `from __feature__ import …` may concern it, and the standard library
    keeps those lines: 35 MB for what CaseDesk loads, and a third of the time that loading takes.
    CaseDesk uses no `__feature__`. Call this once PySide6 was imported; twice does no harm.
    """
    if builtins.__import__.__name__ == "__feature_import__":
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
        import linecache  # noqa: PLC0415 - it takes in others, which `ui.start` puts off

        linecache.clearcache()  # what PySide6 had read by then
