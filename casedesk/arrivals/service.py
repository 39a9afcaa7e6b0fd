"""The door to what arrives: files become draft referrals, each with the file beside its form.

A draft is known by the name of its form (`workspace.drafts`); the file is an attachment of it.
Saving the referral moves the attachment to the case (`cases.service.take_in_referral`).
The readers, and the libraries below them, are loaded when the first file is read.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import ColumnElement, and_, func, select

from casedesk.arrivals.model import Arrival, ArrivalKind, BroughtIn, OpenArrival, WaitingDraft
from casedesk.attachments.catalogue import kind_of_id, limits
from casedesk.attachments.file_names import clean_name
from casedesk.attachments.model import Attachment, Owner
from casedesk.attachments.rules import find_kind
from casedesk.attachments.service import (
    add_bytes,
    attachment_content,
    attachments_of,
)
from casedesk.attachments.source_file import read_source
from casedesk.attachments.tables import AttachmentRow
from casedesk.digests import sha256_of
from casedesk.documents.page_edges import marking_of
from casedesk.documents.saving import save_document
from casedesk.errors import Cancelled, CaseDeskError, ImportRefusedError, InputError, NotFoundError
from casedesk.forums.service import the_forum
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import (
    discard_all_but,
    discard_draft,
    discard_draft_in,
    draft_of,
    drafts,
    save_draft,
)
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedesk.attachments.pages import DrawnPage
    from casedesk.exchange.name_book import NameBook

_DRAFT = "arrival-"
_PDF = b"%PDF-"
_WRITES = (Permission.ADD_ATTACHMENTS, Topic.ATTACHMENTS)

Composer = Callable[[Arrival], str]
"""Gives what stands in the form of a draft at first, as the form writes it."""


def bring_in(
    workspace: Workspace, paths: Sequence[Path], compose: Composer, progress: Progress
) -> list[BroughtIn]:
    """Make a draft referral of each file; one that cannot be read stops no other.

    It may take long: call it in the worker. When it is stopped, the drafts made so far stay.

    Raises:
        NotAllowedError: the user may not.
        InputError: under "file", there are more files than may be brought in at once.
    """
    workspace.require(Permission.CHANGE_RECORDS)
    workspace.require(Permission.ADD_ATTACHMENTS)
    most = limits().most_at_once
    if len(paths) > most:
        text = _("At most {most} files can be brought in at once. Choose fewer.")
        raise InputError({"file": text.format(most=most)})
    names = _names(workspace)
    found: list[BroughtIn] = []
    for number, path in enumerate(paths):
        watch = _Watch(progress, number, len(paths))
        try:
            found.append(_bring(workspace, path, compose, names, watch))
        except Cancelled:
            found += not_read(paths[number:])
            break
        except InputError as error:
            problem = error.problems.get("file", str(error))
            found.append(BroughtIn(clean_name(path.name), problem=problem))
        except CaseDeskError as error:
            found.append(BroughtIn(clean_name(path.name), problem=str(error)))
    with suppress(Cancelled):
        progress.step(len(paths), len(paths))
    return found


def not_read(paths: Sequence[Path]) -> list[BroughtIn]:
    """Return what is said of files whose turn never came, because it was stopped."""
    problem = _("It was stopped before this file was read.")
    return [BroughtIn(clean_name(path.name), problem=problem) for path in paths]


def waiting_drafts(workspace: Workspace) -> list[WaitingDraft]:
    """Return the drafts made of files, the latest first; for who may change records."""
    typed = {draft.form: draft.content for draft in drafts(workspace)}
    shown = (
        AttachmentRow.id,
        AttachmentRow.name,
        AttachmentRow.kind_id,
        AttachmentRow.recorded_at,
        AccountRow.name.label("by"),
        AttachmentRow.draft_form,
    )
    query = select(*shown).join(AccountRow, AccountRow.id == AttachmentRow.recorded_by)
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        rows = session.execute(query.where(_waits()).order_by(AttachmentRow.id.desc())).all()
    found = {}  # the last of a draft is the file that it was made of
    for row in rows:
        draft = str(row.draft_form)
        kind = kind_of_id(row.kind_id)
        given = (draft, row.id, row.name, kind, row.recorded_at, row.by, typed.get(draft, ""))
        found[draft] = WaitingDraft(*given)
    return list(found.values())


def count_waiting(workspace: Workspace) -> int:
    """Return how many drafts made of files wait."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return (
            session.scalar(select(func.count(AttachmentRow.draft_form.distinct())).where(_waits()))
            or 0
        )


