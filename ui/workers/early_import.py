"""Loads what every page needs while nobody waits for it: on the worker thread, before unlocking."""

import importlib

from casedesk.progress import Progress


def import_pages(_progress: Progress) -> None:
    """Import the store, then the pages; the window's own thread finds them loaded."""
    for name in ("casedesk.workspace.service", "ui.navigation"):
        importlib.import_module(name)
