"""How every PDF page looks: fonts, marking, page numbers, the practice watermark.

Text is black on white in the bundled font, which has the Welsh letters that the
fonts built into PDF lack. The same content gives the same bytes (`invariant`), so
that a document can be compared and tells nothing by its times or ids.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any, cast

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus.tables import Table, TableStyle

from casedesk.documents.drawable import BOLD, REGULAR, drawable, register_fonts
from casedesk.documents.model import Marking
from casedesk.i18n import _, language
from casedesk.workspace.kept_apart import mark_of

MARGIN, ABOVE, BELOW = 18 * mm, 8 * mm, 6 * mm  # of the page; room for its head and foot
ROOM = A4[1] - 2 * MARGIN - ABOVE - BELOW  # height of the text on a page
INK, QUIET, LINE = (
    colors.HexColor("#0b0c0c"),
    colors.HexColor("#505a5f"),
    colors.HexColor("#b1b4b6"),
)
ACCENT, BAND = colors.HexColor("#1d5ba4"), colors.HexColor("#f4f5f7")


def style(
    size: float = 10,
    *,
    bold: bool = False,
    colour: Any = INK,
    after: float = 4,
    right: bool = False,
) -> Any:
    """Return a paragraph style; sizes and spaces in points."""
    register_fonts()
    return ParagraphStyle(
        f"{size}-{bold}-{colour}-{after}-{right}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.4,
        textColor=colour,
        spaceAfter=after,
        alignment=TA_RIGHT if right else TA_LEFT,
    )


class Words(Paragraph):
    """A paragraph that says when it is laid out and when it is drawn, once it is told to whom.

    That is where the drawing of many pages can be followed, and stopped.
    """

    said_to: Callable[[bool], None] | None = None  # True: it is drawn

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return how much room it needs."""
        if self.said_to is not None:
            self.said_to(False)
        wide, high = super().wrap(width, height)
        return wide, high

    def draw(self) -> None:
        """Draw it."""
        if self.said_to is not None:
            self.said_to(True)
        super().draw()


