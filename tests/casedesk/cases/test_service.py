"""Taking in referrals: one act makes people, place, case and referral, and finds repeats."""

from datetime import date

import pytest
from msgspec.structs import replace

from casedesk.cases import service
from casedesk.cases.case_list import case_rows
from casedesk.cases.model import CaseStatus
from casedesk.cases.tables import CasePersonRow
from casedesk.errors import ConflictError, InputError
from casedesk.interventions.person_changes import join_people, undo_join
from casedesk.people.model import NewPerson
from casedesk.places.service import find_places
from casedesk.referrals.model import (
    CriterionMet,
    Gap,
    Involved,
    NewReferral,
    ReferralFields,
    ReferringAgency,
)
from casedesk.referrals.service import freeze_when_heard
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

GARETH = NewPerson(surname="Pugh", forenames="Gareth")


def again(workspace: Workspace, case_id: int, received_on: date, **given: object) -> NewReferral:
    """The same two people referred again."""
    subject, harming = people_of(workspace, case_id)
    return new_referral(
        subject=subject,
        others=(Involved(harming, "person_causing_harm"),),
        received_on=received_on,
        **given,
    )


def test_one_act_makes_people_place_case_and_referral(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    assert taken.reference == "M-2026-001"
    assert taken.gaps == ()
    (line,) = case_rows(workspace, [taken.case_id])
    assert (line.subject_name, line.received_on) == ("Siân Morgan", date(2026, 11, 12))
    assert line.lead_agency == "Police"
    details = service.referral_details(workspace, taken.referral_id)
    assert [(a.agency_id, a.weight) for a in details.agencies] == [("police", 0.5), ("idva", 0.5)]
    assert details.criteria[0].evidence == "Three reports in eight weeks."


def test_an_agency_of_weight_2_has_twice_the_share_of_one_of_weight_1(
    workspace: Workspace,
) -> None:
    agencies = (ReferringAgency("police", 2), ReferringAgency("idva"), ReferringAgency("housing"))
    taken = service.take_in_referral(workspace, new_referral(agencies=agencies))
    details = service.referral_details(workspace, taken.referral_id)
    assert [a.weight for a in details.agencies] == [0.5, 0.25, 0.25]


def test_references_go_on_within_forum_and_year(workspace: Workspace) -> None:
    service.take_in_referral(workspace, new_referral(reference="M-2026-013"))
    assert service.take_in_referral(workspace, new_referral()).reference == "M-2026-014"
    late = new_referral(received_on=date(2025, 12, 30))
    assert service.take_in_referral(workspace, late).reference == "M-2025-001"
    for typed in ("M-2026-014", "m-2026-014 "):  # nobody would tell the two apart
        with pytest.raises(InputError) as refused:
            service.take_in_referral(workspace, new_referral(reference=typed))
        assert refused.value.problems.keys() == {"reference"}


def test_only_what_a_record_cannot_exist_without_stops_it(workspace: Workspace) -> None:
    bare = NewReferral(
        "marac", ReferralFields(received_on=date(2026, 11, 12)), NewPerson(forenames="Siân")
    )
    taken = service.take_in_referral(workspace, bare)
    assert set(taken.gaps) == set(Gap) - {Gap.EVIDENCE}
    nothing = NewReferral("marac", ReferralFields())
    with pytest.raises(InputError) as refused:
        service.take_in_referral(workspace, nothing)
    assert refused.value.problems.keys() == {"received_on", "subject"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"received_on": date(2026, 11, 21)}, "received_on"),
        ({"subject": NewPerson(surname="Morgan", born_on=date(2026, 11, 13))}, "subject"),
        ({"agencies": (ReferringAgency("police", 1), ReferringAgency("idva", 0))}, "agencies"),
        ({"agencies": (ReferringAgency("police"), ReferringAgency("police"))}, "agencies"),
        ({"criteria": (CriterionMet("hotspot"),)}, "criteria"),
        ({"others": (Involved(GARETH, "witness"),)}, "others"),
        ({"others": (Involved(NewPerson(), "child"),)}, "others"),
        ({"forum_id": "governance_board"}, "forum"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(
    workspace: Workspace, given: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        service.take_in_referral(workspace, new_referral(**given))
    assert field in refused.value.problems


def test_a_refused_referral_leaves_nothing_behind(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(reference="M-1"))
    with pytest.raises(InputError):
        service.take_in_referral(workspace, new_referral(reference="M-1"))
    assert [line.id for line in case_rows(workspace, range(1, 9))] == [first.case_id]


def test_a_forum_that_hears_places_takes_one_without_a_person(workspace: Workspace) -> None:
    place = new_referral(
        forum_id="jag", subject=None, others=(), criteria=(), address="The Green, Mill Lane"
    )
    taken = service.take_in_referral(workspace, place)
    assert case_rows(workspace, [taken.case_id])[0].subject_name == "The Green, Mill Lane"
    assert taken.reference == "J-2026-001"
    by_postcode = replace(place, address="", postcode="qx9 1aa")
    taken = service.take_in_referral(workspace, by_postcode)
    assert case_rows(workspace, [taken.case_id])[0].subject_name == "QX9 1AA"
    assert [one.postcode for one in find_places(workspace, "QX9 1AA")] == ["QX9 1AA"]


def test_the_same_two_people_within_twelve_months_are_a_repeat(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2025, 11, 20)))
    subject, harming = people_of(workspace, first.case_id)
    shown = service.preview_repeat(workspace, "marac", subject, [harming], date(2026, 11, 20))
    assert shown is not None
    assert (shown.reference, shown.counted_from) == (first.reference, date(2025, 11, 20))
    assert "12 months" in shown.rule
    second = service.take_in_referral(
        workspace, again(workspace, first.case_id, date(2026, 11, 20))
    )
    assert second.repeat == shown
    assert case_rows(workspace, [second.case_id])[0].is_repeat
    assert not case_rows(workspace, [first.case_id])[0].is_repeat
    alone = service.preview_repeat(workspace, "marac", subject, [], date(2026, 11, 20))
    assert alone is None