def is_waiting(workspace: Workspace, draft: str) -> bool:
    """Tell whether a draft made of a file is neither saved nor thrown away."""
    query = select(func.count()).where(_waits(), AttachmentRow.draft_form == draft)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return bool(session.scalar(query))


def open_arrival(workspace: Workspace, draft: str, progress: Progress) -> OpenArrival:
    """Return the file beside a draft, read anew; call it in the worker. The look is audited.

    Raises:
        NotFoundError: the draft was saved or thrown away.
        ImportRefusedError: the file cannot be read any more by this CaseDesk.
    """
    kept = attachment_content(workspace, _files_of(workspace, draft)[0].id)
    arrival = read_file(kept.attachment.name, kept.content, progress)
    return OpenArrival(_with_form(arrival, kept.content, workspace), kept.content)


def read_file(name: str, content: bytes, progress: Progress) -> Arrival:
    """Read a file, or one that came in an email; call it in the worker.

    Raises:
        ImportRefusedError: it cannot be read; the sentence says why.
    """
    from casedesk.arrivals.reading import read_arrival  # noqa: PLC0415 - PDFium and others

    return read_arrival(name, content, progress)


def draw_page_of(content: bytes, place: int, width: int) -> "DrawnPage":
    """Draw one page of a PDF or scan, `width` dots across; the first is 0. Call it in the worker.

    Raises:
        InputError: under "file", the sentence why it cannot be shown.
    """
    from casedesk.attachments.pages import draw_page  # noqa: PLC0415 - PDFium and Pillow

    return draw_page(content, find_kind(content), place, width)


def throw_away(workspace: Workspace, draft: str) -> Callable[[], None]:
    """Throw a draft away with its file and return what brings both back.

    Raises:
        NotFoundError: it was saved or thrown away already.
    """
    files = _files_of(workspace, draft)
    typed = draft_of(workspace, draft)
    with workspace.changing(*_WRITES) as change:  # a kill between would leave half of it
        for file in files:
            change.mark_in_error(
                change.find(AttachmentRow, file.id), _("The draft was thrown away.")
            )
            change.audit("attachment.marked_in_error", f"attachment/{file.id}")
        discard_draft_in(change, draft)
    discard_draft(workspace, draft)

    def bring_back() -> None:
        if typed is not None:  # first: a file without its words would show
            save_draft(workspace, draft, typed.content)
        with workspace.changing(*_WRITES) as change:
            for file in files:
                change.take_error_back(change.find_in_error(AttachmentRow, file.id))
                change.audit("attachment.error_taken_back", f"attachment/{file.id}")

    return bring_back


def tidy(workspace: Workspace) -> None:
    """Remove what a power cut left: words of drafts whose file was never kept.

    Call it in the worker once the file is open; there no file is being brought in meanwhile.
    """
    if not workspace.may(Permission.CHANGE_RECORDS):
        return
    query = select(AttachmentRow.draft_form).where(_waits())
    with workspace.reading(Permission.READ_RECORDS) as session:
        kept = {str(form) for form in session.scalars(query)}
    discard_all_but(workspace, _DRAFT, kept)


