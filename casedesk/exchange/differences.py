"""Rows whose reference is known but which say something else than the record.

A blank cell takes nothing away: only what a row says is compared. Nothing is changed
without consent, given for each field, and what is changed then is a correction: the old
value stays, struck.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from msgspec import Struct, field
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.dates import LONDON
from casedesk.exchange.correcting import correct_values
from casedesk.exchange.model import Difference
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.rows import ParsedRow
from casedesk.exchange.stored import Stored
from casedesk.exchange.tables import ImportedRowRow
from casedesk.i18n import _
from casedesk.people.model import shown_name
from casedesk.people.rules import name_key
from casedesk.people.tables import PersonRow
from casedesk.workspace.workspace import Change

Act = Callable[[Change, str], None]
"""Puts what a row says into a record; the text is the reason of the correction."""


class Finding(Struct, frozen=True):
    """One difference, and what must be done to take it over."""

    shown: Difference
    acts: list[Act]


class RowDifference(Struct):
    """Everything in which one row differs, to be shown and, with consent, applied."""

    row: ParsedRow
    findings: dict[str, Finding] = field(default_factory=dict)  # by column
    afterwards: list[Act] = field(default_factory=list)  # what follows from any of them

    @property
    def shown(self) -> tuple[Difference, ...]:
        """Return the differences in the order in which they were found."""
        return tuple(finding.shown for finding in self.findings.values())


class Known(Struct, frozen=True):
    """What a row is compared with."""

    session: Session
    stored: Stored
    names: NameBook
    today: date

    def present(self, kind: type[Any], record_id: int | None) -> Any:
        """Return a record; None where there is none, or it was recorded in error."""
        row = self.session.get(kind, record_id) if record_id is not None else None
        return None if row is None or row.error_at is not None else row

    def person(self, person_id: int | None) -> Any:
        """Return a person, or the one that record was joined into."""
        person = self.present(PersonRow, person_id)
        while person is not None and person.joined_into_id is not None:
            person = self.present(PersonRow, person.joined_into_id)
        return person


class Comparison:
    """Collects the differences of one row."""

    def __init__(self, row: ParsedRow) -> None:
        """Begin with none."""
        self.row = row
        self.found = RowDifference(row)

    def add(self, column: str, stored: object, new: object, act: Act) -> None:
        """Note that `column` says otherwise; a second act follows from the same column."""
        finding = self.found.findings.get(column)
        if finding is None:
            self._note(column, stored, new, [act])
        else:
            finding.acts.append(act)

    def cannot(self, column: str, stored: object, new: object, why: str) -> None:
        """Note a difference that only a person can settle, at the record itself."""
        self._note(column, stored, new, [], why)

    def field(self, column: str, record: Any, values: dict[str, Any], **following: Any) -> None:
        """Compare what a cell says with the columns of a record that hold it.

        Args:
            column: the heading; a blank cell is not compared.
            record: the row of a table.
            values: what its columns would be.
            **following: further columns, written with them but not compared.
        """
        if self.row.get(column) is None:
            return
        name = next((name for name, new in values.items() if getattr(record, name) != new), None)
        if name is not None:
            act = partial(correct_values, type(record), record.id, values | following)
            self.add(column, getattr(record, name), values[name], act)

    def same_name(self, column: str, record: Any) -> None:
        """Compare a column that has the same name in the table."""
        self.field(column, record, {column: self.row.get(column)})

    def person(self, person: PersonRow, columns: str) -> None:
        """Compare names and birth date of a person."""
        surname = self.row.get(f"{columns}_surname")
        forenames = self.row.get(f"{columns}_forenames")
        if names_another(person, surname, forenames):
            old = shown_name(person.forenames, person.surname)
            why = _("The row names another person. Correct the record by hand.")
            self.cannot(f"{columns}_surname", old, shown_name(forenames or "", surname or ""), why)
            return
        self.field(f"{columns}_surname", person, {"surname": surname})
        self.field(f"{columns}_forenames", person, {"forenames": forenames})
        born_on = self.row.get(f"{columns}_date_of_birth")
        self.field(f"{columns}_date_of_birth", person, {"born_on": born_on})

    def _note(
        self, column: str, stored: object, new: object, acts: list[Act], why: str = ""
    ) -> None:
        row = self.row
        shown = Difference(
            row.sheet.name,
            row.number,
            row.values["reference"],
            column,
            _words(stored),
            _words(new),
            why,
        )
        self.found.findings[column] = Finding(shown, acts)


def names_another(person: PersonRow, surname: str | None, forenames: str | None) -> bool:
    """Tell whether a row names somebody else, not the same person in another spelling."""
    return (
        surname is not None
        and forenames is not None
        and name_key(surname) != person.surname_key
        and name_key(forenames) != person.forenames_key
    )


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def apply_differences(
    change: Change,
    differences: Iterable[RowDifference],
    chosen: Collection[Difference],
    run_id: int,
) -> int:
    """Correct what was chosen; the old values stay, struck. Return how many rows did."""
    reason, wanted, rows = _("Corrected by an import."), frozenset(chosen), 0
    for difference in differences:
        taken = [one for one in difference.findings.values() if one.acts and one.shown in wanted]
        if not taken:
            continue
        rows += 1
        for act in (*(act for one in taken for act in one.acts), *difference.afterwards):
            act(change, reason)
            change.session.flush()
        if len(taken) == len(difference.findings):  # else the rest is offered again
            _remember(change, difference.row, run_id)
    return rows


def _remember(change: Change, row: ParsedRow, run_id: int) -> None:
    """Keep what the row says now, so that a further import knows it."""
    query = select(ImportedRowRow).where(
        ImportedRowRow.sheet == row.sheet.name, ImportedRowRow.row_key == row.key
    )
    known = change.session.scalar(query)
    if known is not None:
        known.content_hash = row.content_hash
        return
    change.session.add(
        ImportedRowRow(
            run_id=run_id,
            sheet=row.sheet.name,
            row_key=row.key,
            content_hash=row.content_hash,
            record_id=None,
        )
    )