def test_new_referral_that_comes_in_late_makes_the_one_after_it_a_repeat(
    workspace: Workspace,
) -> None:
    later = service.take_in_referral(workspace, new_referral(received_on=date(2026, 11, 12)))
    earlier = service.take_in_referral(workspace, again(workspace, later.case_id, date(2026, 3, 1)))
    assert earlier.repeat is None
    found = service.referral_details(workspace, later.referral_id).repeat
    assert (found.is_repeat, found.of_id) == (True, earlier.referral_id)
    service.decline_referral(workspace, earlier.referral_id, "Heard elsewhere.")
    assert not service.referral_details(workspace, later.referral_id).repeat.is_repeat
    assert case_rows(workspace, [earlier.case_id])[0].status is CaseStatus.CLOSED


def test_once_heard_a_repeat_stays_what_it_was(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 3, 1)))
    second = service.take_in_referral(workspace, again(workspace, first.case_id, date(2026, 10, 1)))
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        assert freeze_when_heard(change, second.referral_id)
        change.audit("test.heard", "test")
    service.mark_referral_in_error(workspace, first.referral_id, "Entered twice.")
    assert service.referral_details(workspace, second.referral_id).repeat.is_repeat
    with pytest.raises(InputError):
        service.deny_repeat(workspace, second.referral_id, "Not the same man.")


def test_a_repeat_can_be_denied_with_a_reason(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 3, 1)))
    second = service.take_in_referral(workspace, again(workspace, first.case_id, date(2026, 10, 1)))
    with pytest.raises(InputError):
        service.deny_repeat(workspace, second.referral_id, " ")
    service.deny_repeat(workspace, second.referral_id, "A dispute over a fence.")
    third = service.take_in_referral(workspace, again(workspace, first.case_id, date(2026, 11, 1)))
    denied = service.referral_details(workspace, second.referral_id).repeat
    assert (denied.is_repeat, denied.denied_reason) == (False, "A dispute over a fence.")
    assert third.repeat is not None
    assert third.repeat.referral_id == second.referral_id
    typed = again(workspace, first.case_id, date(2026, 11, 2), not_a_repeat_reason="Same report.")
    assert service.take_in_referral(workspace, typed).repeat is None


def test_a_joined_person_is_the_same_person(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 3, 1)))
    other = service.take_in_referral(workspace, new_referral(received_on=date(2026, 10, 1)))
    assert other.repeat is None
    kept, joined = (people_of(workspace, case) for case in (first.case_id, other.case_id))
    joins = [join_people(workspace, *pair) for pair in zip(kept, joined, strict=True)]
    assert case_rows(workspace, [other.case_id])[0].is_repeat
    found = service.preview_repeat(workspace, "marac", joined[0], [joined[1]], date(2026, 11, 1))
    assert found is not None
    assert found.referral_id == other.referral_id
    undo_join(workspace, joins[1])
    assert not case_rows(workspace, [other.case_id])[0].is_repeat


def test_filling_in_needs_no_reason_but_correcting_does(workspace: Workspace) -> None:
    taken = service.take_in_referral(
        workspace, new_referral(told_and_wants=None, agencies=(ReferringAgency("police"),))
    )
    assert taken.gaps == (Gap.TOLD_AND_WANTS,)
    read = service.referral_details(workspace, taken.referral_id)
    filled = replace(read.fields, told_and_wants="told_agrees")
    service.correct_referral(workspace, taken.referral_id, filled, version=read.version)
    read = service.referral_details(workspace, taken.referral_id)
    assert (read.gaps, read.corrections) == ((), ())
    moved = replace(read.fields, received_on=date(2026, 11, 10))
    with pytest.raises(InputError):
        service.correct_referral(workspace, taken.referral_id, moved)
    service.correct_referral(
        workspace,
        taken.referral_id,
        moved,
        "Misread.",
        agencies=(ReferringAgency("idva"),),
        version=read.version,
    )
    read = service.referral_details(workspace, taken.referral_id)
    assert {(c.field, c.old_value) for c in read.corrections} == {
        ("received_on", "2026-11-12"),
        ("agencies", "police 1"),
    }
    assert case_rows(workspace, [taken.case_id])[0].received_on == date(2026, 11, 10)
    with pytest.raises(ConflictError):
        service.correct_referral(workspace, taken.referral_id, filled, "Again.", version=1)


def test_new_referral_in_error_takes_its_case_out_of_the_list(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    service.mark_referral_in_error(workspace, taken.referral_id, "Entered twice.")
    assert case_rows(workspace, [taken.case_id]) == []


def test_the_people_of_a_case_have_parts_and_the_forums_roles(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.query(CasePersonRow).filter_by(case_id=taken.case_id).all()
        assert {(row.role, row.forum_role_id, row.relationship_kind) for row in rows} == {
            ("subject", "victim", None),
            ("harming", "person_causing_harm", "ex_partner"),
        }
