"""Publications: what they would show, publishing, the ledger, returns to a named recipient.

True counts leave only through a return's named recipient, and that is audited as a
disclosure. Everything else is protected together with all that was published before.
"""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.dates import Period, local_day
from casedesk.disclosure.policy import policy
from casedesk.disclosure.protect import protect
from casedesk.disclosure.published import ProtectedRelease, PublishedRelease
from casedesk.disclosure.release_files import (
    published_files,
    release_core_files,
    release_from_files,
)
from casedesk.errors import ConflictError, InputError, PublicationRefusedError, StorageError
from casedesk.i18n import _, catalogue_text
from casedesk.measures.returns import Return, return_names, returns
from casedesk.progress import Progress, Unwatched
from casedesk.releases.compile import Compiled, compile_scorecard, refuse_overlaps
from casedesk.releases.frozen import as_first_published, counts_text
from casedesk.releases.model import Audience, LedgerLine, Preview, Published
from casedesk.releases.reader_view import hidden_count, reader_view
from casedesk.releases.recipient import recipient_files
from casedesk.releases.tables import ReleaseRow
from casedesk.safe_file import folder_in_one_step, write_file
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

CELLS, SPEC = "cells.csv", "spec.json"
_LEDGER_COUNTS = select(ReleaseRow.counts).order_by(ReleaseRow.id)


class _Made(Struct, frozen=True):
    """A protected publication in memory."""

    wanted: Return
    compiled: Compiled
    release: ProtectedRelease
    earlier: int
    late: int
    last_entry: int  # of the ledger it was proved together with


def return_called(name: str) -> Return:
    """Return a return of the catalogue by id, title or alias.

    Raises:
        InputError: there is none; the sentence names the nearest.
    """
    found = return_names().find(name)
    if found is not None:
        return returns()[found]
    near = return_names().nearest(name)
    if near:
        text = _('There is no return "{name}". The nearest is "{nearest}".')
        raise InputError({"return": text.format(name=name, nearest=near)})
    raise InputError({"return": _('There is no return "{name}".').format(name=name)})


def preview(
    workspace: Workspace,
    return_id: str,
    period: Period,
    audience: Audience,
    progress: Progress | None = None,
) -> Preview:
    """Work out what would be published; nothing leaves, and the trail keeps that it was looked at.

    Raises:
        PublicationRefusedError: it cannot be published safely; the text says what to drop.
    """
    wanted = return_called(return_id)
    _check_audience(wanted, audience)
    with workspace.reading(Permission.PUBLISH) as session:
        _refuse_what_has_not_begun(session, workspace.today(), period)
        made = _made(session, wanted, period, audience, progress)
    release = made.release
    hidden = hidden_count(release.published)
    with suppress(StorageError), workspace.changing(Permission.PUBLISH) as change:
        # On a full disk it is shown all the same: protected figures name nobody.
        words = (wanted.id, audience.value, *(["hidden"] if hidden else []))
        change.audit("figures.previewed", "figures", " ".join(words))
    return Preview(
        reader_view(release.published, made.wanted),
        audience,
        hidden - release.hidden_beyond_need,
        release.hidden_beyond_need,
        made.earlier,
        made.late,
        len(release.warnings),
        unfinished=period.last >= workspace.today(),
    )


def publish(  # noqa: PLR0917 - what, of when, for whom, where to
    workspace: Workspace,
    return_id: str,
    period: Period,
    audience: Audience,
    target: Path,
    progress: Progress | None = None,
) -> Published:
    """Write a publication into the folder `target`, which must not exist or be empty.

    The ledger and the audit entry are saved before the finished folder is moved to its
    place: rather one entry too many than a publication that nobody can see.

    Raises:
        PublicationRefusedError: it cannot be published safely; nothing was written.
        StorageError: the folder cannot be written.
    """
    wanted = return_called(return_id)
    _check_audience(wanted, audience)
    refuse_inside_file(target)
    try:
        if audience is Audience.RECIPIENT:
            return _send(workspace, wanted, period, target)
        return _publish(workspace, wanted, period, audience, target, progress)
    except FileExistsError:
        text = _("The folder for the publication is not empty. Choose another one.")
        raise StorageError(text) from None
    except OSError:
        text = _("The folder for the publication cannot be written. Choose another one.")
        raise StorageError(text) from None


def _check_audience(wanted: Return, audience: Audience) -> None:
    if audience.value in wanted.audiences:
        return
    words = {
        Audience.PUBLIC: _("the public"),
        Audience.PARTNERS: _("partners"),
        Audience.RECIPIENT: _("a named recipient"),
    }
    raise PublicationRefusedError(
        _('The return "{title}" is not made for {audience}.').format(
            title=catalogue_text(wanted.title), audience=words[audience]
        )
    )


def ledger(workspace: Workspace) -> list[LedgerLine]:
    """Return every publication, the newest first."""
    query = select(
        ReleaseRow.id,
        ReleaseRow.at,
        ReleaseRow.return_id,
        ReleaseRow.recipient,
        ReleaseRow.from_on,
        ReleaseRow.to_on,
        ReleaseRow.folder_name,
    ).order_by(ReleaseRow.id.desc())
    with workspace.reading(Permission.PUBLISH) as session:
        return [LedgerLine(*row) for row in session.execute(query)]


