"""A return that has a row for each meeting held, with its own checks."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.dates import Period
from casedesk.errors import PublicationRefusedError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.measures.catalogue import Measure, measures
from casedesk.measures.model import Value
from casedesk.measures.returns import Return
from casedesk.measures.values import value_if_none, values_of
from casedesk.meetings.tables import MeetingRow

CASES = "marac.cases_discussed"
NOT_ABOVE_CASES = ("marac.repeat_cases", "marac.cases_with_children")
SOURCES = "marac.source_"  # together they make up the cases
ROUNDING = 1e-6


class MeetingFigures(Struct, frozen=True):
    """One row: the meeting and its figures by measure; None is "not collected"."""

    meeting_id: int
    forum: str
    held_on: date
    figures: Mapping[str, Value]


def meeting_rows(session: Session, wanted: Return, period: Period) -> list[MeetingFigures]:
    """Return a row for each meeting of the return's forum that was held in `period`.

    Raises:
        PublicationRefusedError: a row contradicts itself; the sentence names the meeting.
    """
    counted = [measures()[c.figure] for c in wanted.columns if c.figure in measures()]
    found = values_of(session, counted, period, ("meeting",))
    held = session.execute(
        select(MeetingRow.id, MeetingRow.held_on)
        .where(
            MeetingRow.forum_id == wanted.forum,
            MeetingRow.status == "held",
            MeetingRow.held_on.between(period.first, period.last),
            MeetingRow.error_at.is_(None),
        )
        .order_by(MeetingRow.held_on, MeetingRow.id)
    )
    title = catalogue_text(forums()[wanted.forum].title)
    rows = [
        MeetingFigures(meeting, title, day, _figures(counted, found, str(meeting)))
        for meeting, day in held
    ]
    for row in rows:
        _check(row)
    return rows


def _figures(
    counted: list[Measure], found: Mapping[str, Mapping[tuple[str, ...], Value]], meeting: str
) -> dict[str, Value]:
    return {
        measure.id: found[measure.id].get((meeting,), value_if_none(measure)) for measure in counted
    }


def _check(row: MeetingFigures) -> None:
    """Hold a row against the return's own rules: repeats and cases with children are cases."""
    cases = row.figures.get(CASES) or 0
    parts = [value or 0 for name, value in row.figures.items() if name.startswith(SOURCES)]
    above = [name for name in NOT_ABOVE_CASES if (row.figures.get(name) or 0) > cases]
    if above or (parts and abs(sum(parts) - cases) > ROUNDING):
        raise PublicationRefusedError(
            _(
                "The figures of the meeting of {day} contradict each other: check who referred "
                "its cases and which are repeats, then make the return again."
            ).format(day=row.held_on.isoformat())
        )
