"""Everything that can be done with attachments but opening them outside; see `leaving`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from casedesk.attachments.catalogue import limits
from casedesk.attachments.file_names import clean_name, title_from
from casedesk.attachments.model import Added, Attachment, Content, Details, Owner
from casedesk.attachments.rules import (
    content_problem,
    details_problems,
    find_kind,
    room_problem,
    size_problem,
)
from casedesk.attachments.source_file import read_source
from casedesk.attachments.tables import AttachmentRow
from casedesk.digests import sha256_of
from casedesk.errors import Cancelled, InputError, NotFoundError, StorageError
from casedesk.i18n import _
from casedesk.progress import PartOf, Progress, Unwatched
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.kept_apart import origin_problem
from casedesk.workspace.model import Topic
from casedesk.workspace.stored_bytes import bytes_in, keep_bytes, put_bytes
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Change, Workspace

_SHOWN = (
    AttachmentRow.id,
    AttachmentRow.version,
    AttachmentRow.case_id,
    AttachmentRow.draft_form,
    AttachmentRow.mail_id,
    AttachmentRow.name,
    AttachmentRow.title,
    AttachmentRow.kind_id,
    AttachmentRow.size,
    AttachmentRow.sha256,
    AttachmentRow.note,
    AttachmentRow.recorded_at,
    AccountRow.name.label("recorded_by"),
)


class _Source(Struct, frozen=True):
    """What is to be kept: its name as others wrote it, its bytes, the email it came with."""

    name: str
    content: bytes
    mail_id: int | None = None


def attachments_of(workspace: Workspace, owner: Owner) -> list[Attachment]:
    """Return the attachments of a case or draft, the latest first, without their bytes."""
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        return attachments_in(session, owner)


def attachments_in(session: Session, owner: Owner) -> list[Attachment]:
    """Return the attachments of a case or draft inside a reading that is open already."""
    query = _listed().where(_belongs(owner)).order_by(AttachmentRow.id.desc())
    return [Attachment(**row._mapping) for row in session.execute(query)]


def add_file(
    workspace: Workspace, owner: Owner, path: Path, progress: Progress | None = None
) -> int:
    """Keep a file of this computer with a case or draft and return its id; the file stays.

    It may take seconds: call it in the worker.

    Raises:
        InputError: under "file", the sentence why it is not kept: too large, empty, a folder,
            a link, a program, gone, kept here already, or there is no room for more.
        StorageError: it could not be written; nothing of it stays.
        Cancelled: it was stopped; nothing of it stays.
    """
    workspace.require(Permission.ADD_ATTACHMENTS)
    watch = progress or Unwatched()
    content = read_source(path, PartOf(watch, 0, 2))
    return _keep(workspace, owner, _Source(path.name, content), PartOf(watch, 1, 2))


def add_files(
    workspace: Workspace, owner: Owner, paths: Sequence[Path], progress: Progress | None = None
) -> list[Added]:
    """Keep several files, each by itself: one that is refused stops no other.

    The same file twice, whatever its names, is kept once.

    The list ends with the files that were left when it was stopped or there was no more room.

    Raises:
        NotAllowedError: the user may not.
        InputError: there are more than may be added at once; none is kept.
    """
    workspace.require(Permission.ADD_ATTACHMENTS)
    most = limits().most_at_once
    if len(paths) > most:
        text = _("At most {most} files can be added at once. Choose fewer.")
        raise InputError({"file": text.format(most=most)})

    def keep(place: int, watch: Progress) -> int:
        return add_file(workspace, owner, paths[place], watch)

    return _each([clean_name(path.name) for path in paths], keep, progress or Unwatched())


def add_parts(
    workspace: Workspace, mail: Attachment, parts: Sequence[tuple[str, bytes]], progress: Progress
) -> list[Added]:
    """Keep files that came with an email where the email is, as `add_files` does.

    Args:
        workspace: the open partnership file.
        mail: the email.
        parts: the name of each, and its bytes.
        progress: told how far it is; may stop it.

    Raises:
        NotAllowedError: the user may not.
    """
    workspace.require(Permission.ADD_ATTACHMENTS)

    def keep(place: int, watch: Progress) -> int:
        name, content = parts[place]
        return add_bytes(workspace, mail.owner, name, content, mail_id=mail.id, progress=watch)

    return _each([clean_name(name) for name, _content in parts], keep, progress)


def add_bytes(
    workspace: Workspace,
    owner: Owner,
    name: str,
    content: bytes,
    *,
    mail_id: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Keep what is in memory already, such as a file that came with an email; return its id.

    Args:
        workspace: the open partnership file.
        owner: the case or draft it belongs to.
        name: as others wrote it; it is cleaned.
        content: the bytes.
        mail_id: the attachment, an email, that it came with.
        progress: told how far it is; may stop it.

    Raises:
        InputError: under "file", the sentence why it is not kept.
        StorageError: it could not be written; nothing of it stays.
        Cancelled: it was stopped; nothing of it stays.
    """
    workspace.require(Permission.ADD_ATTACHMENTS)
    return _keep(workspace, owner, _Source(name, content, mail_id), progress or Unwatched())


