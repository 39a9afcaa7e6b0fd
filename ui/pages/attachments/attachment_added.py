"""Says what became of files that were to be kept, with the way back."""

from functools import partial

from casedesk.attachments.model import Added
from casedesk.attachments.service import mark_attachment_in_error
from casedesk.errors import CaseDeskError
from casedesk.i18n import _, ngettext
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.widgets.notice_strip import Tone


def show_added(workspace: Workspace, navigator: Navigator, found: list[Added]) -> None:
    """Say which files were kept and why others were not; what was kept can be taken back."""
    kept = [one.attachment_id for one in found if one.attachment_id is not None]
    refused = [f"{one.name}: {one.problem}" for one in found if one.attachment_id is None]
    words = []
    if kept:
        text = ngettext("{count} file added.", "{count} files added.", len(kept))
        words.append(text.format(count=len(kept)))
    if refused:
        text = ngettext("{count} file not added.", "{count} files not added.", len(refused))
        words.append(text.format(count=len(refused)))
    navigator.show_notice(
        " ".join(words),
        detail="\n".join(refused),
        tone=Tone.WARN if refused else Tone.GOOD,
        undo=partial(_take_back, workspace, navigator, kept) if kept else None,
    )


def _take_back(workspace: Workspace, navigator: Navigator, kept: list[int]) -> None:
    try:
        for attachment_id in kept:
            why = _("Entering it was taken back at once.")
            mark_attachment_in_error(workspace, attachment_id, why)
    except CaseDeskError as error:
        show_error(navigator, error)