def _publish(  # noqa: PLR0917 - what, of when, for whom, where to
    workspace: Workspace,
    wanted: Return,
    period: Period,
    audience: Audience,
    target: Path,
    progress: Progress | None,
) -> Published:
    with folder_in_one_step(target) as part:
        with workspace.reading(Permission.PUBLISH) as session:
            _refuse_what_has_not_begun(session, workspace.today(), period)
            made = _made(session, wanted, period, audience, progress)
        for name, content in _files(workspace, made).items():
            write_file(part / name, content)
        # Only this last step holds the write lock; the search may have taken a minute.
        with workspace.changing(Permission.PUBLISH, Topic.RELEASES) as change:
            release_id = _enter(change, made, period, audience, target)
    return Published(target, release_id, unfinished=period.last >= workspace.today())


def _made(
    session: Session,
    wanted: Return,
    period: Period,
    audience: Audience,
    progress: Progress | None,
) -> _Made:
    if wanted.grain != "measures" or audience is Audience.RECIPIENT:
        raise PublicationRefusedError(
            _('The return "{title}" goes to its recipient only.').format(
                title=catalogue_text(wanted.title)
            )
        )
    compiled = compile_scorecard(session, wanted, period, policy())
    earlier = _earlier(session)
    refuse_overlaps(compiled, earlier)
    counts, late = as_first_published(compiled, session.scalars(_LEDGER_COUNTS))
    release = protect(compiled.spec, counts, earlier, progress or Unwatched(), doubled_totals=True)
    compiled = replace(compiled, counts=counts)
    return _Made(wanted, compiled, release, len(earlier), late, _last_entry(session))


def _refuse_what_has_not_begun(session: Session, today: date, period: Period) -> None:
    """Refuse days of which nothing can be known; figures once published stay as they are.

    The clock of a computer may be wrong, and practice data have a day of their own: whatever
    was recorded is no later than today.

    Raises:
        PublicationRefusedError: the period begins after today.
    """
    recorded = session.scalar(select(CaseRow.recorded_at).order_by(CaseRow.id.desc()).limit(1))
    latest = max(today, local_day(recorded)) if recorded else today
    if period.first > latest:
        raise PublicationRefusedError(
            _("This period has not begun yet, so there is nothing to publish.")
        )


def _last_entry(session: Session) -> int:
    return session.scalar(select(func.max(ReleaseRow.id))) or 0


def _earlier(session: Session) -> list[PublishedRelease]:
    """Return what left before, oldest first: the public and partners may compare notes."""
    rows = session.execute(
        select(ReleaseRow.cells, ReleaseRow.spec)
        .where(ReleaseRow.recipient.in_((Audience.PUBLIC.value, Audience.PARTNERS.value)))
        .order_by(ReleaseRow.id)
    )
    return [
        release_from_files({CELLS: row.cells.encode(), SPEC: row.spec.encode()}) for row in rows
    ]


def _files(workspace: Workspace, made: _Made) -> dict[str, bytes]:
    from casedesk.releases.reader_documents import reader_documents  # noqa: PLC0415 - reportlab

    view = reader_view(made.release.published, made.wanted)
    return release_core_files(made.release) | reader_documents(view, workspace.file)


def _enter(change: Change, made: _Made, period: Period, audience: Audience, target: Path) -> int:
    if _last_entry(change.session) != made.last_entry:
        raise ConflictError(
            _("Something else was published meanwhile. Look at the figures again, then publish.")
        )
    files = published_files(made.release.published)
    row = change.add(
        ReleaseRow(
            at=change.now,
            account_id=change.user.id,
            return_id=made.wanted.id,
            recipient=audience.value,
            from_on=period.first,
            to_on=period.last,
            spec=files[SPEC].decode(),
            cells=files[CELLS].decode(),
            counts=counts_text(made.compiled),
            folder_name=target.name,
        )
    )
    change.audit("figures.published", f"release/{row.id}", f"{made.wanted.id} {audience.value}")
    return row.id


def _send(workspace: Workspace, wanted: Return, period: Period, target: Path) -> Published:
    """Write a return with true counts for the one recipient named in its file."""
    with (
        folder_in_one_step(target) as part,
        workspace.changing(Permission.SEND_RETURNS, Topic.RELEASES) as change,
    ):
        _refuse_what_has_not_begun(change.session, change.today, period)
        practice = workspace.file.is_practice
        files = recipient_files(change.session, wanted, period, is_practice=practice)
        for name, content in files.items():
            write_file(part / name, content, private=True)  # true counts
        row = change.add(
            ReleaseRow(
                at=change.now,
                account_id=change.user.id,
                return_id=wanted.id,
                recipient=wanted.recipient,
                from_on=period.first,
                to_on=period.last,
                spec=json.dumps({"true_counts": True}),
                cells="",
                counts="[]",
                folder_name=target.name,
            )
        )
        detail = f"{wanted.id} {wanted.recipient}"
        change.audit("figures.disclosed", f"release/{row.id}", detail)
    return Published(target, row.id)
