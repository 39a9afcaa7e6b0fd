"""The page of reports and registers, as the list of pages has it."""

from casedesk.i18n import _
from casedesk.security.roles import Permission
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry


def register_pages() -> list[PageEntry]:
    """Return the page: a command of the menu Case."""
    return [
        PageEntry(
            "registers",
            lambda: _("&Reports and registers"),
            late_page("registers.registers_page", "RegistersPage"),
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="cases",
            menu=MenuId.CASE,
        )
    ]
