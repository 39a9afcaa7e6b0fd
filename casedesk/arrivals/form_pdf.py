"""Draws the referral form that partners fill in: a PDF with fields, labels and an order of tabs.

reportlab draws the fields. pypdf then says what reportlab has no words for: to which page a field
belongs, in which order Tab goes, and that a program may draw what is typed in its own way.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, TextStringObject
from reportlab.platypus import Flowable, Spacer

from casedesk.arrivals.form_fields import (
    MARK,
    VERSION,
    FormField,
    FormSection,
    Shape,
    form_sections,
)
from casedesk.documents.drawable import REGULAR
from casedesk.documents.model import Marking
from casedesk.documents.page_style import BAND, INK, QUIET, make_pdf, text
from casedesk.forums.catalogue import Forum
from casedesk.i18n import _, language

WIDTH = 493.0  # of the text on the page, in points
_GAP, _LABEL, _LINE, _TEXT = 10.0, 13.0, 19.0, 190.0
_SHARES = {Shape.SHORT: 1.0, Shape.TICK: 1.6}  # of a row's width; others take 2
_LONGEST_LINE, _LONGEST_TEXT = 500, 20_000  # signs
_NOTHING = " "  # reportlab wants one of the choices chosen


def referral_form(forum: Forum, marking: Marking) -> bytes:
    """Return the empty form of a forum as PDF, in the language in use."""
    title = _("Referral to {forum}").format(forum=forum.short_title)
    story: list[Flowable] = [
        text(title, size=17, bold=True, after=2),
        text(_how_to(), size=9.5, colour=QUIET, after=8),
        _Hidden(_mark(forum, marking)),
    ]
    for section in form_sections(forum):
        story += _section(section)
    return _finished(make_pdf(title, marking, story), title)


def _how_to() -> str:
    return _(
        "Fill this in on a computer, save it and send it back by secure email. Leave blank what "
        "you do not know: nothing is refused for being incomplete."
    )


def _mark(forum: Forum, marking: Marking) -> str:
    words = ["referral", VERSION, forum.id]
    return " ".join([*words, "practice"] if marking.is_practice else words)


def _section(section: FormSection) -> Iterator[Flowable]:
    head = text(section.title, size=12, bold=True, after=2)
    head.keepWithNext = True
    yield head
    if section.hint:
        hint = text(section.hint, size=9, colour=QUIET, after=2)
        hint.keepWithNext = True
        yield hint
    for row in section.rows:
        yield _Row(row)
    yield Spacer(0, 8)


class _Hidden(Flowable):
    """Carries the form's version and forum."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.acroForm.textfield(
            name=MARK, value=self._mark, relative=True, width=1, height=1, borderWidth=0,
            annotationFlags="hidden", fieldFlags="readOnly", maxlen=200,
        )  # fmt: skip


class _Row(Flowable):
    """Fields side by side, each with its label above it; a tick has its label at its right."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        super().__init__()
        self._fields = fields
        heights = {Shape.TEXT: _LABEL + _TEXT, Shape.TICK: _LINE}
        self._height = heights.get(fields[0].shape, _LABEL + _LINE) + 5

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, self._height

    def draw(self) -> None:
        shares = [_SHARES.get(field.shape, 2.0) for field in self._fields]
        free = WIDTH - _GAP * (len(shares) - 1)
        alone = len(shares) == 1 and self._fields[0].shape is Shape.TICK  # the label needs it all
        unit = free / (sum(shares) if alone else max(sum(shares), 2.0))
        left = 0.0
        for field, share in zip(self._fields, shares, strict=True):
            self._draw(field, left, unit * share)
            left += unit * share + _GAP

    def _draw(self, field: FormField, left: float, width: float) -> None:
        canvas: Any = self.canv
        canvas.setFillColor(INK)
        if field.shape is Shape.TICK:
            canvas.setFont(REGULAR, 9)
            canvas.drawString(left + 20, 9, _fitting(canvas, field.label, width - 20))
            canvas.acroForm.checkbox(
                name=field.name, tooltip=field.label, x=left, y=5, size=14, relative=True,
                fieldFlags="", borderWidth=1, borderColor=QUIET, fillColor=BAND,
            )  # fmt: skip
            return
        height = self._height - _LABEL - 5
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(left, height + 8, _fitting(canvas, field.label, width))
        _draw_box(canvas, field, left, width, height)


def _draw_box(canvas: Any, field: FormField, left: float, width: float, height: float) -> None:
    how = {
        "name": field.name, "tooltip": field.label, "x": left, "y": 4, "width": width,
        "height": height, "relative": True, "borderWidth": 1, "borderColor": QUIET,
        "fillColor": BAND, "fontSize": 10, "fontName": "Helvetica",
    }  # fmt: skip
    if field.shape in {Shape.CHOICE, Shape.WORDED}:
        own = " edit" if field.shape is Shape.WORDED else ""
        options = [(_NOTHING, _NOTHING), *((words, key) for key, words in field.choices)]
        canvas.acroForm.choice(**how, options=options, value=_NOTHING, fieldFlags=f"combo{own}")
    else:
        long = field.shape is Shape.TEXT
        flags = "multiline" if long else ""
        longest = _LONGEST_TEXT if long else _LONGEST_LINE
        canvas.acroForm.textfield(**how, fieldFlags=flags, maxlen=longest)


def _fitting(canvas: Any, words: str, width: float) -> str:
    """Return as much of a label as there is room for; the whole of it is read out."""
    size, font = canvas._fontsize, canvas._fontname
    while words and canvas.stringWidth(words, font, size) > width:
        words = words[:-2].rstrip() + "…"
    return words


def _finished(drawn: bytes, title: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(drawn))
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/R")  # row by row
        for place in page.get("/Annots", ArrayObject()):
            place.get_object()[NameObject("/P")] = page.indirect_reference
    form = writer.root_object["/AcroForm"]
    if isinstance(form, DictionaryObject):
        form[NameObject("/NeedAppearances")] = BooleanObject(True)
    writer.root_object[NameObject("/Lang")] = TextStringObject(f"{language()}-GB")
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    writer.add_metadata({"/Title": title, "/Producer": "CaseDesk"})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
