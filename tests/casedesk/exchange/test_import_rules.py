"""What rows of a workbook become, and which are refused."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.cases.review_times import review_times, set_review_time
from casedesk.exchange import service
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import (
    a_referral,
    an_action,
    an_order,
    bring_in,
    faults_in,
    write_workbook,
)


def rows(workspace: Workspace, sql: str) -> list[Any]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = [tuple(row) for row in session.execute(text(sql))]
    return [row[0] if len(row) == 1 else row for row in found]


def test_a_referral_opens_a_case_under_its_reference(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(risk_tool="DASH safelives", risk_score=15)])
    assert rows(workspace, 'SELECT reference, subject_name, risk_band, status FROM "case"') == [
        ("R-1", "Ana Danvers", "high", "open")
    ]
    assert rows(workspace, "SELECT role FROM case_person ORDER BY id") == ["subject", "harming"]
    assert rows(workspace, "SELECT status FROM referral") == ["accepted"]


@pytest.mark.parametrize("outcome", ["withdrawn or not accepted", "Declined: below threshold"])
def test_an_outcome_may_say_that_it_was_not_accepted(
    workspace: Workspace, tmp_path: Path, outcome: str
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(outcome=outcome)])
    assert rows(workspace, "SELECT status, status_reason FROM referral") == [("declined", outcome)]
    assert rows(workspace, 'SELECT status, close_reason FROM "case"') == [("closed", outcome)]


def test_a_case_that_comes_in_closed_has_the_day_of_its_review(
    workspace: Workspace, tmp_path: Path
) -> None:
    ended = {"received_on": date(2026, 11, 2), "outcome": "Declined: below threshold"}
    child = {"victim_date_of_birth": date(2012, 6, 1)}
    lines = [
        a_referral(**ended),
        a_referral(reference="R-2", **ended | child),
        a_referral(reference="R-3"),
    ]
    bring_in(workspace, tmp_path, Referrals=lines)
    reviews = rows(workspace, 'SELECT review_on FROM "case" ORDER BY reference')
    assert reviews == ["2033-11-02", "2037-06-01", None]


def test_its_review_follows_the_time_that_the_partnership_set(
    workspace: Workspace, tmp_path: Path
) -> None:
    marac = next(one for one in review_times(workspace) if one.id == "marac")
    set_review_time(workspace, marac, 3)
    ended = a_referral(received_on=date(2026, 11, 2), outcome="Declined: below threshold")
    bring_in(workspace, tmp_path, Referrals=[ended])
    assert rows(workspace, 'SELECT review_on FROM "case"') == ["2029-11-02"]


def test_agencies_share_a_referral_each_once(workspace: Workspace, tmp_path: Path) -> None:
    given = {"other_referring_agencies": "IDVA service; police;"}
    bring_in(workspace, tmp_path, Referrals=[a_referral(**given)])
    assert rows(workspace, "SELECT agency_id, weight, is_lead FROM referral_agency") == [
        ("police", 0.5, 1),
        ("idva", 0.5, 0),
    ]


def test_people_are_the_same_only_when_everything_agrees(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = [
        a_referral(),
        a_referral(reference="R-2", victim_surname=" DANVERS", victim_postcode="qx47ep"),
        a_referral(reference="R-3", victim_postcode="QX9 9ZZ"),
        a_referral(reference="R-4", victim_postcode=None),
        a_referral(reference="R-5", victim_postcode=None),
    ]
    bring_in(workspace, tmp_path, Referrals=lines)
    subjects = rows(workspace, "SELECT person_id FROM case_person WHERE role = 'subject'")
    assert subjects[0] == subjects[1]
    assert len(set(subjects)) == 4
    assert (
        len(set(rows(workspace, "SELECT person_id FROM case_person WHERE role = 'harming'"))) == 1
    )
    waiting = rows(workspace, "SELECT count(*) FROM possible_match")
    assert waiting[0] >= 1


def test_without_a_postcode_column_names_and_birth_date_make_the_same_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = [
        a_referral(),
        a_referral(reference="R-2", received_on="2025-05-01", victim_surname=" danvers"),
        a_referral(reference="R-3", victim_forenames="Anna"),
        a_referral(reference="R-4", victim_date_of_birth=None),
        a_referral(reference="R-5", victim_date_of_birth=None),
    ]
    for line in lines:
        del line["victim_postcode"]
    bring_in(workspace, tmp_path, Referrals=lines)
    subjects = rows(workspace, "SELECT person_id FROM case_person WHERE role = 'subject'")
    assert subjects[0] == subjects[1]
    assert len(set(subjects)) == 4
    assert rows(workspace, "SELECT reference FROM referral WHERE is_repeat") == ["R-2"]


def test_a_later_import_finds_people_who_are_stored(workspace: Workspace, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral()])
    bring_in(workspace, tmp_path, Referrals=[a_referral(reference="R-2", received_on="2025-05-01")])
    assert rows(workspace, "SELECT count(*) FROM person") == [2]
    assert rows(workspace, "SELECT reference, is_repeat FROM referral ORDER BY reference") == [
        ("R-1", 0),
        ("R-2", 1),
    ]


def test_an_earlier_referral_that_comes_in_late_makes_the_stored_one_a_repeat(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(reference="R-2", received_on="2025-05-01")])
    bring_in(workspace, tmp_path, Referrals=[a_referral()])
    assert rows(workspace, "SELECT reference FROM referral WHERE is_repeat") == ["R-2"]
    assert rows(workspace, 'SELECT reference FROM "case" WHERE is_repeat') == ["R-2"]


def test_what_was_heard_keeps_its_answer(workspace: Workspace, tmp_path: Path) -> None:
    heard = a_referral(reference="R-2", received_on="2025-05-01", heard_on="2025-05-20")
    bring_in(workspace, tmp_path, Referrals=[heard])
    bring_in(workspace, tmp_path, Referrals=[a_referral()])
    assert rows(workspace, "SELECT reference FROM referral WHERE is_repeat") == []


def test_a_case_is_put_on_the_first_meeting_of_its_day(
    workspace: Workspace, tmp_path: Path
) -> None:
    meetings = [
        {"forum": "marac", "held_on": "20/03/2025", "started_at": "14:00", "present": "Police"},
        {
            "forum": "marac",
            "held_on": "20/03/2025",
            "started_at": "10:00",
            "present": "police;IDVA",
        },
    ]
    lines = [
        a_referral(heard_on="20/03/2025", outcome="actions agreed"),
        a_referral(reference="R-2", heard_on=datetime(2025, 3, 27)),  # noqa: DTZ001 - as a cell
        a_referral(reference="R-3", heard_on="27 Mar 2025"),
    ]
    actions = [an_action(set_on="20/03/2025")]
    bring_in(workspace, tmp_path, Referrals=lines, Meetings=meetings, Actions=actions)
    assert rows(workspace, "SELECT id, held_on, status FROM meeting") == [
        (1, "2025-03-20", "held"),
        (2, "2025-03-20", "held"),
        (3, "2025-03-27", "held"),
    ]
    assert rows(workspace, "SELECT meeting_id, position, status, outcome FROM discussion") == [
        (2, 1, "heard", "actions agreed"),
        (3, 1, "heard", None),
        (3, 2, "heard", None),
    ]
    assert rows(workspace, "SELECT meeting_id FROM action") == [2]
    assert rows(workspace, 'SELECT last_heard_on FROM "case" WHERE id = 1') == ["2025-03-20"]


def test_a_meeting_to_come_is_planned_and_its_case_listed(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(heard_on="2027-01-07")])
    assert rows(workspace, "SELECT status FROM meeting") == ["planned"]
    assert rows(workspace, "SELECT status FROM discussion") == ["listed"]
    assert rows(workspace, 'SELECT last_heard_on, next_hearing_on FROM "case"') == [
        (None, "2027-01-07")
    ]


def test_a_closure_order_brings_the_notice_before_it(workspace: Workspace, tmp_path: Path) -> None:
    order = an_order(
        issued_at="30/05/2025 09:00",
        served_at=datetime(2025, 5, 30, 11, 0),  # noqa: DTZ001 - as a cell has it
        granted_on="31/05/2025",
        terms="Full",
        applicant="Council",
        premises_address="89 Station Road",
        premises_postcode="QX6 7EN",
        breached_on=date(2025, 6, 2),
    )
    bring_in(
        workspace,
        tmp_path,
        Interventions=[order, an_order(reference="O-2", granted_on="1 Jun 2025")],
    )
    found = rows(
        workspace,
        "SELECT power_id, follows_id, issued_on, issued_at, granted_on, terms, applicant, place_id"
        " FROM intervention ORDER BY id",
    )
    assert found == [
        (
            "closure_notice",
            None,
            "2025-05-30",
            "2025-05-30 08:00:00.000000",
            None,
            None,
            "council",
            1,
        ),
        ("closure_order", 1, None, None, "2025-05-31", "full", "council", 1),
        ("closure_order", None, None, None, "2025-06-01", None, None, None),
    ]
    assert rows(workspace, "SELECT intervention_id, breached_on FROM breach") == [(2, "2025-06-02")]
    assert rows(workspace, "SELECT count(*) FROM deadline WHERE settled_on IS NULL") == [0]


def test_actions_say_how_they_ended(workspace: Workspace, tmp_path: Path) -> None:
    lines = [
        an_action(),
        an_action(reference="A-2", status="No longer possible", closed_on="2025-03-09"),
        an_action(reference="A-3", closed_on="2025-03-09"),
        an_action(reference="A-4", status="done"),
    ]
    bring_in(workspace, tmp_path, Referrals=[a_referral()], Actions=lines)
    assert rows(workspace, "SELECT status, closed_on FROM action ORDER BY reference") == [
        ("open", None),
        ("not_possible", "2025-03-09"),
        ("done", "2025-03-09"),
        ("done", None),
    ]


def test_unknown_words_are_kept_or_asked_once(workspace: Workspace, tmp_path: Path) -> None:
    lines = [
        a_referral(victim_ethnicity="Asian - Pakistani", referring_agency="The Haven"),
        a_referral(
            reference="R-2",
            victim_surname="Zeller",
            victim_ethnicity="Cornish",
            referring_agency="the haven ",
        ),
        a_referral(
            reference="R-3",
            victim_surname="Ashby",
            victim_ethnicity="not asked",
            criteria="local worry",
        ),
    ]
    path = write_workbook(tmp_path / "w.xlsx", Referrals=lines)
    asked = service.questions(service.read_plan(workspace, path))
    assert [(q.kind, q.word, q.rows, q.refuses) for q in asked] == [
        ("agency", "The Haven", 2, True),
        ("ethnicity", "Cornish", 1, False),
        ("criterion", "local worry", 1, False),
    ]
    answers = {"agency": {"THE HAVEN": "voluntary"}, "ethnicity": {"cornish": "white"}}
    service.apply_plan(workspace, service.read_plan(workspace, path, answers))
    found = rows(
        workspace,
        "SELECT ethnicity_group, ethnicity_detail FROM person WHERE ethnicity_group IS NOT NULL",
    )
    assert found == [("asian", "asian_pakistani"), ("white", "Cornish"), ("not_asked", None)]
    later = service.read_plan(
        workspace, write_workbook(path, Referrals=[lines[0] | {"reference": "R-9"}])
    )
    assert later.report.faults == ()  # the agency's name was kept


def test_each_fault_has_its_line_and_takes_its_row_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = [
        a_referral(),
        a_referral(),
        a_referral(reference="R-2", risk_score=-1, victim_disabled="perhaps", forum="MORAC"),
        a_referral(reference="R-3", victim_date_of_birth=datetime(2031, 6, 1, 14, 5)),  # noqa: DTZ001
        a_referral(reference="R-4", received_on=True, victim_surname="  "),
    ]
    actions = [an_action(case_reference="R-2"), an_action(reference="A-2", set_on="2031-01-01")]
    found = faults_in(workspace, tmp_path, Referrals=lines, Actions=actions)
    assert found == [
        ("Referrals", 3, "reference", "R-1"),
        ("Referrals", 4, "forum", "MORAC"),
        ("Referrals", 4, "victim_disabled", "perhaps"),
        ("Referrals", 4, "risk_score", "-1"),
        ("Referrals", 5, "victim_date_of_birth", "2031-06-01 14:05:00"),
        ("Referrals", 6, "received_on", "TRUE"),
        ("Referrals", 6, "victim_surname", ""),
        ("Actions", 2, "case_reference", "R-2"),
        ("Actions", 3, "set_on", "2031-01-01"),
    ]


def test_rows_without_a_reference_are_known_by_content_and_occurrence(
    workspace: Workspace, tmp_path: Path
) -> None:
    line = {"register": "Guardcam", "date": "05/05/2025", "place": "Mill Court"}
    assert bring_in(workspace, tmp_path, Registers=[line, line]).taken == 2
    spelt_otherwise = line | {"date": date(2025, 5, 5), "register": "guardcam"}
    result = bring_in(workspace, tmp_path, Registers=[spelt_otherwise, line, line])
    assert (result.taken, result.same) == (1, 2)
    assert rows(workspace, "SELECT sum(quantity) FROM register_entry") == [3]


def test_another_value_under_a_known_reference_is_shown_and_applied_with_consent(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = {"Referrals": [a_referral(risk_tool="dash_safelives", risk_score=12)]}
    bring_in(workspace, tmp_path, Actions=[an_action()], **first)
    changed = {
        "Referrals": [a_referral(risk_tool="dash_safelives", risk_score=18, victim_gender="F")],
        "Actions": [an_action(task="Fit two locks", owner=None)],
    }
    path = write_workbook(tmp_path / "again.xlsx", **changed)
    plan = service.read_plan(workspace, path)
    assert [(d.reference, d.column, d.stored, d.new) for d in plan.report.differences] == [
        ("R-1", "risk_score", "12", "18"),
        ("R-1", "victim_gender", "", "female"),
        ("A-1", "task", "Fit a lock", "Fit two locks"),
    ]
    service.apply_plan(workspace, plan)
    assert rows(workspace, "SELECT risk_score FROM referral") == [12]
    plan = service.read_plan(workspace, path)
    chosen = plan.report.differences
    assert service.apply_plan(workspace, plan, apply_differences=chosen).corrected == 2
    assert rows(workspace, 'SELECT risk_score, risk_band FROM "case"') == [(18, "high")]
    assert rows(workspace, "SELECT gender FROM person WHERE id = 1") == ["female"]
    assert ("task", "Fit a lock") in rows(workspace, "SELECT field, old_value FROM correction")
    assert service.read_plan(workspace, path).report.same == 2


def test_a_plan_is_made_again_when_records_changed_meanwhile(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_workbook(
        tmp_path / "w.xlsx", Referrals=[a_referral(), a_referral(reference="R-2")]
    )
    plan = service.read_plan(workspace, path)
    bring_in(workspace, tmp_path, Referrals=[a_referral()])
    result = service.apply_plan(workspace, plan)
    assert (result.taken, result.same) == (1, 1)
