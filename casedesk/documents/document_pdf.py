"""Draws a document as PDF, on A4, in usual or large print."""

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer
from reportlab.platypus.tables import TableStyle

from casedesk.documents.drawable import BOLD, UNKNOWN, drawable, register_fonts
from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.documents.page_style import (
    BAND,
    LINE,
    QUIET,
    Headed,
    Rows,
    heading,
    make_pdf,
    text,
)
from casedesk.i18n import _
from casedesk.progress import Progress

WIDTH = 493.0  # of the text on the page, in points
LARGE = 1.6  # 16 points instead of 10
LABELS, LABELS_LARGE = 0.28, 0.38  # share of the width for titles of short fields
LOGO = (142.0, 71.0)  # points: 50 by 25 mm at the most
_CELL, _PADDING, _SLACK = 9, 4, 0.5  # points: of the text in a table, beside it, for rounding
_AFTER = 6  # points below a table
_SHORT = 160  # characters; what is longer stands below its title
_NO_SPACE: list[Any] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def document_pdf(
    document: Document, marking: Marking, *, large_print: bool, progress: Progress | None = None
) -> bytes:
    """Return a document as PDF; long ones are made in the worker.

    Raises:
        Cancelled: `progress` stopped it, after a paragraph.
    """
    watch = None if progress is None else _Watch(progress, _texts_of(document))
    page = _Page(LARGE if large_print else 1.0, watch)
    story = list(page.letter(document) if document.is_letter else page.record(document))
    return make_pdf(document.title, marking, story, scale=page.scale)


class _Watch:
    """Tells how far the drawing of many paragraphs is: each is made, laid out, and drawn."""

    def __init__(self, progress: Progress, texts: int) -> None:
        self._progress, self._done, self._total = progress, 0, max(1, 2 * texts)

    def note(self, is_done: bool) -> None:
        """Note that a paragraph was made or drawn, or is laid out, which may stop it as well."""
        self._done = min(self._done + is_done, self._total)
        self._progress.step(self._done, self._total)


def _texts_of(document: Document) -> int:
    return sum(
        len(section.fields) + sum(len(row) for row in section.rows) for section in document.sections
    )


