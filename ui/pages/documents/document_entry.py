"""The page "Make a document", as the list of pages has it."""

from casedesk.documents.model import SubjectKind
from casedesk.i18n import _
from casedesk.security.roles import Permission
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry


def document_entry() -> PageEntry:
    """Return the page's line of the navigation; its command takes over the record in sight."""
    return PageEntry(
        "document",
        lambda: _("Ma&ke a document"),
        late_page("documents.document_page", "DocumentPage"),
        icon="printer",
        shortcut="Ctrl+P",
        permission=Permission.READ_RECORDS,
        on_rail=False,
        under="cases",
        menu=MenuId.CASE,
        record_of=" ".join(kind.value for kind in SubjectKind),
    )
