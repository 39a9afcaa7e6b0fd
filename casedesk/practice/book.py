"""Rows of practice data until they are written, many at a time."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

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
_AT_ONCE = 5_000


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
            table = kind.__table__
            if not isinstance(table, Table):
                raise TypeError(kind)
            for part in _parts(self.rows[kind]):
                connection.execute(insert(table), part)
                done += len(part)
                written(done, total)


def _parts(rows: list[Values]) -> Iterator[list[Values]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