class _Page:
    """Draws sections; in large print tables become lists, which need no width."""

    def __init__(self, scale: float, watch: _Watch | None = None) -> None:
        self.scale, self._watch, self._has_gaps = scale, watch, False

    def record(self, document: Document) -> Iterator[Flowable]:
        yield self._text(document.title, size=17, bold=True, after=0)
        yield self._text(document.subtitle, size=11, colour=QUIET, after=10)
        for place, section in enumerate(document.sections):
            if place:  # between them: below the last it could begin an empty page
                yield Spacer(0, 8 * self.scale)
            yield from self._section(section)
        yield from self._note_of_gaps()

    def letter(self, document: Document) -> Iterator[Flowable]:
        """Yield a letter: what stands above the subject, the subject, the paragraphs."""
        if document.logo:
            yield _logo(document.logo)
        above, *below = document.sections
        for one in above.fields:
            yield self._text(one.text, after=10)
        yield self._text(document.title, size=12, bold=True, after=8)
        for section in below:
            for one in section.fields:
                yield self._text(one.text, size=10.5, after=9)
        yield from self._note_of_gaps()

    def _note_of_gaps(self) -> Iterator[Flowable]:
        """Say below a text with signs that the font lacks what stands in their place."""
        if self._has_gaps:
            words = _("{sign} stands for a sign that this document cannot show. The record has it.")
            yield Spacer(0, 8 * self.scale)
            yield self._text(words.format(sign=UNKNOWN), size=9, colour=QUIET)

    def _section(self, section: Section) -> Iterator[Flowable]:
        head = heading(section.title, self.scale)
        fields = list(self._fields(section.fields))
        if fields or not section.rows:
            yield from (head, *fields)
        if section.rows and self.scale > 1:
            yield from self._list(section, [] if fields else [head])
        elif section.rows and fields:
            yield self._table(section)
        elif section.rows:
            yield Headed(head, self._table(section))

    def _fields(self, fields: Sequence[Field]) -> Iterator[Flowable]:
        short: list[Field] = []
        for one in fields:
            if one.title and len(one.text) <= _SHORT and "\n" not in one.text:
                short.append(one)
                continue
            if short:
                yield self._pairs(short)
                short = []
            if one.title:
                title = self._text(one.title, bold=True, colour=QUIET, size=9, after=1)
                title.keepWithNext = True
                yield title
            for paragraph in one.text.split("\n"):
                yield self._text(paragraph, after=5)
        if short:
            yield self._pairs(short)

    def _pairs(self, fields: Sequence[Field]) -> Rows:
        label = partial(self._text, bold=True, colour=QUIET, size=9, after=0)
        rows = [[label(one.title), self._text(one.text, after=0)] for one in fields]
        share = LABELS if self.scale == 1 else LABELS_LARGE
        widths = [WIDTH * share, WIDTH * (1 - share)]
        table = Rows(rows, colWidths=widths, hAlign="LEFT", spaceAfter=_AFTER)
        look = [
            *_NO_SPACE,
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (0, -1), 10),
            ("TOPPADDING", (0, 0), (0, -1), 3 + self.scale),  # its letters are a point smaller
        ]
        table.setStyle(TableStyle(look))
        return table

    def _table(self, section: Section) -> Rows:
        cell = partial(self._text, size=_CELL, after=0)
        head = [cell(one.title, bold=True) for one in section.rows[0]]
        rows = [[cell(one.text) for one in row] for row in section.rows]
        table = Rows(
            [head, *rows],
            colWidths=_widths(section),
            repeatRows=1,
            hAlign="LEFT",
            spaceAfter=_AFTER,
        )
        look: list[Any] = [
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ]
        table.setStyle(TableStyle(look))
        return table

    def _list(self, section: Section, above: list[Flowable]) -> Iterator[Flowable]:
        """Yield the rows one below the other, each field with its title, each row whole."""
        for row in section.rows:
            shown = [one for one in row if one.text.strip()]
            yield KeepTogether([*above, *self._fields(shown)])
            if row is not section.rows[-1]:
                yield Spacer(0, 10)
            above = []

    def _text(self, words: str, *, size: float = 10, **how: Any) -> Paragraph:
        made = text(words, size=size * self.scale, **how)
        self._has_gaps = self._has_gaps or UNKNOWN in drawable(words)
        if self._watch is not None:
            made.said_to = self._watch.note
            self._watch.note(is_done=True)
        return made


def _widths(section: Section) -> list[float]:
    """Return the widths of a table's columns: shared out, but no word of a heading is broken.

    Another language has other words; what one column needs the others give up, as they can.
    """
    register_fonts()
    need = [
        max((stringWidth(word, BOLD, _CELL) for word in one.title.split()), default=0.0)
        + 2 * _PADDING
        + _SLACK
        for one in section.rows[0]
    ]
    share = WIDTH / sum(section.widths)
    wanted = [share * one for one in section.widths]
    spare = [max(0.0, width - least) for width, least in zip(wanted, need, strict=True)]
    lacking = sum(max(0.0, least - width) for width, least in zip(wanted, need, strict=True))
    if lacking > sum(spare):
        return wanted
    part = lacking / sum(spare) if lacking else 0.0
    return [
        max(width, least) - part * extra
        for width, least, extra in zip(wanted, need, spare, strict=True)
    ]


def _logo(picture: bytes) -> Flowable:
    """Return the logo at the right edge, as large as fits into its place."""
    width, height = ImageReader(io.BytesIO(picture)).getSize()
    scale = min(LOGO[0] / width, LOGO[1] / height)
    shown = Image(io.BytesIO(picture), width * scale, height * scale, hAlign="RIGHT")
    shown.spaceAfter = 8
    return shown
