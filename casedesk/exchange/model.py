"""What an import finds, asks and does: plain values, no database."""

from collections.abc import Mapping

from msgspec import Struct, field


class Fault(Struct, frozen=True):
    """Why a row is refused. `row` counts the headings as 1; `value` is as it stood in the cell."""

    sheet: str
    row: int
    column: str
    reason: str
    value: str


class Difference(Struct, frozen=True):
    """A row whose reference is known already, but which says something else than the record.

    `why_not` says what to do where an import cannot put it into the record; else it is empty.
    """

    sheet: str
    row: int
    reference: str
    column: str
    stored: str
    new: str
    why_not: str = ""


class Choice(Struct, frozen=True):
    """One possible answer to a question."""

    id: str
    title: str


class Question(Struct, frozen=True):
    """A word that stands for nothing known; asked once, however many rows hold it.

    `kind` is the name of the table in an answers file: agency, forum, power, register,
    risk_tool, series, criterion or ethnicity. `suggestions` come nearest first;
    `refuses` is False where the rows are taken with the word as it was written;
    `nearest` is the id of a choice so like the word that it is worth offering.
    """

    kind: str
    word: str
    rows: int
    refuses: bool
    suggestions: tuple[Choice, ...]
    nearest: str | None = None


Answers = Mapping[str, Mapping[str, str]]
"""Kind -> word -> id, as in an answers file."""


class SheetCount(Struct, frozen=True):
    """What would become of the rows of one sheet."""

    sheet: str
    rows: int
    new: int
    same: int
    differing: int
    refused: int


class ImportReport(Struct, frozen=True):
    """What reading a workbook showed, before anything is written."""

    file_name: str
    counts: tuple[SheetCount, ...]
    faults: tuple[Fault, ...]
    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]
    absent_sheets: tuple[str, ...]
    ignored_sheets: tuple[str, ...]
    ignored_columns: tuple[tuple[str, str], ...]  # sheet, heading

    @property
    def new(self) -> int:
        """Return how many rows would be taken."""
        return sum(count.new for count in self.counts)

    @property
    def same(self) -> int:
        """Return how many rows are in the file already."""
        return sum(count.same for count in self.counts)

    @property
    def refused(self) -> int:
        """Return how many rows are refused; a row may have several faults."""
        return sum(count.refused for count in self.counts)


class ImportResult(Struct, frozen=True):
    """What an import did."""

    taken: int
    same: int
    refused: int
    corrected: int
    possible_matches: int
    records: Mapping[str, int] = field(default_factory=dict)  # table -> rows written
