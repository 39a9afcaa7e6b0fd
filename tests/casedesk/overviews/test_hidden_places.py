"""A place that leads to a protected address is shown to nobody who only reads, on no page."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casedesk.cases.case_life import case_details, correct_case
from casedesk.cases.case_list import case_page as case_lines
from casedesk.cases.case_list import case_rows
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import record_report
from casedesk.interventions import deadlines, service
from casedesk.interventions.model import InterventionFilter, NewIntervention
from casedesk.interventions.power_list import intervention_ids, intervention_lines
from casedesk.interventions.whole_course import whole_course
from casedesk.meetings.agenda import agenda, get_discussion, list_cases
from casedesk.meetings.listing import cases_to_hear
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.overviews.place_view import place_page
from casedesk.overviews.service import case_page, meeting_page, timeline, today
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.search.service import search
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral, add_place

HERE = "12 Mill Court"
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)
HEARD_ON = date(2026, 11, 27)


class Recorded(Struct, frozen=True):
    """What is recorded at the place of a protected address."""

    place: int
    listed: int
    waiting: int
    power: int
    meeting: int
    discussion: int


@pytest.fixture
def at(workspace: Workspace) -> Recorded:
    """Two cases about the place itself, a power used on it, a report and a contact due."""
    sian = NewPerson("Morgan", "Siân", address=HERE, address_protected=True)
    record_person(workspace, sian)
    place = add_place(workspace, HERE)
    cases = [
        a_case(workspace, reference=f"M-2026-{n:03}", place_id=place, subject_name=HERE)
        for n in (1, 2)
    ]
    for one in cases:
        a_referral(workspace, one, status="accepted")
    meeting = plan_meeting(workspace, NewMeeting("marac", HEARD_ON))
    (discussion,) = list_cases(workspace, meeting, cases[:1])
    power = service.record_intervention(
        workspace,
        NewIntervention("closure_notice", cases[0], place_id=place, served_at=SERVED),
    )
    due = workspace.today()
    note = NewContactNote(ContactKind.CALL, "Rang.", cases[0], next_contact_on=due)
    add_note(workspace, note)
    told = NewReport("A neighbour", "Cariad Price", ToldHow.CALL, "Shouting.", place_id=place,
                     case_id=cases[0])  # fmt: skip
    record_report(workspace, told)
    return Recorded(place, *cases, power, meeting, discussion)


Read = Callable[[Workspace, Recorded], object]
PAGES: dict[str, Read] = {
    "case": lambda w, at: case_page(w, at.listed),
    "case itself": lambda w, at: case_details(w, at.listed),
    "timeline": lambda w, at: (case_page(w, at.listed), timeline(w, at.listed)),
    "list of cases": lambda w, _at: case_lines(w),
    "lines of cases": lambda w, at: case_rows(w, [at.listed]),
    "search": lambda w, _at: search(w, "M-2026-001").cases,
    "agenda": lambda w, at: agenda(w, at.meeting),
    "meeting": lambda w, at: meeting_page(w, at.meeting),
    "discussion": lambda w, at: get_discussion(w, at.discussion),
    "cases to hear": lambda w, _at: cases_to_hear(w, "marac"),
    "Today": lambda w, _at: today(w),
    "list of powers": lambda w, at: intervention_lines(w, [at.power]),
    "powers of a case": lambda w, at: service.list_interventions(w),
    "power": lambda w, at: service.get_intervention(w, at.power),
    "course": lambda w, at: whole_course(w, at.power),
    "deadlines": lambda w, _at: deadlines.open_deadlines(w),
}


@pytest.mark.parametrize("page", PAGES)
def test_it_is_shown_to_who_keeps_records_and_hidden_from_who_only_reads(
    workspace: Workspace, at: Recorded, page: str
) -> None:
    assert HERE in repr(PAGES[page](workspace, at))
    workspace.user = replace(workspace.user, role_id="reader")
    shown = repr(PAGES[page](workspace, at))
    assert HERE not in shown
    assert f"place_id={at.place}" not in shown
    assert "address protected" in shown


def test_a_case_opened_by_the_place_is_not_named_by_it_when_the_place_was_corrected(
    workspace: Workspace, at: Recorded
) -> None:
    elsewhere = replace(
        case_details(workspace, at.listed).fields, place_id=add_place(workspace, "3 Wharf Street")
    )
    correct_case(workspace, at.listed, elsewhere, "The wrong house.")
    workspace.user = replace(workspace.user, role_id="reader")
    page = case_page(workspace, at.listed)
    assert (page.case.subject_name, page.place) == ("address protected", "3 Wharf Street")


def test_who_only_reads_finds_no_power_by_the_place(workspace: Workspace, at: Recorded) -> None:
    by_place = InterventionFilter(words="Mill")
    assert list(intervention_ids(workspace, by_place)) == [at.power]
    workspace.user = replace(workspace.user, role_id="reader")
    assert list(intervention_ids(workspace, by_place)) == []
    assert service.count_interventions(workspace, by_place) == 0
    assert list(intervention_ids(workspace, InterventionFilter())) == [at.power]


def test_the_place_itself_leads_who_only_reads_to_no_record(
    workspace: Workspace, at: Recorded
) -> None:
    record_person(workspace, NewPerson("Rees", "Gwen", address=HERE))  # lives there as well
    page = place_page(workspace, at.place)
    assert [len(found) for found in (page.residents, page.cases, page.reports)] == [1, 2, 1]
    assert [one.id for one in page.interventions] == [at.power]
    workspace.user = replace(workspace.user, role_id="reader")
    page = place_page(workspace, at.place)
    assert (page.residents, page.cases, page.reports, page.interventions) == ((), (), (), ())
    assert page.place.address == HERE
