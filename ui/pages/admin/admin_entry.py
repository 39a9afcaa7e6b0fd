"""The pages of those who look after the partnership file, and the settings of this computer."""

from typing import TYPE_CHECKING

from casedesk.i18n import _
from casedesk.security.roles import Permission
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry

if TYPE_CHECKING:
    from ui.pages.admin.settings_page import Chooser


def admin_pages(chooser: "Chooser | None") -> list[PageEntry]:
    """Return the pages; without a window that applies settings there is no page of them."""
    pages = [
        PageEntry(
            "admin",
            lambda: _("Admin"),
            late_page("admin.admin_page", "AdminPage"),
            icon="sliders-horizontal",
            shortcut="Ctrl+8",
            permission=Permission.MANAGE_LISTS,
            below_line=True,
        ),
        PageEntry(
            "audit",
            lambda: _("A&udit trail"),
            late_page("audit.audit_page", "AuditPage"),
            icon="history",
            permission=Permission.READ_AUDIT,
            on_rail=False,
            under="admin",
            menu=MenuId.FILE,
        ),
    ]
    if chooser is not None:
        pages.append(_settings(chooser))
    return pages


def _settings(chooser: "Chooser") -> PageEntry:
    return PageEntry(
        "settings",
        lambda: _("S&ettings"),
        late_page("admin.settings_page", "SettingsPage", chooser),
        icon="monitor",
        on_rail=False,
        menu=MenuId.FILE,
    )
