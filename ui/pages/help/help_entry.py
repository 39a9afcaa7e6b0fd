"""The page of the Help menu, as the list of pages has it."""

from casedesk.i18n import _
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry


def help_pages() -> list[PageEntry]:
    """Return the pages of Help: for everybody, not on the rail."""
    return [
        PageEntry(
            "help",
            lambda: _("&Guides"),
            late_page("help.help_page", "HelpPage"),
            on_rail=False,
            menu=MenuId.HELP,
        )
    ]
