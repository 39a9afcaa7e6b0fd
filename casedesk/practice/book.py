"""Rows of practice data until they are written, many at a time."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect

from casedesk.actions.tables import ActionRow
from casedesk.agencies.tables import PractitionerRow
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.contacts.tables import ContactNoteRow
from casedesk.incidents.tables import ReportRow
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.people.tables import PersonAddressRow, PersonRow, PossibleMatchRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.registers.tables import RegisterEntryRow
from casedesk.risk.tables import AssessmentRow
from casedesk.storage.base import Base, Recorded
from casedesk.workspace.tables import CorrectionRow

Values = dict[str, Any]
Written = Callable[[int, int], None]

# Every table after those it points to, so that each row finds what it names.
ORDER: tuple[type[Base], ...] = (
    PractitionerRow,
    PlaceRow,
    PersonRow,
    PersonAddressRow,
    CaseRow,
    CasePersonRow,
    ReferralRow,
    ReferralAgencyRow,
    ReferralCriterionRow,
    AssessmentRow,
    MeetingRow,
    AttendanceRow,
    DiscussionRow,
    ActionRow,
    InterventionRow,
    BreachRow,
    RegisterEntryRow,
    OutsideFigureRow,
    ContactNoteRow,
    ReportRow,
    PossibleMatchRow,
    CorrectionRow,
)
_MOST_VALUES = 8_000  # of one statement; SQLite takes 32,766


class Book:
    """New rows by table, each with the id it will have."""

    def __init__(self, account_id: int) -> None:
        """Begin with nothing; everything is recorded by `account_id`."""
        self.account_id = account_id
        self.rows: dict[type[Base], list[Values]] = {kind: [] for kind in ORDER}

    def add(self, kind: type[Base], recorded: datetime | None = None, /, **values: Any) -> Values:
        """Add one row, `recorded` at that moment, and return it; it may still be changed.

        All rows of a kind must name the same columns: they are written together.
        """
        rows = self.rows[kind]
        values["id"] = len(rows) + 1
        if issubclass(kind, Recorded):
            values["recorded_at"], values["recorded_by"] = recorded, self.account_id
            values["error_at"] = values["error_reason"] = None
        rows.append(values)
        return values

    @property
    def size(self) -> int:
        """Return how many rows there are."""
        return sum(len(rows) for rows in self.rows.values())

    def write(self, connection: Connection, written: Written) -> None:
        """Write every row; `written` is told how many of how many are."""
        done, total = 0, self.size
        for kind in ORDER:
            if not self.rows[kind]:
                continue
            insert = _Insert(kind, list(self.rows[kind][0]), connection.dialect)
            for part in insert.parts(self.rows[kind]):
                insert.run(connection, part)
                done += len(part)
                written(done, total)


class _Insert:
    """Writes many rows of a table with one statement.

    One statement for each row opens and closes every index each time, and with locked memory
    each of that costs calls of the operating system: many rows at once take about half.
    """

    def __init__(self, kind: type[Base], named: list[str], dialect: Dialect) -> None:
        """Write the columns `named`; others get their default."""
        table = kind.__table__
        defaults = {
            column.name: column.default.arg
            for column in table.c
            if column.name not in named and column.default is not None and column.default.is_scalar
        }
        columns = [*named, *defaults]
        quoted = ", ".join(f'"{name}"' for name in columns)
        self._head = f'INSERT INTO "{kind.__tablename__}" ({quoted}) VALUES '
        self._row = f"({', '.join('?' * len(columns))})"
        self._defaults = list(defaults.values())
        self._stored = [
            table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns
        ]

    def parts(self, rows: list[Values]) -> Iterator[list[Values]]:
        """Return `rows` in parts that one statement can take."""
        size = _MOST_VALUES // len(self._stored)
        return (rows[start : start + size] for start in range(0, len(rows), size))

    def run(self, connection: Connection, rows: list[Values]) -> None:
        """Write `rows`."""
        values = [
            value if value is None or stored is None else stored(value)
            for row in rows
            for value, stored in zip([*row.values(), *self._defaults], self._stored, strict=True)
        ]
        statement = self._head + ", ".join([self._row] * len(rows))
        connection.exec_driver_sql(statement, tuple(values))
