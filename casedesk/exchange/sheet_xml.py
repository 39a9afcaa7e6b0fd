"""Reads the cells of a workbook's sheets in a stream.

openpyxl would give either every formula or every stored result, and every sheet twice.
Here a cell counts as its stored result and, only where there is none, as the text of its
formula. Entities and document types are refused, as defusedxml does; it cannot be used
itself, because it slows the parser to a fifth.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from msgspec import Struct
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from casedesk.errors import ImportRefusedError
from casedesk.exchange.cell_values import Cell
from casedesk.exchange.file_check import too_long

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_CHUNK = 256 * 1024
_MOST_COLUMNS = 16_384
_LONGEST_TEXT = 200_000  # Excel itself holds 32,767 signs in a cell

Row = tuple[int, list[tuple[int, Cell]]]
"""Its number (headings are row 1) and its cells as column (from 1) and value."""


class BrokenSheetError(ValueError):
    """The sheet is not what a spreadsheet program writes."""


class Dates(Struct, frozen=True):
    """How the workbook writes dates: which styles mean one, and the first day it counts from."""

    epoch: datetime
    styles: frozenset[int]
    durations: frozenset[int]


def _names(*tags: str) -> dict[str, str]:
    return {f"{space} {tag}": tag for space in _NAMESPACES for tag in tags}


def _parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_args: object) -> None:
    raise BrokenSheetError("document types and entities have no place in a workbook")


def shared_texts(source: IO[bytes]) -> list[str]:
    """Return the texts that cells refer to by number; phonetic hints are left out."""
    tags = _names("si", "t", "rPh")
    texts: list[str] = []
    pieces: list[str] = []
    within = {"t": False, "rPh": False}

    def start(name: str, _attributes: dict[str, str]) -> None:
        tag = tags.get(name)
        if tag in within:
            within[tag] = True

    def end(name: str) -> None:
        tag = tags.get(name)
        if tag in within:
            within[tag] = False
        elif tag == "si":
            texts.append(_joined(pieces))

    def text(data: str) -> None:
        if within["t"] and not within["rPh"]:
            pieces.append(data)

    parser = _parser(start, end, text)
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return texts


def _joined(pieces: list[str]) -> str:
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if len(text) > _LONGEST_TEXT:
        raise ImportRefusedError(too_long(_LONGEST_TEXT))
    pieces.clear()
    return text


def sheet_rows(source: IO[bytes], texts: list[str], dates: Dates) -> Iterator[Row]:
    """Give the rows of one sheet in order; rows without cells may be missing.

    Raises:
        BrokenSheetError, ValueError, IndexError, expat.ExpatError: the sheet is broken.
        ImportRefusedError: a text is longer than any spreadsheet program keeps.
    """
    reader = _SheetReader(texts, dates)
    while chunk := source.read(_CHUNK):
        reader.parser.Parse(chunk, False)
        yield from reader.finished
        reader.finished.clear()
    reader.parser.Parse(b"", True)
    yield from reader.finished


class _SheetReader:
    """Collects cells from the events of the parser."""

    def __init__(self, texts: list[str], dates: Dates) -> None:
        self.finished: list[Row] = []
        self.parser = _parser(self._start, self._end, self._text)
        self._texts, self._dates = texts, dates
        self._tags = _names("row", "c", "v", "f", "t", "rPh")
        self._formulas: dict[str, Translator] = {}
        self._row_number = 0
        self._cells: list[tuple[int, Cell]] = []
        self._column = 0
        self._pieces: list[str] = []
        self._collect = self._has_value = self._phonetic = False
        self._kind, self._style, self._reference = "n", 0, ""
        self._value: str | None = None
        self._formula: str | None = None
        self._shared: str | None = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._tags.get(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._collect = True
        elif tag == "f":
            self._collect = True
            self._shared = attributes.get("si") if attributes.get("t") == "shared" else None
        elif tag == "row":
            self._row_number = int(attributes.get("r", self._row_number + 1))
            self._column, self._cells = 0, []
        elif tag == "rPh":
            self._phonetic = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._reference = attributes.get("r", "")
        self._column = _column(self._reference.rstrip("0123456789")) or self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._value = self._formula = self._shared = None
        if self._column > _MOST_COLUMNS or len(self._cells) > _MOST_COLUMNS:
            raise BrokenSheetError("more columns than a sheet has")

    def _text(self, data: str) -> None:
        if self._collect:
            self._pieces.append(data)
            if len(self._pieces) > _LONGEST_TEXT:
                raise ImportRefusedError(too_long(_LONGEST_TEXT))

    def _end(self, name: str) -> None:
        tag = self._tags.get(name)
        if tag == "v":
            self._value, self._collect = _joined(self._pieces), False
        elif tag == "c":
            value = self._cell()
            if value is not None:
                self._cells.append((self._column, value))
        elif tag == "t":
            if not self._phonetic:
                self._value, self._collect = (self._value or "") + _joined(self._pieces), False
        elif tag == "f":
            self._formula, self._collect = _joined(self._pieces), False
        elif tag == "row":
            self.finished.append((self._row_number, self._cells))
        elif tag == "rPh":
            self._phonetic = False

    def _cell(self) -> Cell:
        if self._shared is not None and self._formula:
            self._formulas[self._shared] = Translator(f"={self._formula}", self._reference)
        text = self._value
        if text is None or (not text and self._kind not in {"str", "inlineStr"}):
            return None if self._formula is None else self._formula_text()
        if self._kind == "s":
            return self._texts[int(text)]
        if self._kind == "n":
            return self._number(text)
        if self._kind == "b":
            return bool(int(text))
        if self._kind == "d":
            return _plain(from_ISO8601(text))  # type: ignore[no-untyped-call]
        return text

    def _formula_text(self) -> str:
        if not self._formula and self._shared in self._formulas:
            return str(self._formulas[self._shared].translate_formula(self._reference))
        return f"={self._formula}"

    def _number(self, text: str) -> Cell:
        value = int(text) if text.isdigit() else float(text)
        if self._style not in self._dates.styles:
            return value
        duration = self._style in self._dates.durations
        try:
            return _plain(from_excel(value, self._dates.epoch, timedelta=duration))
        except (OverflowError, ValueError):
            return value  # marked as a date, but no day: the column says so in its own words


def _plain(value: datetime | date | time | timedelta | None) -> Cell:
    return str(value) if isinstance(value, timedelta) else value


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return column_index_from_string(letters) if letters else 0
