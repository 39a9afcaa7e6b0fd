"""The pages of what arrives, as the list of pages has them."""

from casedesk.i18n import _
from casedesk.security.roles import Permission
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry


def arrival_pages() -> list[PageEntry]:
    """Return the pages of what arrives."""
    return [
        PageEntry(
            "arrivals",
            lambda: _("Bring in files that &arrived…"),
            late_page("arrivals.arrivals_page", "ArrivalsPage"),
            icon="inbox",
            permission=Permission.ADD_ATTACHMENTS,
            on_rail=False,
            under="cases",
            menu=MenuId.FILE,
        ),
        PageEntry(
            "arrived",
            lambda: _("Referral from a file"),
            late_page("arrivals.intake_arrival_page", "ArrivedReferralPage"),
            permission=Permission.ADD_ATTACHMENTS,
            on_rail=False,
            under="cases",
        ),
    ]