def attachment_content(
    workspace: Workspace, attachment_id: int, *, opening: bool = True
) -> Content:
    """Return an attachment with its bytes; call it in the worker, it may be large.

    Args:
        workspace: the open partnership file.
        attachment_id: the attachment.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: it is no longer there.
        StorageError: its bytes are not those that were kept.
    """
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        found, content_id = _found(session, attachment_id)
        content = bytes_in(session, content_id, found.size, found.sha256)
    if opening:
        workspace.note_view(f"attachment/{attachment_id}")
    return Content(found, content)


def attachment_details(workspace: Workspace, attachment_id: int) -> Details:
    """Return an attachment with what was corrected in it, without its bytes.

    Raises:
        NotFoundError: it is no longer there.
    """
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        found, _content = _found(session, attachment_id)
        return Details(found, corrections_in(session, AttachmentRow, attachment_id))


def correct_attachment(
    workspace: Workspace,
    attachment_id: int,
    *,
    title: str,
    note: str,
    reason: str,
    version: int | None = None,
) -> None:
    """Give an attachment another title or note; the earlier ones stay, struck.

    Raises:
        InputError: the title or the reason is missing.
        ConflictError: somebody changed it meanwhile.
    """
    problems = details_problems(title)
    if problems:
        raise InputError(problems)
    with workspace.changing(Permission.ADD_ATTACHMENTS, Topic.ATTACHMENTS) as change:
        row = change.find(AttachmentRow, attachment_id, version)
        changed = change.correct(row, reason, title=title.strip(), note=note.strip())
        change.audit("attachment.corrected", f"attachment/{row.id}", " ".join(changed))


def mark_attachment_in_error(
    workspace: Workspace, attachment_id: int, reason: str, version: int | None = None
) -> None:
    """Take an attachment added by mistake out of its case; it stays in the file.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed it meanwhile.
    """
    with workspace.changing(Permission.ADD_ATTACHMENTS, Topic.ATTACHMENTS) as change:
        row = change.find(AttachmentRow, attachment_id, version)
        change.mark_in_error(row, reason)
        change.audit("attachment.marked_in_error", f"attachment/{row.id}")


def take_back_error(workspace: Workspace, attachment_id: int) -> None:
    """Put back an attachment that was marked as recorded in error a moment ago.

    Raises:
        NotFoundError: it is there, or there is none.
    """
    with workspace.changing(Permission.ADD_ATTACHMENTS, Topic.ATTACHMENTS) as change:
        row = change.find_in_error(AttachmentRow, attachment_id)
        change.take_error_back(row)
        change.audit("attachment.error_taken_back", f"attachment/{row.id}")


def move_to_case(change: Change, draft: str, case_id: int) -> int:
    """Let the attachments of a draft belong to the case it became; return how many there are."""
    return _move(change, Owner(draft=draft), Owner(case_id))


