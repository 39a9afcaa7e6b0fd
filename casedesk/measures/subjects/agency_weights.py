"""What is asked of the agencies that referred, and the columns SafeLives counts them in."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_

from casedesk.agencies.catalogue import agencies
from casedesk.measures.subjects.subject import Filter, Wanted, is_one_of

POLICE = "police"
OTHER_COLUMN = "T"  # SafeLives' column for agencies that have none of their own


def agency_filters(agency_id: ColumnElement[Any]) -> dict[str, Filter]:
    """Return the filters by agency and by SafeLives' column of the agency."""

    def in_column(wanted: Wanted) -> ColumnElement[bool]:
        ids = [key for key, agency in agencies().items() if agency.safelives_column == wanted]
        # An agency nobody named still referred: the sources must add up to the cases.
        return (
            or_(agency_id.in_(ids), agency_id.is_(None))
            if wanted == OTHER_COLUMN
            else (agency_id.in_(ids))
        )

    return {
        "agency": is_one_of(agency_id),
        "source_column": in_column,
        "partner": _partner(agency_id),
    }


def agency_value(agency_id: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the agency as an axis value."""
    return func.coalesce(agency_id, "not_collected")


def _partner(agency_id: ColumnElement[Any]) -> Filter:
    def wanted(value: Wanted) -> ColumnElement[bool]:
        partner = func.coalesce(agency_id, "") != POLICE
        return partner if value else ~partner

    return wanted
