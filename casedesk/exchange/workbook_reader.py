"""Opens a workbook or a CSV and gives the rows of the sheets that the layout knows."""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from xml.parsers import expat

from msgspec import Struct
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from casedesk.errors import ImportRefusedError
from casedesk.exchange.cell_values import Cell, blank, text_of
from casedesk.exchange.file_check import FileKind, check_file, damaged, other_kind, unreadable
from casedesk.exchange.layout import MOST_ROWS, SHEETS, Sheet
from casedesk.exchange.practice_mark import is_marked
from casedesk.exchange.sheet_xml import Dates, Row, shared_texts, sheet_rows
from casedesk.i18n import _
from casedesk.zip_faults import broken_zip

_BROKEN: tuple[type[Exception], ...] = (
    *broken_zip(),
    *(expat.ExpatError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError),
)
"""What the libraries raise when a workbook is not what it says; none is a bug of ours."""


_LOOK_EVERY = 200  # rows


class OpenSheet(Struct, frozen=True):
    """One sheet with known headings; `rows` can be walked once."""

    layout: Sheet
    places: dict[int, int]  # column of the sheet -> place in the layout
    ignored_columns: tuple[str, ...]
    rows: Iterator[Row]
    read_so_far: Callable[[], float]  # 0 to 1

    def filled_rows(
        self, look: Callable[[float], None] | None = None
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Give each row that is not blank: its number and its cells in the layout's order.

        `look` is told every now and then how much was read, also while all rows are blank.
        """
        width = len(self.layout.columns)
        places = self.places
        for count, (number, cells) in enumerate(self.rows):
            if look is not None and count % _LOOK_EVERY == 0:
                look(self.read_so_far())
            values: list[Cell] = [None] * width
            filled = False
            for column, value in cells:
                place = places.get(column)
                if place is not None and not blank(value):
                    values[place] = value
                    filled = True
            if filled:
                yield number, values


class OpenWorkbook(Struct, frozen=True):
    """An open file: its known sheets in the order of the layout, and what is left out."""

    sheets: tuple[OpenSheet, ...]
    ignored_sheets: tuple[str, ...]
    is_practice: bool = False  # says of itself that its records are invented

    @property
    def absent_sheets(self) -> tuple[str, ...]:
        """Return the names of known sheets that the file does not have."""
        present = {sheet.layout.name for sheet in self.sheets}
        return tuple(layout.name for layout in SHEETS if layout.name not in present)


@contextmanager
def opened(path: Path) -> Iterator[OpenWorkbook]:
    """Open `path` for the time of the block.

    Raises:
        ImportRefusedError: it cannot be read in, also while its rows are walked.
    """
    kind = check_file(path)
    try:
        if kind is FileKind.CSV:
            yield _csv(path)
            return
        with ExitStack() as sources:
            with _broken_is_refused():
                package = sources.enter_context(zipfile.ZipFile(path))
            yield _workbook(path, package, sources)
    except _BrokenFileError:
        gone = not path.is_file()  # taken away since it was chosen
        raise ImportRefusedError(unreadable() if gone else damaged()) from None


class _BrokenFileError(Exception):
    """What a library raised about the file, so that it is told from a fault of ours."""


@contextmanager
def _broken_is_refused() -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise _BrokenFileError from None


def _workbook(path: Path, package: zipfile.ZipFile, sources: ExitStack) -> OpenWorkbook:
    known = {layout.name: layout for layout in SHEETS}
    with _broken_is_refused():
        parts, dates = _parts_and_dates(path)
        present = {name: part for name, part in parts.items() if name in known}
        if not present:
            raise ImportRefusedError(_no_known_sheet())
        texts = _shared_texts(package)
        is_practice = is_marked(package)
    sheets = []
    for layout in SHEETS:
        if layout.name in present:
            with _broken_is_refused():
                source = sources.enter_context(package.open(present[layout.name]))
            size = package.getinfo(present[layout.name]).file_size
            rows = _guarded(sheet_rows(source, texts, dates))
            first = next(rows, None)
            if first is not None:  # a sheet on which nothing stands counts as absent
                share = _share_read(source, size)
                sheets.append(_open_sheet(layout, chain([first], rows), share))
    if not sheets:
        raise ImportRefusedError(_no_known_sheet())
    ignored = tuple(name for name in parts if name not in known)
    return OpenWorkbook(tuple(sheets), ignored, is_practice)


def _share_read(source: Any, size: int) -> Callable[[], float]:
    return lambda: min(source.tell() / max(size, 1), 1.0)


def _parts_and_dates(path: Path) -> tuple[dict[str, str], Dates]:
    """Return where each sheet lies in the package, and how the workbook writes dates."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would leave out is none of our columns
        reader: Any = ExcelReader(file, read_only=True)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        parts = {
            sheet.name: relation.target
            for sheet, relation in reader.parser.find_sheets()
            if relation.target in reader.valid_files and "worksheet" in relation.Type
        }
        book = reader.wb
    styles = frozenset(book._date_formats), frozenset(book._timedelta_formats)
    return parts, Dates(book.epoch, *styles)


def _shared_texts(package: zipfile.ZipFile) -> list[str]:
    for name in package.namelist():
        if name.casefold() == "xl/sharedstrings.xml":
            with package.open(name) as source:
                return shared_texts(source)
    return []


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    while True:
        with _broken_is_refused():
            row = next(rows, None)
        if row is None:
            return
        yield row


def _open_sheet(layout: Sheet, rows: Iterator[Row], share: Callable[[], float]) -> OpenSheet:
    first = next(rows, None)
    if first is not None and first[0] != 1:
        rows, first = chain([first], rows), None
    headings = [(column, text_of(value)) for column, value in (first[1] if first else [])]
    places, ignored = _placed(layout, headings)
    return OpenSheet(layout, places, ignored, rows, share)


def _placed(
    layout: Sheet, headings: Sequence[tuple[int, str]]
) -> tuple[dict[int, int], tuple[str, ...]]:
    names = {name: place for place, name in enumerate(layout.headings)}
    places = {column: names[text] for column, text in headings if text in names}
    missing = [name for name in layout.headings if name in _missing(layout, headings)]
    if missing:
        text = _('The sheet "{sheet}" has no column "{column}". Add it, and try again.')
        raise ImportRefusedError(text.format(sheet=layout.name, column='", "'.join(missing)))
    if len(set(places.values())) < len(places):
        text = _('The sheet "{sheet}" has the same heading twice. Rename one, and try again.')
        raise ImportRefusedError(text.format(sheet=layout.name))
    ignored = tuple(text for _column, text in headings if text.strip() and text not in names)
    return places, ignored


def _missing(layout: Sheet, headings: Sequence[tuple[int, str]]) -> frozenset[str]:
    return layout.needed - {text for _column, text in headings}


def too_many_rows() -> str:
    """Return the sentence for a workbook above the limit."""
    return _("This workbook has more than {count} rows. Split it and bring in the parts.").format(
        count=f"{MOST_ROWS:,}"
    )


def _csv(path: Path) -> OpenWorkbook:
    with _broken_is_refused():
        content = path.read_bytes()
    text = _decoded(content)
    delimiter = _delimiter(text)
    source = io.StringIO(text, newline="")
    rows = _guarded(_csv_rows(source, delimiter))
    first = next(rows, None)
    headings = first[1] if first else []
    layout = _layout_of([(column, text_of(value)) for column, value in headings])
    share = _share_read(source, len(text))
    rows = chain([first] if first else [], rows)
    return OpenWorkbook((_open_sheet(layout, rows, share),), ())


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefusedError(other_kind())


def _delimiter(text: str) -> str:
    """Return the sign between columns: the one that finds most known headings in line one."""
    known = {name for layout in SHEETS for name in layout.headings}
    line = text.split("\n", 1)[0].strip()

    def found(sign: str) -> int:
        return sum(word.strip('" ') in known for word in line.split(sign))

    return max((",", ";", "\t"), key=found)


def _csv_rows(source: io.StringIO, delimiter: str) -> Iterator[Row]:
    """Walk the rows; a quotation mark that nothing closes would swallow all rows after it."""
    text, begins, line = source.getvalue(), 0, 1
    reader = csv.reader(source, delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            if source.tell() == len(text) and _is_left_open(text[begins:], delimiter):
                raise ImportRefusedError(_broken_line(line))
            begins, line = source.tell(), reader.line_num + 1
            yield number, list(enumerate(cells, start=1))
    except csv.Error:
        raise ImportRefusedError(_broken_line(line)) from None


def _is_left_open(last_row: str, delimiter: str) -> bool:
    """Tell whether a further line would still belong to the last row."""
    source = io.StringIO(last_row + "\nx", newline="")
    return len(list(csv.reader(source, delimiter=delimiter))) == 1


def _broken_line(line: int) -> str:
    return _(
        "Line {line} of this file cannot be read: a quotation mark is not closed there, or a cell "
        "is longer than {most} characters. Correct the line, or open the file in your "
        "spreadsheet program, look at it there and save it as .xlsx."
    ).format(line=line, most=f"{csv.field_size_limit():,}")


def _layout_of(headings: Sequence[tuple[int, str]]) -> Sheet:
    """Return the sheet whose headings these are."""
    fitting = [layout for layout in SHEETS if not _missing(layout, headings)]
    if not fitting:
        raise ImportRefusedError(_no_known_sheet())
    texts = {text for _column, text in headings}
    return max(fitting, key=lambda layout: len(texts & set(layout.headings)))


def _no_known_sheet() -> str:
    return _(
        "None of the sheets that can be read in was found: {sheets}. "
        "Compare the headings with the template."
    ).format(sheets=", ".join(layout.name for layout in SHEETS))
