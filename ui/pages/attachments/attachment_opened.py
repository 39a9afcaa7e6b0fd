"""Reads an attachment for its page, in the worker; what is hostile ends in a sentence."""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from casedesk.arrivals.model import Arrival
from casedesk.attachments.catalogue import FileKind
from casedesk.attachments.model import Content
from casedesk.attachments.service import attachment_content
from casedesk.errors import ImportRefusedError, InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedesk.attachments.pages import DrawnPage


class Opened(Struct, frozen=True):
    """An attachment as it is shown: its first page, or what can be read of it, or why neither."""

    content: Content
    page: "DrawnPage | None" = None
    width: int = 0  # how many dots across the page was asked for
    words: Arrival | None = None
    problem: str = ""


def open_attachment(
    workspace: Workspace, attachment_id: int, width: int, progress: Progress, *, opening: bool
) -> Opened:
    """Read an attachment and draw its first page, `width` dots across.

    Raises:
        NotFoundError: it is no longer there.
        StorageError: it cannot be read, or is not what was kept.
    """
    found = attachment_content(workspace, attachment_id, opening=opening)
    progress.step(0, 0)
    opened, kind = Opened(found), found.attachment.kind
    try:
        if kind.shown == "words":
            words = _words(found, progress)
            return replace(opened, words=words)
        if kind.shown:
            return replace(opened, page=draw_page_of(found.content, kind, 0, width), width=width)
    except (InputError, ImportRefusedError) as error:
        return replace(opened, problem=str(error))
    return replace(opened, problem=_("CaseDesk keeps this kind of file, but cannot show it."))


def draw_page_of(content: bytes, kind: FileKind, place: int, width: int) -> "DrawnPage":
    """Draw one page; the libraries for it are imported with the first.

    Raises:
        InputError: under "file", the sentence why it cannot be shown.
    """
    from casedesk.attachments.pages import draw_page  # noqa: PLC0415 - 40 MB of memory

    return draw_page(content, kind, place, width)


def _words(found: Content, progress: Progress) -> Arrival:
    from casedesk.arrivals.reading import read_arrival  # noqa: PLC0415 - 40 MB of memory

    return read_arrival(found.attachment.name, found.content, progress)
