"""Reads Word documents: paragraphs and tables in reading order, no field or link carried out."""

import io

import docx
from docx.document import Document
from docx.section import Section
from docx.table import Table, _Cell

from casedesk.arrivals.limits import MOST_TEXT, cut
from casedesk.arrivals.model import Arrival, ArrivalKind
from casedesk.arrivals.plain_words import one_line, plain
from casedesk.progress import Progress

_DEEPEST = 6  # tables within tables


def read_word(name: str, content: bytes, progress: Progress) -> Arrival:
    """Read a `.docx` file."""
    document = docx.Document(io.BytesIO(content))
    lines = [*_edges(document, "header"), *_lines(document, progress), *_edges(document, "footer")]
    text, notes = cut(plain("\n".join(lines)))
    about = document.core_properties
    return Arrival(
        name=name,
        kind=ArrivalKind.WORD,
        text=text,
        sender=one_line(about.author or ""),
        subject=one_line(about.title or ""),
        notes=notes,
    )


def _edges(document: Document, which: str) -> list[str]:
    """Return the text of the pages' heads or feet, each once."""
    found: dict[str, None] = {}
    for section in document.sections:
        for line in _edge(section, which):
            if line.strip():
                found.setdefault(line)
    return list(found)


def _edge(section: Section, which: str) -> list[str]:
    edge = section.header if which == "header" else section.footer
    return [] if edge.is_linked_to_previous else [one.text for one in edge.paragraphs]


def _lines(holder: Document | _Cell, progress: Progress, depth: int = 0) -> list[str]:
    lines: list[str] = []
    length = 0
    for block in holder.iter_inner_content():
        progress.step(0, 0)
        if isinstance(block, Table):
            found = _rows(block, progress, depth + 1) if depth < _DEEPEST else []
        else:
            found = [block.text]
        lines += found
        length += sum(map(len, found))
        if length > MOST_TEXT:
            break
    return lines


def _rows(table: Table, progress: Progress, depth: int) -> list[str]:
    """Return a table line by line, its cells with tabs between; joined cells once."""
    lines: list[str] = []
    length = 0
    for row in table.rows:
        cells: list[_Cell] = []
        for cell in row.cells:
            if not cells or cell._tc is not cells[-1]._tc:  # a joined cell comes again
                cells.append(cell)
        words = ("\n".join(_lines(cell, progress, depth)).strip() for cell in cells)
        lines.append("\t".join(words))
        length += len(lines[-1])
        if length > MOST_TEXT:
            break
    return lines
