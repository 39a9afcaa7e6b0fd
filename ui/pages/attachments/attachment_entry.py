"""The page of an attachment, as the list of pages has it."""

from casedesk.i18n import _
from casedesk.security.roles import Permission
from ui.late_page import late_page
from ui.page import PageEntry


def attachment_entry() -> PageEntry:
    """Return the page's line of the navigation."""
    return PageEntry(
        "attachment",
        lambda: _("Attachment"),
        late_page("attachments.attachment_page", "AttachmentPage"),
        permission=Permission.READ_ATTACHMENTS,
        on_rail=False,
        under="cases",
    )
