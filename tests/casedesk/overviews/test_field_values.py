"""What was corrected is read by labels and in words, never by ids."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from casedesk.cases.case_life import case_details, correct_case
from casedesk.cases.service import correct_referral, referral_details, take_in_referral
from casedesk.overviews.field_values import field_value
from casedesk.overviews.service import timeline
from casedesk.referrals.model import CriterionMet, ReferringAgency
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place, new_referral


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        ("agency_id", "idva", "IDVA service"),
        ("agencies", "police 0.5; housing 0.5", "Police 0.5; Housing 0.5"),
        (
            "criteria",
            "escalation Three reports; hotspot",
            "potential escalation: Three reports; hotspot or emerging theme",
        ),
        ("told_and_wants", "told_agrees", "told, and agrees"),
        ("kind", "text", "Text message"),
        ("relationship_kind", "ex_partner", "former partner"),
        ("status", "not_possible", "no longer possible"),
        ("was_safe", "not_known", "not known"),
        ("urgent", "True", "yes"),
        ("due_on", "2026-11-27", "27 November 2026"),
        ("at", "2026-07-01 09:00:00+00:00", "1 July 2026 10:00"),
        ("at", datetime(2026, 7, 1, 9, tzinfo=UTC), "1 July 2026 10:00"),
        ("due_on", date(2026, 11, 27), "27 November 2026"),
        ("task", "2026-11-27 or so", "2026-11-27 or so"),
        ("note", "police", "police"),
        ("owner", None, ""),
    ],
)
def test_a_stored_value_in_words(field: str, stored: object, shown: str) -> None:
    assert field_value(field, stored) == shown


def test_the_timeline_shows_labels_before_and_after(workspace: Workspace) -> None:
    taken = take_in_referral(workspace, new_referral(address="The Quay"))
    held = referral_details(workspace, taken.referral_id)
    correct_referral(
        workspace,
        taken.referral_id,
        replace(held.fields, safe_to_tell="no"),
        "Asked again",
        agencies=(ReferringAgency("housing"),),
        criteria=(CriterionMet("professional_judgement", "Seen twice"),),
    )
    fields = case_details(workspace, taken.case_id).fields
    moved = replace(fields, lead_agency_id="housing", place_id=add_place(workspace, "9 Mill Row"))
    correct_case(workspace, taken.case_id, moved, "Asked again")
    pairs = {
        (one.struck, one.text.casefold())
        for one in timeline(workspace, taken.case_id)
        if one.is_correction
    }
    assert ("The Quay", "9 mill row") in pairs
    assert ("Police", "housing") in pairs
    assert any(old.startswith("Police 0.5; IDVA") and new == "housing 1" for old, new in pairs)
    assert not any("_" in old + new for old, new in pairs)
