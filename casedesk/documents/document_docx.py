"""Writes a document as DOCX, for whoever goes on writing in it."""

import io
import unicodedata
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.documents.wording import OTHER_BREAKS
from casedesk.i18n import _, language
from casedesk.workspace.kept_apart import mark_of

_FONT = "Noto Sans"
_USUAL, _LARGE = 10, 16  # points
_AFTER, _AFTER_FIELD, _AFTER_CELL = 10, 4, 2  # points below a paragraph
_WIDTH = Mm(210 - 2 * 18)  # of the text on the page
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the same content tells nothing by its times
_WATERMARK = RGBColor(0x8A, 0x4B, 0x00)
_BREAKS = str.maketrans(dict.fromkeys(OTHER_BREAKS, " "))
# Shape 136 is words along a line; Word knows a watermark by the name of its shape.
_ACROSS = """\
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{words}"
 style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:60pt;rotation:310;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin"
 fillcolor="{colour}" stroked="f">
<v:fill opacity=".25"/><v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt"
 string="{words}"/></v:shape></w:pict>"""


def document_docx(document: Document, marking: Marking, *, large_print: bool) -> bytes:
    """Return a document as DOCX on A4, with marking and page numbers on every page."""
    file = docx.Document()
    size = _LARGE if large_print else _USUAL
    _set_up(file, document, marking, size)
    if document.is_letter:
        if document.logo:
            _add_logo(file, document.logo)
        above, *below = document.sections
        _add_words(file, above)
        file.add_heading(_drawn(document.title), level=2)
        for section in below:
            _add_words(file, section)
    else:
        file.add_heading(_drawn(document.title), level=1)
        file.add_paragraph(_drawn(document.subtitle))
        for section in document.sections:
            file.add_heading(_drawn(section.title), level=2)
            _add_fields(file, section.fields)
            _add_table(file, section)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def _set_up(file: Any, document: Document, marking: Marking, size: int) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(size)
    normal.paragraph_format.space_after = Pt(_AFTER if document.is_letter else _AFTER_FIELD)
    spoken = OxmlElement("w:lang")  # else every Welsh word is underlined as misspelt
    spoken.set(qn("w:val"), f"{language()}-GB")
    normal.element.get_or_add_rPr().append(spoken)
    for level, times in ((1, 1.7), (2, 1.3)):
        style = file.styles[f"Heading {level}"]
        style.font.name, style.font.size = _FONT, Pt(round(size * times))
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    about = file.core_properties
    about.title, about.author = document.title, marking.organisation
    about.category = about.keywords = mark_of(is_practice=marking.is_practice)
    about.created = about.modified = _NO_TIME
    about.last_modified_by, about.comments = "", ""
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    _edge(page.header.paragraphs[0], marking.head)
    if marking.handling:
        _edge(page.header.add_paragraph(), marking.handling)
    for words in marking.watermarks:
        line = page.header.add_paragraph()
        _edge(line, words, colour=_WATERMARK, size=16)
    if marking.watermarks:
        _lay_across(line, " – ".join(marking.watermarks))
    _edge(page.footer.paragraphs[0], marking.text)
    _number(page.footer.add_paragraph())


def _edge(line: Any, words: str, *, colour: RGBColor | None = None, size: int = 9) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(_drawn(words))
    run.bold, run.font.size = True, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _lay_across(line: Any, words: str) -> None:
    """Lay words across the page behind the text, as word processors themselves keep a watermark.

    The lines of the header say the same to programs that draw no such shape, and are read out.
    """
    shape = _ACROSS.format(
        words=escape(words, {'"': "&quot;"}),
        width=min(640, 40 * len(words)),
        colour=f"#{_WATERMARK}",
        font=_FONT,
    )
    line.add_run()._r.append(parse_xml(shape))


def _number(line: Any) -> None:
    """Write "Page 1 of 4" with fields that the word processor fills in."""
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, rest = _("Page {number} of {pages}").split("{number}")
    between, after = rest.split("{pages}")
    line.add_run(before)
    _field(line, "PAGE")
    line.add_run(between)
    _field(line, "NUMPAGES")
    line.add_run(after)


def _field(line: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)


def _add_fields(file: Any, fields: tuple[Field, ...]) -> None:
    for one in fields:
        line = file.add_paragraph()
        if one.title:
            line.add_run(_("{title}: ").format(title=_drawn(one.title))).bold = True
        line.add_run(_drawn(one.text))


def _add_words(file: Any, section: Section) -> None:
    """Add what a letter says: the titles of its parts are for the check alone."""
    for one in section.fields:
        file.add_paragraph(_drawn(one.text))


def _add_logo(file: Any, picture: bytes) -> None:
    line = file.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    shown = line.add_run().add_picture(io.BytesIO(picture))
    scale = min(Mm(50) / shown.width, Mm(25) / shown.height)
    shown.width, shown.height = int(shown.width * scale), int(shown.height * scale)


def _add_table(file: Any, section: Section) -> None:
    if not section.rows:
        return
    table = file.add_table(rows=1, cols=len(section.rows[0]), style="Table Grid")
    table.autofit = False
    for cell, one in zip(table.rows[0].cells, section.rows[0], strict=True):
        cell.paragraphs[0].add_run(_drawn(one.title)).bold = True
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in section.rows:
        for cell, one in zip(table.add_row().cells, row, strict=True):
            cell.text = _drawn(one.text)
    share = _WIDTH / sum(section.widths)
    for column, width in zip(table.columns, section.widths, strict=True):
        column.width = int(share * width)  # some programs look here, others at the cells
        for cell in column.cells:
            cell.width = int(share * width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(_AFTER_CELL)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _drawn(words: str) -> str:
    """Return words without what XML cannot hold; ends of lines stay."""
    return "".join(
        one
        for one in words.translate(_BREAKS)
        if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs", "Cn", "Co"}
    )
