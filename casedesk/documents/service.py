"""The door to documents: what can be made of a record, for whom, its preview, and writing it.

Every document has a recipient. Before one is written or printed it is held against all that the
recipient must not receive; a hit stops it, and so does a check that cannot be done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedesk.documents.contents import document_of
from casedesk.documents.model import (
    Document,
    FileFormat,
    Hit,
    PagePicture,
    Preview,
    Wanted,
)
from casedesk.documents.page_edges import marking_of
from casedesk.documents.recipient_check import what_stops
from casedesk.documents.saving import save_document, whole_or_as_before
from casedesk.errors import CaseDeskError, DocumentRefusedError
from casedesk.i18n import _, language, speaking
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.workspace import Change, Workspace

PREVIEW_DPI, PRINT_DPI = 110, 200
_MOST_PRINTED = 200  # pages; more is not printed by mistake


def preview(workspace: Workspace, wanted: Wanted, *, opening: bool = True) -> Preview:
    """Return page 1 of a document as it would be written, and what stops it.

    Args:
        workspace: the open partnership file.
        wanted: which document, from what, for whom.
        opening: False where the same document was looked at just now; else the look is audited.

    Raises:
        DocumentRefusedError: the check could not be done.
    """
    from casedesk.documents.page_picture import (  # noqa: PLC0415 - PDFium, 5 MB of memory
        page_count,
        page_pictures,
    )

    workspace.require(Permission.READ_RECORDS)
    document, found = _looked_at(workspace, wanted)
    pdf = _pdf(workspace, document, wanted)
    if opening:
        workspace.note_view(_record(wanted))
    (picture,) = page_pictures(pdf, dots_per_inch=PREVIEW_DPI, most=1)
    return Preview(picture, page_count(pdf), found)


def make_document(
    workspace: Workspace, wanted: Wanted, target: Path, written_as: FileFormat
) -> None:
    """Write a document to `target`, whole or not at all, and note for whom.

    If it cannot be noted, what stood at `target` before stands there again.

    Raises:
        DocumentRefusedError: something stands in it that the recipient must not receive, or the
            check could not be done.
        StorageError: it could not be written, or `target` lies inside a partnership file.
    """
    refuse_inside_file(target)
    workspace.require(Permission.CHANGE_RECORDS)
    document = _allowed(workspace, wanted)
    content = _written(workspace, document, wanted, written_as)
    with whole_or_as_before(target), _noted(workspace, wanted, written_as):
        save_document(target, content)


def printed_pages(workspace: Workspace, wanted: Wanted) -> tuple[PagePicture, ...]:
    """Return the pages of a document for the printer, and note for whom; no file is written.

    Raises:
        DocumentRefusedError: as `make_document`.
    """
    from casedesk.documents.page_picture import page_pictures  # noqa: PLC0415 - as in `preview`

    workspace.require(Permission.CHANGE_RECORDS)
    document = _allowed(workspace, wanted)
    pdf = _pdf(workspace, document, wanted)
    pages = page_pictures(pdf, dots_per_inch=PRINT_DPI, most=_MOST_PRINTED)
    with _noted(workspace, wanted, None):
        return pages


def made_in(workspace: Workspace, wanted: Wanted, folder: Path, written_as: FileFormat) -> Path:
    """Make a document in a folder, beside what is there, and return where; see `make_document`.

    Its name holds nobody's name.
    """
    stem = f"{wanted.kind}-{workspace.today().isoformat()}"
    target, number = folder / f"{stem}.{written_as}", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}.{written_as}", number + 1
    make_document(workspace, wanted, target, written_as)
    return target


def _allowed(workspace: Workspace, wanted: Wanted) -> Document:
    document, found = _looked_at(workspace, wanted)
    if found:
        raise DocumentRefusedError(
            "\n".join((_("Nothing was written."), *(one.sentence for one in found)))
        )
    return document


def _looked_at(workspace: Workspace, wanted: Wanted) -> tuple[Document, tuple[Hit, ...]]:
    """Return a document and what stops it; what goes wrong in the check stops it as well."""
    with speaking(wanted.language or language()):
        document = document_of(workspace, wanted)
    try:
        with workspace.reading(Permission.READ_RECORDS) as session:
            return document, what_stops(session, document, wanted.recipient)
    except CaseDeskError:
        raise
    except Exception as error:
        raise DocumentRefusedError(
            _(
                "The document could not be checked for what its recipient must not receive, so "
                "nothing was written. Try again; if it stays so, tell whoever looks after CaseDesk."
            )
        ) from error


def _written(
    workspace: Workspace, document: Document, wanted: Wanted, written_as: FileFormat
) -> bytes:
    if written_as is FileFormat.PDF:
        return _pdf(workspace, document, wanted)
    from casedesk.documents.document_docx import document_docx  # noqa: PLC0415 - seldom wanted

    with speaking(wanted.language or language()):
        marking = marking_of(workspace, is_draft=document.is_draft)
        return document_docx(document, marking, large_print=wanted.large_print)


def _pdf(workspace: Workspace, document: Document, wanted: Wanted) -> bytes:
    from casedesk.documents.document_pdf import document_pdf  # noqa: PLC0415 - reportlab, 14 MB

    with speaking(wanted.language or language()):
        marking = marking_of(workspace, is_draft=document.is_draft)
        return document_pdf(document, marking, large_print=wanted.large_print)


def _record(wanted: Wanted) -> str:
    kind = "intervention" if wanted.subject.kind == "power" else str(wanted.subject.kind)
    return f"{kind}/{wanted.subject.id}"


@contextmanager
def _noted(workspace: Workspace, wanted: Wanted, written_as: FileFormat | None) -> Iterator[Change]:
    """Leave the audit entry with what is done in the block, or neither; None: printed."""
    act = "document.made" if written_as else "document.printed"
    detail = f"{wanted.recipient.key} {wanted.kind} {written_as or 'paper'}"
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit(act, _record(wanted), detail)
        yield change
