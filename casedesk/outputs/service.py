"""The audit trail as a paper: who exported it when, whether its chain is whole, its entries."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from casedesk.audit.catalogue import audit_words
from casedesk.audit.model import AuditFilter, AuditLine, ChainState, SealedLine
from casedesk.audit.service import (
    check_trail,
    count_entries,
    keep_export,
    people_in_trail,
    sealed_lines,
)
from casedesk.dates import LONDON, day_title
from casedesk.documents.model import Document, Field, Section
from casedesk.documents.page_edges import marking_of
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.progress import PartOf, Progress
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.workspace import Workspace

MOST_ENTRIES = 1000  # some 50 pages, drawn in seconds; a table has no such limit
_TOGETHER = 200  # entries under one heading: some ten pages
_GROUP = 16  # signs of a seal that stand together
_SEAL_SHOWN = 12  # of 64 signs: enough to find a line again that was changed
_WIDTHS = (0.07, 0.12, 0.13, 0.19, 0.2, 0.14, 0.15)


def export_trail_paper(
    workspace: Workspace,
    path: Path,
    progress: Progress,
    wanted: AuditFilter | None = None,
    in_words: Callable[[AuditLine], str] = attrgetter("entry.detail"),
) -> int:
    """Write entries, the oldest first, as PDF; the export is itself an entry of the trail.

    The chain is followed as a whole first, and the paper says what was found and where the chain
    ended. The entry of the export keeps the hash of the PDF.

    Args:
        workspace: the open file.
        path: where to; what is there is replaced.
        progress: told of each part; may stop it at any time before the file is written.
        wanted: which entries; None: all.
        in_words: says the names of an entry's fields as the window does.

    Returns:
        How many entries were written.

    Raises:
        InputError: there are too many for a paper.
        Cancelled: nothing was written.
        StorageError: it cannot be written there.
    """
    workspace.require(Permission.READ_AUDIT)
    refuse_inside_file(path)
    narrowed = wanted or AuditFilter()
    _check_length(workspace, narrowed)
    progress.step(0, 2)
    chain = check_trail(workspace)
    lines = sealed_lines(workspace, PartOf(progress, 0, 2), narrowed)
    paper = _paper(workspace, _chosen(workspace, narrowed), chain, lines, in_words)
    content = _drawn(workspace, paper, PartOf(progress, 1, 2))
    progress.step(2, 2)
    keep_export(workspace, path, content, len(lines))
    return len(lines)


def _drawn(workspace: Workspace, paper: Document, progress: Progress) -> bytes:
    from casedesk.documents.document_pdf import document_pdf  # noqa: PLC0415 - reportlab, 14 MB

    return document_pdf(paper, marking_of(workspace), large_print=False, progress=progress)


def _check_length(workspace: Workspace, wanted: AuditFilter) -> None:
    if count_entries(workspace, wanted) > MOST_ENTRIES:
        text = _("A paper holds at most {most} entries. Narrow them down, or export a table (CSV).")
        raise InputError({"entries": text.format(most=MOST_ENTRIES)})


def _paper(
    workspace: Workspace,
    chosen: str,
    chain: ChainState,
    lines: Sequence[SealedLine],
    in_words: Callable[[AuditLine], str],
) -> Document:
    about = (
        Field(_("Entries chosen"), chosen),
        Field(_("Entries on this paper"), f"{len(lines):,}"),
        *_about_chain(chain),
    )
    sections = (Section(_("This export"), about), *_entries(lines, in_words))
    return Document(_("Audit trail"), _made_by(workspace), sections, ())


def _made_by(workspace: Workspace) -> str:
    user = workspace.user
    return _("Exported by {name}, {role}, {moment}").format(
        name=user.name, role=user.role_title.lower(), moment=_moment(workspace.clock())
    )


def _moment(at: datetime) -> str:
    """Return a moment as London's clocks show it."""
    local = at.astimezone(LONDON)
    return _("{day}, {time}").format(day=day_title(local.date()), time=f"{local:%H:%M:%S}")


def _chosen(workspace: Workspace, wanted: AuditFilter) -> str:
    """Say in words how the entries were narrowed down."""
    words = audit_words()
    names = dict(people_in_trail(workspace))
    titles = {**words.actions, **words.records}
    parts = [
        (_("Who"), names.get(wanted.user_id, "") if wanted.user_id is not None else ""),
        (_("What was done"), catalogue_text(titles.get(wanted.action, wanted.action))),
        (_("Kind of record"), catalogue_text(titles.get(wanted.record_kind, wanted.record_kind))),
        (_("Reference"), wanted.reference),
        (_("From"), day_title(wanted.from_on) if wanted.from_on else ""),
        (_("To"), day_title(wanted.to_on) if wanted.to_on else ""),
    ]
    said = [f"{title}: {value}" for title, value in parts if value]
    return "; ".join(said) or _("All entries")


def _about_chain(chain: ChainState) -> Iterator[Field]:
    """Yield what following the whole chain found, and how that can be done again."""
    if chain.broken_at is not None:
        found = _("The chain is BROKEN at entry {number}.").format(number=f"{chain.broken_at:,}")
    elif chain.first_at is None or chain.last_at is None:
        found = _("The trail has no entry yet.")
    else:
        found = _("Unbroken from {first} to {last}. Entries: {count}").format(
            first=_moment(chain.first_at), last=_moment(chain.last_at), count=f"{chain.entries:,}"
        )
    yield Field(_("Chain checked, the whole trail"), found)
    groups = [chain.seal[at : at + _GROUP] for at in range(0, len(chain.seal), _GROUP)]
    yield Field(_("Seal of the last entry"), " ".join(groups))
    yield Field(
        _("How to check this paper"),
        _(
            "The trail has an entry of this export with the SHA-256 of the file: compare it with "
            "that of the file you hold. “casedesk verify” follows the chain again; an export as "
            "table (CSV) has the whole seal of each entry, of which this paper shows the beginning."
        ),
    )


def _entries(
    lines: Sequence[SealedLine], in_words: Callable[[AuditLine], str]
) -> Iterator[Section]:
    titles = (
        _("No."), _("When"), _("Who"), _("What was done"), _("Record"), _("Fields"), _("Seal"),
    )  # fmt: skip
    for start in range(0, len(lines), _TOGETHER):
        some = lines[start : start + _TOGETHER]
        first, last = some[0].line.entry.number, some[-1].line.entry.number
        heading = _("Entries {first} to {last}").format(first=f"{first:,}", last=f"{last:,}")
        rows = tuple(tuple(map(Field, titles, _cells(one, in_words))) for one in some)
        yield Section(heading, (), _WIDTHS, rows)


def _cells(sealed: SealedLine, in_words: Callable[[AuditLine], str]) -> tuple[str, ...]:
    line, entry = sealed.line, sealed.line.entry
    return (
        f"{entry.number:,}",
        f"{entry.at.astimezone(LONDON):%d/%m/%Y %H:%M:%S}",
        entry.user_name,
        line.action_title,
        " ".join(part for part in (line.record_title, line.reference) if part),
        in_words(line),
        sealed.seal[:_SEAL_SHOWN],
    )
