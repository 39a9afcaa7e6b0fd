"""How many tools and powers have a clock that runs, as the rail shows it."""

from casedesk.i18n import ngettext
from casedesk.interventions.power_list import clocks_running
from casedesk.workspace.workspace import Workspace
from ui.page import RailCount


def clocks_count(workspace: Workspace) -> RailCount | None:
    """Return what the rail shows beside Tools and powers: those with a clock that runs."""
    running = clocks_running(workspace)
    text = ngettext("{count} with clocks running", "{count} with clocks running", running)
    return RailCount(running, text.format(count=running)) if running else None
