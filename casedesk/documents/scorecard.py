"""The scorecard of a publication as PDF: tables, bar charts and a note on method."""

from collections.abc import Sequence

from msgspec import Struct
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Spacer

from casedesk.documents.bar_chart import bar_chart
from casedesk.documents.drawable import BOLD, register_fonts
from casedesk.documents.model import Marking
from casedesk.documents.page_style import (
    QUIET,
    Headed,
    Rows,
    figure_table,
    heading,
    make_pdf,
    text,
)
from casedesk.i18n import _
from casedesk.measures.chart import ChartData

WIDTH = 493.0  # of the text on the page, in points
_NARROWEST, _WIDEST, _BESIDE = 60.0, 110.0, 32.0  # of a column of figures; room beside a heading


class ScorecardSection(Struct, frozen=True):
    """One table: headings, and rows whose first cell is a name and the others figures."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    has_total: bool = False  # the last row is all together


def scorecard_pdf(
    title: str,
    period: str,
    marking: Marking,
    sections: Sequence[ScorecardSection],
    charts: Sequence[ChartData],
    *,
    notes: Sequence[str],
) -> bytes:
    """Return the scorecard; everything in it has been protected already."""
    register_fonts()
    story: list[Flowable] = [
        text(title, size=17, bold=True, after=0),
        text(period, size=11, colour=QUIET, after=10),
    ]
    for section in sections:
        story += [Headed(heading(section.title), _table(section)), Spacer(0, 14)]
    story += [KeepTogether([bar_chart(chart, WIDTH), Spacer(0, 10)]) for chart in charts]
    story.append(heading(_("How these figures were made")))
    story += [text(note) for note in notes]
    return make_pdf(title, marking, story)


def _table(section: ScorecardSection) -> Rows:
    figures = [_width(word) for word in section.headings[1:]]
    head = [
        text(word, size=9, bold=True, after=0, right=place > 0)
        for place, word in enumerate(section.headings)
    ]
    last = len(section.rows) - 1 if section.has_total else -1
    rows = [
        [text(row[0], size=9, after=0, bold=place == last), *row[1:]]
        for place, row in enumerate(section.rows)
    ]
    widths = [WIDTH - sum(figures), *figures]
    return figure_table([head, *rows], widths, has_total=section.has_total)


def _width(words: str) -> float:
    """Return the width of a column of figures: a long heading stands on two lines."""
    return max(_NARROWEST, min(_WIDEST, stringWidth(words, BOLD, 9) / 2 + _BESIDE))
