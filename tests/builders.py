"""Makes valid records; a test names only what it is about."""

from datetime import date
from typing import Any

from casedesk.cases.tables import CaseRow
from casedesk.people.rules import name_key, sound_key
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Workspace

RECEIVED = date(2026, 11, 2)


def a_case(workspace: Workspace, **given: Any) -> int:
    """Record a case and return its id."""
    usual = {"reference": "M-2026-014", "forum_id": "marac", "opened_on": RECEIVED}
    return _added(workspace, CaseRow(**{**usual, **given}))


def a_referral(workspace: Workspace, case_id: int, **given: Any) -> int:
    """Record a referral that led to `case_id` and return its id."""
    usual = {"reference": f"R-{case_id:04}", "forum_id": "marac", "received_on": RECEIVED}
    return _added(workspace, ReferralRow(case_id=case_id, **{**usual, **given}))


def a_person(workspace: Workspace, surname: str = "Quarrington", **given: Any) -> int:
    """Record a person and return the id."""
    keys = {
        "surname_key": name_key(surname),
        "forenames_key": name_key(given.get("forenames", "")),
        "sound_key": sound_key(surname),
    }
    return _added(workspace, PersonRow(surname=surname, **{**keys, **given}))


def a_place(workspace: Workspace, address: str = "12 Mill Court", **given: Any) -> int:
    """Record a place and return its id."""
    usual = {"postcode": "QX4 1BR", "place_key": f"{address.casefold()} qx41br"}
    return _added(workspace, PlaceRow(address=address, **{**usual, **given}))


def _added(workspace: Workspace, row: Base) -> int:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.add(row)
        change.audit("test.recorded", row.__tablename__)
    return int(row.id)  # type: ignore[attr-defined]