def move_to_draft(change: Change, case_id: int, draft: str) -> int:
    """Let the attachments of a case that is taken back belong to its draft again."""
    return _move(change, Owner(case_id), Owner(draft=draft))


def _each(
    names: Sequence[str], keep: Callable[[int, Progress], int], progress: Progress
) -> list[Added]:
    """Keep one file after the other; whatever ends it, what was kept so far is told."""
    found: list[Added] = []
    for place, name in enumerate(names):
        try:
            found.append(Added(name, keep(place, PartOf(progress, place, len(names)))))
        except (Cancelled, StorageError) as error:
            stopped = isinstance(error, Cancelled)
            why = _("It was stopped before this file was added.") if stopped else str(error)
            return found + [Added(left, problem=why) for left in names[place:]]
        except InputError as error:
            found.append(Added(name, problem=error.problems.get("file", str(error))))
    return found


def _keep(workspace: Workspace, owner: Owner, source: _Source, progress: Progress) -> int:
    content, name = source.content, clean_name(source.name)
    problem = size_problem(len(content), limits()) or content_problem(name, content)
    problem = problem or origin_problem(content, file_is_practice=workspace.file.is_practice)
    sha256 = sha256_of(content).hex()
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:  # before anything is written
        problem = problem or _no_place(session, owner, len(content), sha256)
    if problem:
        raise InputError({"file": problem})
    content_id = put_bytes(workspace, content, progress)
    with workspace.changing(Permission.ADD_ATTACHMENTS, Topic.ATTACHMENTS) as change:
        problem = _no_place(change.session, owner, len(content), sha256)
        if problem:
            raise InputError({"file": problem})
        row = change.add(
            AttachmentRow(
                case_id=owner.case_id,
                draft_form=owner.draft,
                mail_id=source.mail_id,
                content_id=content_id,
                name=name,
                title=title_from(name),
                kind_id=find_kind(content).id,
                size=len(content),
                sha256=sha256,
                note="",
            )
        )
        keep_bytes(change, content_id)
        change.audit("attachment.added", f"attachment/{row.id}", owner.record)
        return row.id


def _no_place(session: Session, owner: Owner, size: int, sha256: str) -> str:
    """Return why a file cannot be kept where it is to go; empty if it can."""
    mine, stands = _belongs(owner), AttachmentRow.error_at.is_(None)
    same = select(AttachmentRow.id).where(mine, stands, AttachmentRow.sha256 == sha256)
    if session.scalar(same) is not None:
        return _("This file is among the attachments already.")
    total = func.coalesce(func.sum(AttachmentRow.size), 0)
    count, held = session.execute(select(func.count(), total).where(mine, stands)).one()
    of_all = session.scalar(select(total)) or 0
    return room_problem(size, (count, held), of_all, limits())


def _move(change: Change, before: Owner, after: Owner) -> int:
    query = select(AttachmentRow).where(_belongs(before), AttachmentRow.error_at.is_(None))
    rows: Sequence[AttachmentRow] = change.session.scalars(query).all()
    for row in rows:
        row.case_id, row.draft_form = after.case_id, after.draft
    if rows:
        change.audit("attachment.moved", after.record, before.record)
    return len(rows)


def _found(session: Session, attachment_id: int) -> tuple[Attachment, int]:
    query = _listed().add_columns(AttachmentRow.content_id)
    row = session.execute(query.where(AttachmentRow.id == attachment_id)).one_or_none()
    if row is None:
        raise NotFoundError(_not_there())
    values = dict(row._mapping)
    content_id = int(values.pop("content_id"))
    return Attachment(**values), content_id


def _listed() -> Select[Any]:
    query = cast("Select[Any]", select(*_SHOWN))
    return query.join(AccountRow, AccountRow.id == AttachmentRow.recorded_by).where(
        AttachmentRow.error_at.is_(None)
    )


def _belongs(owner: Owner) -> ColumnElement[bool]:
    if owner.draft is None:
        return AttachmentRow.case_id == owner.case_id
    return AttachmentRow.draft_form == owner.draft


def _not_there() -> str:
    return _("This record is no longer there. Look at the list again.")
