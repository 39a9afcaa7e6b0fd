"""What stands at the head and foot of the papers of one partnership."""

from casedesk.documents.model import Marking
from casedesk.workspace.marking import page_marking
from casedesk.workspace.workspace import Workspace


def marking_of(workspace: Workspace, *, is_draft: bool = False) -> Marking:
    """Return the marking of a paper that is made now, in the language in use."""
    file, chosen = workspace.file, page_marking(workspace)
    return Marking(chosen.text, file.organisation, file.is_practice, is_draft, chosen.handling)
