"""Pages are imported when they are first opened: each that nobody opens saves up to a megabyte."""

import importlib
from typing import TYPE_CHECKING

from ui.change_bus import ChangeBus
from ui.page import Builder, Navigator, Page

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


def late_page(module: str, name: str, *more: object) -> Builder:
    """Return what makes the page `name` of a module below `ui.pages`; it is imported then.

    It takes 1 to 10 ms, once. A page may be given `more` than every page gets.
    """

    def build(workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> Page:
        made: Builder = getattr(importlib.import_module(f"ui.pages.{module}"), name)
        return made(workspace, bus, navigator, *more)

    return build
