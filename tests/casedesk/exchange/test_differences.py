"""A second import with changed lines: every column is compared, each taken only when chosen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.exchange import service
from casedesk.exchange.layout import ACTIONS, INTERVENTIONS, REFERRALS, Sheet
from casedesk.exchange.model import Difference
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import (
    a_referral,
    an_action,
    an_order,
    bring_in,
    write_workbook,
)

REFERRAL = a_referral(
    other_referring_agencies="IDVA",
    criteria="professional judgement",
    victim_gender="F",
    victim_ethnicity="White British",
    victim_disabled="no",
    victim_lgbt="no",
    victim_address="1 High Street",
    relationship="partner",
    children_in_household=1,
    risk_tool="dash_safelives",
    risk_score=12,
    professional_judgement="afraid",
    consent="yes",
    heard_on="20/03/2025",
    outcome="actions agreed",
)
SAYS_OTHERWISE: dict[str, Any] = {
    "received_on": "04/03/2025",
    "referring_agency": "Probation",
    "other_referring_agencies": "Fire and rescue",
    "criteria": "visible high risk",
    "victim_surname": "Danvers-Lee",
    "victim_forenames": "Anna",
    "victim_date_of_birth": "23/03/1977",
    "victim_gender": "M",
    "victim_ethnicity": "Asian Indian",
    "victim_disabled": "yes",
    "victim_lgbt": "yes",
    "victim_address": "2 High Street",
    "victim_postcode": "QX5 1AA",
    "other_surname": "Thackeray",
    "other_forenames": "Jon",
    "other_date_of_birth": "06/11/1985",
    "other_role": "relative",
    "relationship": "parent",
    "children_in_household": 2,
    "risk_tool": "asb_matrix",
    "risk_score": 18,
    "professional_judgement": "very afraid",
    "consent": "no",
    "heard_on": "27/03/2025",
    "outcome": "Withdrawn by the agency",
}
ACTION = an_action(
    forum="MARAC", due_on="01/04/2025", owner="Siân", status="open", outcome_note="begun"
)
ACTION_SAYS: dict[str, Any] = {
    "case_reference": "R-2",
    "forum": "JAG",
    "set_on": "05/03/2025",
    "due_on": "02/04/2025",
    "agency": "Probation",
    "owner": "Tomos",
    "task": "Fit two locks",
    "status": "done",
    "closed_on": "02/04/2025",
    "outcome_note": "fitted",
}
ORDER = an_order(
    case_reference="R-1",
    subject_surname="Moss",
    subject_forenames="Idris",
    subject_date_of_birth="01/02/1980",
    premises_address="9 Mill Lane",
    premises_postcode="QX2 2BB",
    applicant="police",
    issued_at="01/03/2025 09:00",
    served_at="01/03/2025 10:00",
    granted_on="02/03/2025",
    terms="full",
    ends_on="02/06/2025",
    breached_on="10/03/2025",
    consultation_held_on="28/02/2025",
    safeguarding_checklist_on="27/02/2025",
    exit_meeting_on="01/06/2025",
    note="first",
)
ORDER_SAYS: dict[str, Any] = {
    "case_reference": "R-2",
    "subject_surname": "Mosse",
    "subject_forenames": "Idriss",
    "subject_date_of_birth": "02/02/1980",
    "premises_address": "10 Mill Lane",
    "premises_postcode": "QX2 2CC",
    "applicant": "council",
    "issued_at": "01/03/2025 09:30",
    "served_at": "01/03/2025 10:30",
    "granted_on": "03/03/2025",
    "terms": "partial",
    "ends_on": "03/06/2025",
    "breached_on": "11/03/2025",
    "consultation_held_on": "27/02/2025",
    "safeguarding_checklist_on": "26/02/2025",
    "exit_meeting_on": "02/06/2025",
    "note": "second",
}
# Surname and forenames together would name somebody else, which no import corrects.
ONE_AT_A_TIME = [
    *((REFERRALS, REFERRAL, {k: v}) for k, v in SAYS_OTHERWISE.items()),
    (REFERRALS, a_referral(), {"forum": "JAG"}),
    *((ACTIONS, ACTION, {k: v}) for k, v in ACTION_SAYS.items() if k != "closed_on"),
    (ACTIONS, ACTION | {"status": "done"}, {"closed_on": "02/04/2025"}),
    *((INTERVENTIONS, ORDER, {k: v}) for k, v in ORDER_SAYS.items()),
    (INTERVENTIONS, an_order(power="cpn"), {"power": "pspo"}),
]
TWO_CASES = [a_referral(), a_referral(reference="R-2", victim_forenames="Mair")]


def rows(workspace: Workspace, sql: str) -> list[Any]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = [tuple(row) for row in session.execute(text(sql))]
    return [row[0] if len(row) == 1 else row for row in found]


def differences(workspace: Workspace, path: Path) -> tuple[Difference, ...]:
    return service.read_plan(workspace, path).report.differences


def take(workspace: Workspace, path: Path, *columns: str) -> None:
    """Bring in those differences of a workbook that are in these columns, or all of them."""
    plan = service.read_plan(workspace, path)
    chosen = [d for d in plan.report.differences if not columns or d.column in columns]
    assert service.apply_plan(workspace, plan, apply_differences=chosen).corrected == 1


def test_every_column_of_a_known_reference_is_tried_below() -> None:
    for layout in (REFERRALS, ACTIONS, INTERVENTIONS):
        tried = {column for sheet, _b, said in ONE_AT_A_TIME if sheet is layout for column in said}
        assert tried == set(layout.headings) - {"reference"}


@pytest.mark.parametrize(("layout", "before", "said"), ONE_AT_A_TIME)
def test_each_column_is_compared_and_once_taken_agrees(
    workspace: Workspace, tmp_path: Path, layout: Sheet, before: Any, said: Any
) -> None:
    others = {} if layout is REFERRALS else {"Referrals": TWO_CASES}
    bring_in(workspace, tmp_path, **others, **{layout.name: [before]})
    path = write_workbook(tmp_path / "again.xlsx", **{layout.name: [before | said]})
    found = differences(workspace, path)
    # An address is one difference with its postcode.
    assert [one.column for one in found] == [key.replace("postcode", "address") for key in said]
    assert not found[0].why_not
    take(workspace, path)
    report = service.read_plan(workspace, path).report
    assert report.differences == ()
    assert report.same == 1


def test_a_field_is_taken_alone_and_the_rest_is_offered_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    changed = REFERRAL | {"risk_score": 18, "victim_gender": "M", "heard_on": "27/03/2025"}
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[changed])
    take(workspace, path, "risk_score")
    assert rows(workspace, 'SELECT risk_score, risk_band FROM "case"') == [(18, "high")]
    assert rows(workspace, "SELECT gender FROM person WHERE id = 1") == ["female"]
    assert {d.column for d in differences(workspace, path)} == {"victim_gender", "heard_on"}


def test_taking_nothing_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    changed = {k: v for k, v in SAYS_OTHERWISE.items() if k != "other_surname"}
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[REFERRAL | changed])
    plan = service.read_plan(workspace, path)
    assert service.apply_plan(workspace, plan).corrected == 0
    assert rows(workspace, "SELECT count(*) FROM correction") == [0]
    assert service.read_plan(workspace, path).report.differences == plan.report.differences


def test_a_blank_cell_takes_nothing_away(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL], Actions=[ACTION | {"status": "done"}])
    bare = {key: value for key, value in a_referral().items() if not key.startswith("other_")}
    path = write_workbook(
        tmp_path / "again.xlsx", Referrals=[bare], Actions=[an_action(task="Fit a lock")]
    )
    assert differences(workspace, path) == ()


def test_another_hearing_day_moves_the_case_and_what_is_done_follows_the_outcome(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    changed = REFERRAL | {"heard_on": "27/03/2025", "outcome": "Withdrawn by the agency"}
    take(workspace, write_workbook(tmp_path / "again.xlsx", Referrals=[changed]))
    assert rows(
        workspace,
        """SELECT m.held_on, d.status, d.outcome FROM discussion d
        JOIN meeting m ON m.id = d.meeting_id WHERE d.error_at IS NULL""",
    ) == [("2025-03-27", "heard", "Withdrawn by the agency")]
    assert rows(workspace, 'SELECT status, last_heard_on FROM "case"') == [("closed", "2025-03-27")]
    assert rows(workspace, "SELECT status FROM referral") == ["declined"]


def test_a_minuted_hearing_stays_beside_a_new_one(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.session.execute(text("UPDATE discussion SET minutes = 'said'"))
        change.audit("discussion.recorded", "discussion/1")
    changed = REFERRAL | {"heard_on": "27/03/2025"}
    take(workspace, write_workbook(tmp_path / "again.xlsx", Referrals=[changed]))
    assert rows(workspace, "SELECT count(*) FROM discussion WHERE error_at IS NULL") == [2]


def test_a_case_on_an_agenda_keeps_its_forum(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    changed = REFERRAL | {"forum": "JAG"}
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[changed])
    (forum,) = (d for d in differences(workspace, path) if d.column == "forum")
    assert forum.why_not == "The case stands on an agenda of its forum. Take it off there first."
    plan = service.read_plan(workspace, path)
    service.apply_plan(workspace, plan, apply_differences=plan.report.differences)
    assert rows(workspace, "SELECT forum_id FROM referral") == ["marac"]


def test_a_row_that_names_somebody_else_renames_nobody(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    somebody = {"victim_surname": "Pugh", "victim_forenames": "Carys", "victim_gender": "M"}
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[REFERRAL | somebody])
    found = differences(workspace, path)
    assert [(d.column, d.stored, d.new, bool(d.why_not)) for d in found] == [
        ("victim_surname", "Ana Danvers", "Carys Pugh", True)
    ]
    plan = service.read_plan(workspace, path)
    assert service.apply_plan(workspace, plan, apply_differences=found).corrected == 0
    assert rows(workspace, "SELECT surname, gender FROM person WHERE id = 1") == [
        ("Danvers", "female")
    ]


def test_a_protected_address_is_not_shown_and_the_new_one_is_protected_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[REFERRAL])
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.session.execute(text("UPDATE person_address SET protected = 1"))
        change.audit("person.address_protected", "person/1")
    changed = REFERRAL | {"victim_address": "7 New Road", "victim_postcode": "QX9 9ZZ"}
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[changed])
    assert [(d.stored, d.new) for d in differences(workspace, path)] == [
        ("address protected", "7 New Road, QX9 9ZZ")
    ]
    take(workspace, path)
    assert rows(workspace, "SELECT protected FROM person_address") == [1, 1]


def test_an_action_may_move_to_a_case_of_the_same_workbook(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral()], Actions=[an_action()])
    path = write_workbook(
        tmp_path / "again.xlsx",
        Referrals=[a_referral(reference="R-9", victim_forenames="Mair")],
        Actions=[an_action(case_reference="R-9")],
    )
    assert [(d.column, d.stored, d.new) for d in differences(workspace, path)] == [
        ("case_reference", "R-1", "R-9")
    ]
    take(workspace, path)
    assert rows(
        workspace, 'SELECT c.reference FROM action a JOIN "case" c ON c.id = a.case_id'
    ) == ["R-9"]


def test_a_person_or_premises_that_were_missing_are_added(
    workspace: Workspace, tmp_path: Path
) -> None:
    bare = {key: value for key, value in a_referral().items() if not key.startswith("other_")}
    bring_in(workspace, tmp_path, Referrals=[bare], Interventions=[an_order(power="cpn")])
    more = {
        "power": "cpn",
        "subject_surname": "Thackray",
        "subject_forenames": "Jola",
        "subject_date_of_birth": "05/11/1985",
        "premises_postcode": "QX2 2BB",
        "breached_on": "10/03/2025",
    }
    path = write_workbook(
        tmp_path / "again.xlsx", Referrals=[a_referral()], Interventions=[an_order(**more)]
    )
    plan = service.read_plan(workspace, path)
    service.apply_plan(workspace, plan, apply_differences=plan.report.differences)
    assert rows(workspace, "SELECT role, person_id FROM case_person") == [
        ("subject", 1),
        ("harming", 2),
    ]
    assert rows(workspace, "SELECT person_id, place_id IS NULL FROM intervention") == [(2, 0)]
    assert rows(workspace, "SELECT breached_on FROM breach") == ["2025-03-10"]
    assert service.read_plan(workspace, path).report.differences == ()


def test_a_birth_date_that_comes_by_an_import_is_followed_by_every_record_of_the_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(victim_date_of_birth=None)])
    order = NewIntervention("cbo", person_id=1, granted_on=date(2025, 3, 2))
    record_intervention(workspace, order)
    youth = "SELECT count(*) FROM deadline WHERE rule_id = 'youth_review'"
    lacks = "SELECT gaps LIKE '%subject_born%' FROM referral"
    assert (rows(workspace, youth), rows(workspace, lacks)) == ([0], [1])
    known = a_referral(victim_date_of_birth="09/02/2011")
    take(workspace, write_workbook(tmp_path / "again.xlsx", Referrals=[known]))
    assert (rows(workspace, youth), rows(workspace, lacks)) == ([1], [0])


def test_a_referral_sent_to_another_forum_is_judged_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    later = a_referral(reference="R-2", received_on="05/05/2025")
    bring_in(workspace, tmp_path, Referrals=[a_referral(), later])
    assert rows(workspace, "SELECT is_repeat FROM referral") == [0, 1]
    path = write_workbook(tmp_path / "again.xlsx", Referrals=[later | {"forum": "JAG"}])
    take(workspace, path)
    assert rows(workspace, 'SELECT forum_id, is_repeat FROM "case" ORDER BY id') == [
        ("marac", 0),
        ("jag", 0),
    ]


def test_imported_referrals_lack_what_typed_ones_would(
    workspace: Workspace, tmp_path: Path
) -> None:
    bare = {key: value for key, value in a_referral().items() if not key.startswith("other_")}
    lines = [
        a_referral(criteria="visible high risk", consent="yes"),
        bare | {"reference": "R-2", "victim_date_of_birth": None},
        a_referral(reference="R-3", outcome="Declined: below threshold"),
    ]
    bring_in(workspace, tmp_path, Referrals=lines)
    assert rows(workspace, "SELECT gaps FROM referral ORDER BY reference") == [
        "referrer reason safe_to_tell lawful_basis",
        "referrer subject_born person_causing_harm criteria reason told_and_wants safe_to_tell "
        "lawful_basis",
        None,
    ]
    assert rows(workspace, 'SELECT unfinished FROM "case" ORDER BY reference') == [1, 1, 0]
