"""The shipped catalogues: what the law, the return and a partnership's workbook need of them."""

from datetime import date

import pytest

from casedesk.agencies.catalogue import agencies, agency_names
from casedesk.forums.catalogue import CaseContent, RepeatAnchor, forum_names, forums
from casedesk.interventions.catalogue import PowerKind, power_names, powers
from casedesk.outside_figures.catalogue import series
from casedesk.people.catalogue import ethnic_detail_of, ethnic_group_of, lists, names_in
from casedesk.referrals.catalogue import Regime, default_basis, lawful_bases
from casedesk.registers.catalogue import register_names, registers

FORUMS = """marac sarac asbrac cr_marac jag jag_youth jag_adults_at_risk jtm maps mini_maps
case_conference problem_solving_task_group asb_neighbourhood matac darim emrac
ce_missing_partnership syv_panel iom channel prevent_group asb_case_review closure_consultation
closure_exit vulnerable_tenancy street_community swip hate_case_monitoring iag dhr fgm_meeting
ocg_group nightsafe rural_crime restorative governance_board"""

POWERS = """closure_notice closure_order asb_injunction respect_order youth_injunction
housing_injunction cpw cpn fpn_cpn pspo fpn_pspo dispersal cbo abc warning_letter tenancy_warning
mediation restorative_justice case_conference absolute_ground dvpn dvpo dapn dapo spo stpo stro
cawn recovery_order nrm_referral duty_to_notify fmpo fgmpo dvds asb_case_review lpb_review dhr
channel"""

REGISTERS = """guardcam sanctuary target_hardening smartwater safe_place training operation
scheme_membership engagement commissioned_project exploitation_case intelligence_report
hate_report"""


def test_every_forum_power_and_register_is_there() -> None:
    assert set(forums()) == set(FORUMS.split())
    assert set(powers()) == set(POWERS.split())
    assert set(registers()) == set(REGISTERS.split())


def test_only_the_marac_has_a_repeat_rule_until_a_partnership_sets_one() -> None:
    with_rule = {key: forum.repeat for key, forum in forums().items() if forum.repeat}
    assert set(with_rule) == {"marac"}
    assert with_rule["marac"].months == 12
    assert with_rule["marac"].anchor is RepeatAnchor.REFERRAL


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("JATAC", "jtm"),
        ("SEMRAC", "emrac"),
        ("community trigger", "asb_case_review"),
        ("Domestic Homicide Review", "dhr"),
        ("Marac", "marac"),
        ("Professional case conference", "case_conference"),
    ],
)
def test_names_that_drifted_still_lead_to_the_forum(said: str, meant: str) -> None:
    assert forum_names().find(said) == meant


def test_a_forum_that_was_replaced_says_by_what() -> None:
    assert forums()["darim"].succeeded_by == "matac"


def test_channel_holds_a_pointer_and_boards_hold_no_case() -> None:
    assert forums()["channel"].content is CaseContent.POINTER_ONLY
    assert forums()["governance_board"].content is CaseContent.NONE


def test_every_forum_that_hears_people_says_who_is_the_subject() -> None:
    for forum in forums().values():
        if {"victim", "perpetrator"} & set(forum.subject_kinds):
            assert [role for role in forum.person_roles if role.subject], forum.id
        assert sum(role.subject for role in forum.person_roles) <= 1, forum.id


def test_the_workbook_s_words_are_known() -> None:
    marac = forums()["marac"]
    criteria = {criterion.id for criterion in marac.criteria}
    assert {"professional_judgement", "escalation", "visible_high_risk"} <= criteria
    outcomes = names_in(marac.outcomes)
    assert outcomes.find("heard, actions agreed") == "actions_agreed"
    assert not next(o for o in marac.outcomes if o.id == "not_accepted").accepted
    assert names_in(marac.person_roles).find("person causing harm") == "person_causing_harm"
    assert register_names().find("Sanctuary scheme") == "sanctuary"
    assert {"crime.all", "burglary_residential", "cycle_theft", "crime.shoplifting"} <= set(
        series()
    )


def test_every_column_of_the_return_has_an_agency() -> None:
    columns = {agency.safelives_column for agency in agencies().values()}
    assert columns == set("GHIJKLMNOPQRST")
    assert agency_names().find("Clinical Commissioning Group") == "health_commissioner"
    assert agency_names().find("Dept of Silly Walks") is None
    assert not agencies()["business"].sees_people


@pytest.mark.parametrize(
    ("words", "group", "detail"),
    [
        ("White British", "white", "white_british"),
        ("White - Polish", "white", "white_other"),
        ("Mixed", "mixed", None),
        ("Asian - Pakistani", "asian", "asian_pakistani"),
        ("Black - Caribbean", "black", "black_caribbean"),
        ("not stated", None, None),
    ],
)
def test_ethnicity_words_begin_with_a_group(
    words: str, group: str | None, detail: str | None
) -> None:
    assert ethnic_group_of(words) == group
    if group is not None:
        assert ethnic_detail_of(group, words) == detail


def test_the_four_faces_of_unknown_and_yes_and_no_stay_apart() -> None:
    index = names_in(lists().yes_no, lists().unknown)
    words = ["Y", "1", "TRUE", "N", "0", "not known", "not asked", "declined", "N/A", "perhaps"]
    assert [index.find(word) for word in words] == [
        *["yes"] * 3,
        *["no"] * 2,
        "not_known",
        "not_asked",
        "declined",
        "not_applicable",
        None,
    ]


def test_every_forum_starts_with_a_lawful_basis_in_force() -> None:
    for forum_id in forums():
        assert default_basis(forum_id).applies_on(date(2026, 11, 20))
    assert {basis.regime for basis in lawful_bases().values()} == set(Regime)
    newest = lawful_bases()["recognised_interest_safeguarding"]
    assert not newest.applies_on(date(2026, 2, 4))


def test_limits_of_the_law_are_dated_and_only_what_is_in_force_applies() -> None:
    fine = powers()["fpn_cpn"].limits[0]
    assert fine.on(date(2026, 11, 20)).n == 100
    months = {
        limit.id: limit.on(date(2026, 11, 20)).n for limit in powers()["closure_order"].limits
    }
    assert months == {"max_order_months": 3, "max_extension_months": 3, "max_total_months": 6}


def test_closures_come_with_steps_and_checklists() -> None:
    notice = powers()["closure_notice"]
    points = {checklist.id: len(checklist.points) for checklist in notice.checklists}
    assert points == {"contents": 7, "service": 6, "safeguarding": 6}
    assert powers()["closure_order"].notice_before == "closure_notice"
    assert [term.id for term in powers()["closure_order"].terms] == ["full", "partial"]


def test_orders_count_when_granted_all_else_when_issued() -> None:
    assert powers()["closure_order"].counted_when_granted
    assert not powers()["cpn"].counted_when_granted
    assert powers()["abc"].kind is PowerKind.VOLUNTARY
    assert not powers()["abc"].legal
    assert power_names().find("Clare's law") == "dvds"