def save_form(workspace: Workspace, forum_id: str, target: Path) -> None:
    """Write the empty referral form of a forum to `target`, to be sent to partners.

    Raises:
        NotFoundError: there is no such forum.
        StorageError: it could not be written, or `target` lies inside a partnership file.
    """
    from casedesk.arrivals.form_pdf import referral_form  # noqa: PLC0415 - reportlab and pypdf

    workspace.require(Permission.READ_RECORDS)
    refuse_inside_file(target)
    save_document(target, referral_form(the_forum(forum_id), marking_of(workspace)))


def _bring(
    workspace: Workspace, path: Path, compose: Composer, names: "NameBook", watch: Progress
) -> BroughtIn:
    content = read_source(path, watch)
    _check_new(workspace, content)
    arrival = read_file(clean_name(path.name), content, watch)
    arrival = _with_form(arrival, content, workspace, names)
    draft = f"{_DRAFT}{secrets.token_hex(8)}"
    content_at_first = compose(arrival)
    save_draft(workspace, draft, content_at_first)  # first: a file without its draft would show
    try:
        add_bytes(workspace, Owner(draft=draft), path.name, content, progress=watch)
    except BaseException:
        with suppress(CaseDeskError):
            discard_draft(workspace, draft)
        raise
    faults = len(arrival.form.problems) if arrival.form is not None else 0
    return BroughtIn(arrival.name, draft, arrival.kind, faults, content=content_at_first)


def _check_new(workspace: Workspace, content: bytes) -> None:
    """Refuse a file that waits as a draft already, whatever it is called now."""
    same = sha256_of(content).hex()
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        if session.scalar(select(func.count()).where(_waits(), AttachmentRow.sha256 == same)):
            raise ImportRefusedError(_("This file waits as a draft already."))


def _with_form(
    arrival: Arrival, content: bytes, workspace: Workspace, names: "NameBook | None" = None
) -> Arrival:
    """Return what arrived with its answers, where it is a referral form or has one with it."""
    from casedesk.arrivals.form_reading import read_form  # noqa: PLC0415 - pypdf

    book, practice = names or _names(workspace), workspace.file.is_practice
    if arrival.kind in {ArrivalKind.PDF, ArrivalKind.SCAN}:
        form = read_form(content, book, workspace.today(), file_is_practice=practice)
        return arrival if form is None else replace(arrival, kind=ArrivalKind.FORM, form=form)
    for part in arrival.parts:
        if not part.content.startswith(_PDF):
            continue
        try:
            form = read_form(part.content, book, workspace.today(), file_is_practice=practice)
        except ImportRefusedError as error:  # the email itself can be read
            arrival = replace(arrival, notes=(*arrival.notes, f"{part.name}: {error}"))
            continue
        if form is not None:
            return replace(arrival, form=form)
    return arrival


def _names(workspace: Workspace) -> "NameBook":
    from casedesk.exchange.name_book import NameBook  # noqa: PLC0415 - nothing arrived yet
    from casedesk.exchange.stored import own_agency_names  # noqa: PLC0415

    with workspace.reading(Permission.READ_RECORDS) as session:
        return NameBook({}, own_agency_names(session))


def _waits() -> ColumnElement[bool]:
    """Return what tells the files of drafts that wait."""
    return and_(
        AttachmentRow.draft_form.startswith(_DRAFT),
        AttachmentRow.error_at.is_(None),
    )


def _files_of(workspace: Workspace, draft: str) -> list[Attachment]:
    """Return the file that a draft was made of, and after it what was added since."""
    found = attachments_of(workspace, Owner(draft=draft))
    if not found:
        raise NotFoundError(_("This draft was saved or thrown away. Look at the list again."))
    return found[::-1]


class _Watch:
    """Tells how many files are done, whatever the steps within one; may stop at each of those."""

    def __init__(self, progress: Progress, number: int, total: int) -> None:
        self._progress, self._number, self._total = progress, number, total

    def step(self, _done: int, _total: int) -> None:
        self._progress.step(self._number, self._total)
