"""The entry point: the window, or a command of the command line.

Qt is imported only for the window and for the self-check.
"""

import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from ui.late_import import import_late
from ui.plain_import import import_plainly

_BEFORE_QT = (
    "re",
    "threading",
    "casedesk.errors",
    "casedesk.i18n",
    "casedesk.progress",
    "casedesk.security.core_dumps",
    "ui.theme.palette",
    "ui.workers.early_import",
)
_NAMED_BY_QT = (
    "argparse",
    "ast",
    "base64",
    "logging",
    "tempfile",
    "tokenize",
    "traceback",
    "zipfile",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on the partnership file named if one is, or run one command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--self-check"]:
        from ui.self_check import self_check  # noqa: PLC0415 - needs Qt

        return self_check()
    if not given or (len(given) == 1 and Path(given[0]).suffix == ".casedesk"):
        return _show_window(Path(given[0]) if given else None)
    from casedesk.cli.main import main as run_command  # noqa: PLC0415 - the window needs none of it

    return run_command(given)


def _show_window(file: Path | None) -> int:
    """Open the window, the first paint before all else.

    Imports make many objects and no rubbish: with the collector at rest they take a tenth less
    time; `run_window` wakes it. What needs no Qt comes first: PySide6 slows imports, see below.
    """
    gc.disable()
    for module in _BEFORE_QT:
        importlib.import_module(module)
    from casedesk.settings import load_settings  # noqa: PLC0415 - commands need none

    settings = load_settings()
    import_late(_NAMED_BY_QT)
    importlib.import_module("PySide6.QtCore")
    import_plainly()
    from ui.app import run_window  # noqa: PLC0415 - needs Qt

    return run_window(settings, file)
