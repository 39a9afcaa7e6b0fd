"""A place's page by keys: who lives there, cases, incidents, units; corrected and in error."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import record_report
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.places.service import place_details
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place, new_referral
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.people.people_at_work import people_pages, texts, viewed, where
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.pages.places.place_page import PlacePage


@pytest.fixture
def place(workspace: Workspace) -> int:
    """12 Mill Court with a flat, Gwen, somebody protected, a case and a report."""
    made = add_place(workspace, "12 Mill Court", "QX4 1BR")
    add_place(workspace, "Flat 2, 12 Mill Court", "QX4 1BR")
    here = {"address": "12 Mill Court", "postcode": "QX4 1BR"}
    record_person(workspace, NewPerson("Rees", "Gwen", **here))
    record_person(workspace, NewPerson("Morgan", "Siân", **here, address_protected=True))
    case_id = take_in_referral(workspace, new_referral(**here)).case_id
    record_intervention(workspace, NewIntervention("closure_notice", place_id=made))
    told = NewReport("A neighbour", "Cariad Price", ToldHow.CALL, "Shouting.", place_id=made,
                     case_id=case_id)  # fmt: skip
    record_report(workspace, told)
    return made


def opened(work: AtWork, place_id: int) -> PlacePage:
    work.frame.open_page("place", place_id)
    page = work.frame.page
    assert isinstance(page, PlacePage)
    return page


def test_people_cases_incidents_and_units_without_anybody_protected(
    qtbot: QtBot, workspace: Workspace, place: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, place)
        lists = page.lists
        assert work.focus() is lists.people.table
        assert lists.people.model.rowCount() == 1
        assert lists.people.model.cell(0, 0).text == "Gwen Rees"
        assert "People with a protected address are never listed here." in texts(page)
        assert lists.reports.model.cell(0, 0).text == "Shouting."
        assert page.facts.units.model.cell(0, 0).text == "Flat 2, 12 Mill Court, QX4 1BR"
        assert {"1, open: 1", "1 in the last twelve months"} <= set(texts(page))
        assert viewed(workspace) == [f"place/{place}"]
        work.press(KEY.Key_Return)
        assert where(work)[0] == "person"


def test_a_report_and_a_case_open_the_case_a_power_and_a_unit_their_own_page(
    qtbot: QtBot, workspace: Workspace, place: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        for part, record in (("reports", "case"), ("cases", "case"), ("used", "power")):
            page = opened(work, place)
            getattr(page.lists, part).table.setFocus()
            work.press(KEY.Key_Return)
            assert where(work) == (record, 1)
        page = opened(work, place)
        page.facts.units.table.setFocus()
        work.press(KEY.Key_Return)
        assert page.facts.address.text() == "Flat 2, 12 Mill Court, QX4 1BR"
        assert page.facts.units.model.cell(0, 0).note == "This place is a unit of it"


def test_who_only_reads_is_told_that_a_guarded_place_is_withheld_not_that_nothing_is_there(
    qtbot: QtBot, workspace: Workspace, place: int
) -> None:
    elsewhere = add_place(workspace, "1 Quay Street")
    workspace.user = replace(workspace.user, role_id="reader")
    said = "What is recorded of this place is shown only to those who keep the records."
    with at_work(qtbot, workspace, *people_pages()) as work:
        shown = set(texts(opened(work, place)))
        assert said in shown
        assert not shown & {"Nobody is recorded here.", "No case is about this place.", "Cases"}
        shown = set(texts(opened(work, elsewhere)))
        assert said not in shown
        assert {"Nobody is recorded here.", "No case is about this place."} <= shown


def test_a_place_is_corrected_and_the_old_address_stays_struck(
    qtbot: QtBot, workspace: Workspace, place: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, place)
        page.open_form("correct_place")
        form = page.host.form
        assert form is not None
        fill(form, address="14 Mill Court", area="Riverside")
        work.press(KEY.Key_S, CTRL)
        assert form.errors.buttons
        fill(form, reason="Misread.")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: page.host.form is None)
        assert page.facts.address.text() == "14 Mill Court, QX4 1BR"
        assert {"12 Mill Court", "Riverside"} <= set(texts(page))


def test_only_a_place_that_nothing_names_can_be_in_error(
    qtbot: QtBot, workspace: Workspace, place: int
) -> None:
    unused = add_place(workspace, "1 Quay Street")
    with at_work(qtbot, workspace, *people_pages()) as work:
        for place_id, stays in ((place, True), (unused, False)):
            page = opened(work, place_id)
            page.open_form("place_error")
            assert page.host.form is not None
            fill(page.host.form, reason="No such place.")
            page.host.form.save()
            assert (page.host.form is not None) is stays
        assert "This place is no longer there." in texts(page)
        work.press(KEY.Key_Z, CTRL)
        work.see(page.facts.isVisible)
        assert place_details(workspace, unused).address == "1 Quay Street"