def text(words: str, **how: Any) -> Words:
    """Return a paragraph of plain words; nothing in them is taken for markup.

    What the font has no letter for leaves a sign (see `drawable`).
    """
    safe = drawable(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Words(safe.replace("\n", "<br/>"), style(**how))


def heading(words: str, scale: float = 1) -> Paragraph:
    """Return a section heading; it never stands alone at the foot of a page."""
    made = text(words, size=13 * scale, bold=True, after=6)
    made.keepWithNext = True
    return made


class Rows(Table):
    """A table whose rows stay whole on one page, but for a row that no page could hold.

    `room` is what a page has for them, less what stands above the first.
    """

    room = ROOM

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits into `height`, and what goes on overleaf."""
        self._calc(width, height)  # type: ignore[attr-defined]
        rows = self._rowHeights  # type: ignore[attr-defined]
        first = rows[self.repeatRows] if len(rows) > self.repeatRows else 0
        self.splitInRow = int(sum(rows[: self.repeatRows]) + first > self.room)
        return list(super().split(width, height))


class Headed(Flowable):
    """A table below its heading: the heading stands with the table's first rows.

    A table that does not fit begins where its heading stands and goes on overleaf; it does not
    leave half a page empty, as what is kept together whole would.
    """

    def __init__(self, head: Paragraph, table: Rows) -> None:
        """Hold both."""
        super().__init__()
        self._head, self._table = head, table
        self.spaceAfter = table.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return how much room both need."""
        self.width = width
        self._below = self._table.wrapOn(self.canv, width, height)[1]
        above = self._head.wrapOn(self.canv, width, height)[1] + self._head.getSpaceAfter()
        self.height = above + self._below
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the heading with the rows that fit, and the rest; nothing if none fits."""
        above = self._head.wrapOn(self.canv, width, height)[1] + self._head.getSpaceAfter()
        self._table.room = ROOM - above
        parts = self._table.splitOn(self.canv, width, height - above)
        return [Headed(self._head, cast("Rows", parts[0])), *parts[1:]] if parts else []

    def draw(self) -> None:
        """Draw the heading, then the table: that is the order in which they are read out."""
        self._head.drawOn(self.canv, 0, self._below + self._head.getSpaceAfter())
        self._table.drawOn(self.canv, 0, 0)


def figure_table(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *, has_total: bool
) -> Rows:
    """Return a table: the first row is the heading, figures end at the same place.

    The heading repeats on every page. Width of columns in points. A total stands in the last row.
    """
    register_fonts()
    cells = [[drawable(one) if isinstance(one, str) else one for one in row] for row in rows]
    table = Rows(cells, colWidths=list(widths), repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 9),
                ("FONT", (0, 0), (-1, 0), BOLD, 9),
                *([("FONT", (0, -1), (-1, -1), BOLD, 9)] if has_total else []),
                ("TEXTCOLOR", (0, 0), (-1, -1), INK),
                ("BACKGROUND", (0, 0), (-1, 0), BAND),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
                ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def make_pdf(title: str, marking: Marking, story: Sequence[Flowable], *, scale: float = 1) -> bytes:
    """Lay out a document.

    Args:
        title: the document's title, in its properties too; never a person's name.
        marking: for the head and foot of each page.
        story: what stands on the pages, top to bottom.
        scale: how much larger than usual the head and foot are, for large print.
    """
    made = io.BytesIO()
    document = BaseDocTemplate(
        made,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN + ABOVE,
        bottomMargin=MARGIN + BELOW,
        title=title,
        author=marking.organisation,
        keywords=[mark_of(is_practice=marking.is_practice)],
        invariant=1,
        lang=f"{language()}-GB",
    )
    frame = Frame(
        document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0
    )
    document.addPageTemplates([PageTemplate(frames=[frame])])
    document.build(list(story), canvasmaker=_canvas_for(marking, scale))
    return made.getvalue()


def _canvas_for(marking: Marking, scale: float) -> type[Canvas]:
    """Return a canvas that knows the number of pages before it draws their edges."""

    class _Numbered(Canvas):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's own name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for page in self._pages:
                self.__dict__.update(page)
                _draw_edges(self, marking, len(self._pages), scale)
                super().showPage()
            super().save()

    return _Numbered


def _draw_edges(canvas: Canvas, marking: Marking, pages: int, scale: float) -> None:
    width, height = A4
    canvas.setFillColor(INK)
    size, room = 9 * scale, width - 2 * MARGIN
    top, foot = height - 12 * mm, 12 * mm
    _centred(canvas, marking.head, size, room, top)
    if marking.handling:
        _centred(canvas, marking.handling, size, room, top - 1.4 * size)
    number = _("Page {number} of {pages}").format(number=canvas.getPageNumber(), pages=pages)
    beside = 2 * pdfmetrics.stringWidth(number, REGULAR, size) + 4 * mm
    _centred(canvas, marking.text, size, room - beside, foot)
    canvas.setFont(REGULAR, size)
    canvas.setFillColor(QUIET)
    canvas.drawRightString(width - MARGIN, foot, number)
    if marking.watermarks:
        canvas.saveState()
        canvas.setFillColor(colors.HexColor("#8a4b00"), alpha=0.14)
        canvas.setFont(BOLD, 54)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(50)
        above = 40 * (len(marking.watermarks) - 1)
        for place, words in enumerate(marking.watermarks):
            canvas.drawCentredString(0, above - 80 * place, drawable(words))
        canvas.restoreState()


def _centred(canvas: Canvas, words: str, size: float, room: float, at: float) -> None:
    words = drawable(words)
    canvas.setFont(BOLD, _fitting(words, size, room))
    canvas.drawCentredString(A4[0] / 2, at, words)


def _fitting(words: str, size: float, width: float) -> float:
    """Return the size at which words are no wider than `width` points, `size` at most."""
    wide = pdfmetrics.stringWidth(words, BOLD, size)
    return size if wide <= width else size * width / wide
