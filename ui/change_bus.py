"""Tells the pages, on the window's thread, which kinds of record have changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class ChangeBus(QObject):
    """The one signal by which pages learn of changes; pages never call each other.

    It is made once for an open file and kept by the main window: a bus that nobody keeps is
    collected, and the next save would raise after it has committed. A worker may raise the
    signal too; Qt carries it over to the window's thread.
    """

    changed = Signal(frozenset)  # of Topic

    def __init__(self, workspace: "Workspace", parent: QObject | None = None) -> None:
        """Listen to `workspace` for as long as it is open."""
        super().__init__(parent)
        workspace.listeners.append(self.changed.emit)
