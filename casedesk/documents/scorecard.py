"""The scorecard of a publication as PDF: tables, bar charts and a note on method."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from casedesk.documents.bar_chart import bar_chart
from casedesk.documents.model import Marking
from casedesk.documents.page_style import QUIET, figure_table, heading, make_pdf, text
from casedesk.i18n import _
from casedesk.measures.chart import ChartData

WIDTH = 493.0  # of the text on the page, in points


@dataclass(frozen=True, slots=True)
class ScorecardSection:
    """One table: headings, and rows whose first cell is a name and the others figures."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


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
    story: list[Flowable] = [
        text(title, size=17, bold=True, after=0),
        text(period, size=11, colour=QUIET, after=10),
    ]
    for section in sections:
        story += [heading(section.title), _table(section), Spacer(0, 14)]
    story += [KeepTogether([bar_chart(chart, WIDTH), Spacer(0, 10)]) for chart in charts]
    story.append(heading(_("How these figures were made")))
    story += [text(note) for note in notes]
    return make_pdf(title, marking, story)


def _table(section: ScorecardSection) -> Flowable:
    figures = len(section.headings) - 1
    each = min(95.0, WIDTH * 0.5 / max(1, figures))
    first = WIDTH - each * figures
    head = [
        text(word, size=9, bold=True, after=0, right=place > 0)
        for place, word in enumerate(section.headings)
    ]
    rows = [[text(row[0], size=9, after=0), *row[1:]] for row in section.rows]
    return figure_table([head, *rows], [first, *[each] * figures])
