"""Whatever can be corrected in a case or meeting is called by words, never by its column."""

from typing import Any

import pytest

from casedesk.actions.tables import ActionRow
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.contacts.tables import ContactNoteRow
from casedesk.incidents.tables import ReportRow
from casedesk.interventions.tables import (
    BreachRow,
    DeadlineRow,
    InterventionRow,
    InterventionStepRow,
)
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.overviews.field_titles import field_titles
from casedesk.people.tables import PersonAddressRow, PersonNameRow, PersonRow, RelationRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralRow
from casedesk.risk.tables import AssessmentRow
from casedesk.storage.base import Recorded

NEVER_CORRECTED = {
    *("id", "reference", "version", "intervention_id", "referral_id", "follows_id", "other_id"),
    *("rule_id", "due_at", "latest_at", "is_day", "position", "tool_id", "tool_version"),
    *("power_id", "practitioner_id", "joined_into_id", "subject_name", "gaps", "unfinished"),
    "filled",
    *("surname_key", "forenames_key", "sound_key", "place_key", "risk_band", "score_band"),
    *("last_heard_on", "next_hearing_on", "repeat_of_id", "repeat_rule", "filled"),
}
KINDS: tuple[Any, ...] = (
    *(ActionRow, CasePersonRow, CaseRow, ContactNoteRow, ReportRow, BreachRow, DeadlineRow),
    *(InterventionRow, InterventionStepRow, DiscussionRow, PersonAddressRow, PersonNameRow),
    *(MeetingRow, PersonRow, RelationRow, PlaceRow, ReferralRow, AssessmentRow),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__tablename__))
def test_a_field_is_named_in_words(kind: Any) -> None:
    fields = set(kind.__table__.columns.keys()) - set(Recorded.__annotations__) - NEVER_CORRECTED
    assert not fields - field_titles().keys()
