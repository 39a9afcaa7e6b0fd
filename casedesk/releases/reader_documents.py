"""The documents of a publication for people: CSV, workbook and PDF, from one reader's view."""

from collections.abc import Sequence

from casedesk.csv_writer import csv_bytes
from casedesk.disclosure.published import Figure
from casedesk.documents.model import Marking
from casedesk.documents.scorecard import ScorecardSection, scorecard_pdf
from casedesk.exchange.workbook_writer import SheetContent, workbook_bytes
from casedesk.i18n import _
from casedesk.releases.model import ReaderView, SplitTable
from casedesk.releases.reader_view import change_text, shown
from casedesk.workspace.model import FileInfo

PUBLIC_MARKING = "OFFICIAL"  # protected counts carry no person


def reader_documents(view: ReaderView, file: FileInfo) -> dict[str, bytes]:
    """Return the documents by file name."""
    headings = [_("Measure"), view.period, view.last_year, _("Change, %")]
    rows = [(row.title, row.now, row.last_year, row.change_percent) for row in view.rows]
    sections = _sections(view)
    return {
        "scorecard.csv": csv_bytes(
            [*headings, *([_("PRACTICE DATA: NOT REAL")] if file.is_practice else [])],
            ((title, shown(now), shown(before), change) for title, now, before, change in rows),
            for_people=True,
        ),
        "scorecard.xlsx": workbook_bytes(
            [
                _cover(view, file),
                SheetContent(
                    _("Scorecard"),
                    headings,
                    ((t, _cell(now), _cell(before), change) for t, now, before, change in rows),
                ),
                *_sheets(view),
            ],
            for_practice=file.is_practice,
        ),
        "scorecard.pdf": scorecard_pdf(
            view.title,
            view.period,
            Marking(PUBLIC_MARKING, file.organisation, file.is_practice),
            sections,
            view.charts,
            notes=notes(),
        ),
    }


def notes() -> list[str]:
    """Return the note on method, in plain words."""
    return [
        _(
            "[c] stands for a figure that is hidden so that nobody can be recognised: a count of "
            "1 to 4 people, or a figure from which such a count could be worked out. 0 means none."
        ),
        _("[x] stands for a figure that is not collected."),
        _(
            "Public acts of an authority, such as orders and notices, and counts of things are "
            "shown as they are. Every figure shown is true. Figures published before are shown "
            "as they were then, even where records came in later."
        ),
        _(
            "proof.json shows for every hidden count that others fit the published figures as "
            "well; anybody can check it with: casedesk check-release"
        ),
    ]


def _cell(figure: Figure) -> object:
    return figure.value if figure.value is not None else figure.marker.value


def _sections(view: ReaderView) -> list[ScorecardSection]:
    main = ScorecardSection(
        _("Measures"),
        [_("Measure"), view.period, view.last_year, _("Change")],
        [
            [row.title, shown(row.now), shown(row.last_year), change_text(row.change_percent)]
            for row in view.rows
        ],
    )
    splits = [
        ScorecardSection(
            _("{measure} by {axis}").format(measure=split.title, axis=split.axis_title.lower()),
            [split.axis_title, view.period, view.last_year],
            [[label, shown(now), shown(before)] for label, now, before in split.rows],
            has_total=True,
        )
        for split in view.splits
    ]
    return [main, *splits]


def _cover(view: ReaderView, file: FileInfo) -> SheetContent:
    practice = [(_("PRACTICE DATA: NOT REAL"),)] if file.is_practice else []
    return SheetContent(
        _("Notes"), [view.title], [(file.organisation,), (view.period,), *practice,
                                   *((note,) for note in notes())]
    )  # fmt: skip


def _sheets(view: ReaderView) -> list[SheetContent]:
    return [
        SheetContent(
            _sheet_title(split, view.splits),
            [f"{split.title}: {split.axis_title}", view.period, view.last_year],
            [(label, _cell(now), _cell(before)) for label, now, before in split.rows],
        )
        for split in view.splits
    ]


def _sheet_title(split: SplitTable, others: Sequence[SplitTable]) -> str:
    """Name a sheet by its axis; a spreadsheet wants each name once, and short."""
    title = _("By {axis}").format(axis=split.axis_title.lower())
    alike = [one.measure for one in others if one.axis_title == split.axis_title]
    number = alike.index(split.measure) + 1
    return title if number == 1 else f"{title} {number}"
