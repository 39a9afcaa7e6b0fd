"""A person's page by keys: warnings first, everything corrected, ended, in error, with undo."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from casedesk.cases.service import take_in_referral
from casedesk.interventions.person_changes import join_people
from casedesk.people.model import NameKind, NewPerson, PersonPart
from casedesk.people.service import (
    add_address,
    add_name,
    add_relation,
    mark_different,
    person_details,
    record_person,
)
from casedesk.referrals.model import Involved
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.people.people_at_work import people_pages, texts, viewed, where
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.cases.case_page import CasePage
from ui.pages.parts.plain_form import PlainForm
from ui.pages.people.person_choice import PersonChoice
from ui.pages.people.person_page import PersonPage
from ui.pages.referrals.intake_others import OtherPerson
from ui.pages.referrals.intake_page import IntakePage

SIAN = NewPerson(
    "Morgan",
    "Siân",
    born_on=date(1988, 5, 3),
    safe_contact_how="text",
    safe_contact_number="07700 900461",
    safe_contact_not="Gareth",
    address="12 Mill Court",
    address_protected=True,
)


@pytest.fixture
def sian(workspace: Workspace) -> int:
    """Siân, in two cases with Gareth."""
    case_id = take_in_referral(workspace, new_referral(subject=SIAN)).case_id
    sian, gareth = people_of(workspace, case_id)
    others = (Involved(gareth, "person_causing_harm", "ex_partner"),)
    take_in_referral(workspace, new_referral(subject=sian, others=others))
    return sian


def opened(work: AtWork, person_id: int) -> PersonPage:
    work.frame.open_page("person", person_id)
    page = work.frame.page
    assert isinstance(page, PersonPage)
    return page


def form_of(page: PersonPage) -> PlainForm:
    assert page.host.form is not None
    return page.host.form


def parts(page: PersonPage) -> list[tuple[str, str]]:
    model = page.parts.model
    rows = range(model.rowCount())
    return [(model.cell(row, 0).text, model.cell(row, 1).text) for row in rows]


def choose_part(page: PersonPage, kind: PersonPart) -> None:
    ids = [page.parts.model.id_at(row) for row in range(page.parts.model.rowCount())]
    page.parts.table.select_id(next(one for one in ids if str(one).startswith(kind)))


def test_warnings_stand_first_and_it_is_opened_once(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        assert [one.text() for one in page.warnings.labels] == [
            "Safe contact: Text message only, 07700 900461",
            "▲ Gareth must not answer.",
            "▲ The address is protected: not printed, not told.",
        ]
        assert page.warnings.y() == min(one.y() for one in page.whole.children()
                                        if isinstance(one, QWidget))  # fmt: skip
        assert page.facts.name.text() == "Siân Morgan, born 3 May 1988, aged 38"
        assert parts(page) == [("Protected address", "12 Mill Court")]
        assert page.title() == "Person"  # no name stands in the title of the window
        add_name(workspace, sian, "Shan M", NameKind.ALIAS)
        assert len(parts(page)) == 2
        assert viewed(workspace) == [f"person/{sian}"]


def test_cases_and_people_involved_are_opened_by_enter(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        assert work.focus() is page.lists.cases.table
        involved = page.lists.involved
        assert involved.model.rowCount() == 1
        note = involved.model.cell(0, 0).note
        assert note.count("Person causing harm in ") == 2
        assert note.count("(MARAC)") == 2
        work.press(KEY.Key_Return)
        assert where(work) == ("case", 2)
        work.press(KEY.Key_Left, ALT)
        involved.table.setFocus()
        work.press(KEY.Key_Return)
        assert page.facts.name.text().startswith("Gareth Pugh")


def test_a_case_leads_to_the_page_of_each_person_in_it(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        work.frame.open_page("case", 1)
        case = work.frame.page
        assert isinstance(case, CasePage)
        case.tabs.setCurrentIndex(2)
        case.tabs_shown.people.list.table.setFocus()
        case.tabs_shown.people.list.buttons["open_person"].click()
        assert where(work) == ("person", sian)


def test_who_it_is_is_corrected_and_the_old_name_stays_struck(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        page.open_form("correct_person")
        fill(form_of(page), surname="Morgans", known_as="Shan")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).errors.buttons  # what was typed is still there
        fill(form_of(page), reason="Misheard.")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: page.host.form is None)
        assert page.facts.name.text().startswith("Siân Morgans")
        assert {"Shan", "Morgan"} <= set(texts(page))


def test_an_address_ends_and_a_name_in_error_comes_back_by_undo(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    add_name(workspace, sian, "Shan M", NameKind.ALIAS)
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        choose_part(page, PersonPart.ADDRESS)
        page.parts.buttons["end_person_part"].click()
        form_of(page).save()
        assert page.parts.model.cell(0, 2).text == "Until 20 Nov 2026"
        choose_part(page, PersonPart.NAME)
        assert not page.parts.buttons["end_person_part"].isEnabled()  # names do not end
        page.parts.rare["person_part_error"].trigger()
        fill(form_of(page), reason="Somebody else's.")
        form_of(page).save()
        assert len(parts(page)) == 1
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: len(parts(page)) == 2)


def test_a_relation_is_added_to_somebody_found_by_name(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    lowri = record_person(workspace, NewPerson("Quarrington", "Lowri"))
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        page.open_form("add_relation", sian)
        box = form_of(page).controls["other"]
        assert isinstance(box, PersonChoice)
        assert [one.name for one in box.found.rows] == ["Gareth Pugh"]  # of the same cases
        fill(form_of(page), kind="friend")
        box.box.setFocus()
        work.write("quarr")
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Return)
        assert box.value() == lowri
        assert work.focus() is box.box
        form_of(page).save()
        work.see(lambda: ("Friend", "of Lowri Quarrington") in parts(page))
        page.parts.table.setFocus()
        choose_part(page, PersonPart.RELATION)
        work.press(KEY.Key_Return)
        assert page.facts.name.text().startswith("Lowri Quarrington")
        assert ("Friend", "Siân Morgan") in parts(page)


def test_the_day_of_recording_is_that_of_london(qtbot: QtBot, workspace: Workspace) -> None:
    now, half_past_midnight = workspace.clock, datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    workspace.clock = lambda: half_past_midnight
    lowri = record_person(workspace, NewPerson("Quarrington", "Lowri"))
    workspace.clock = now
    with at_work(qtbot, workspace, *people_pages()) as work:
        opened(work, lowri)
        assert any("Recorded 2 Jul 2026" in one for one in texts(work.frame.page))


def test_enter_on_an_address_opens_the_place(qtbot: QtBot, workspace: Workspace, sian: int) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        choose_part(page, PersonPart.ADDRESS)
        page.parts.table.setFocus()
        work.press(KEY.Key_Return)
        place = person_details(workspace, sian).addresses[0].place_id
        assert where(work) == ("place", place)


def test_who_only_reads_sees_no_protected_address_and_changes_nothing(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    workspace.user = replace(workspace.user, role_id="reader")
    add = [one for one in people_pages() if one.id != "person_join"]
    with at_work(qtbot, workspace, *add) as work:
        page = opened(work, sian)
        assert parts(page) == [("Protected address", "address protected")]
        assert not any("Mill Court" in one for one in texts(page))
        for part in (page.change_button, page.join_button, page.parts.bar):
            assert not part.isVisible()
        page.parts.table.setFocus()
        work.press(KEY.Key_Return)  # the place of a protected address is no way round it
        assert where(work) == ("person", sian)


def test_who_moves_has_one_new_address_however_often_it_is_saved_and_one_undo(
    qtbot: QtBot, workspace: Workspace
) -> None:
    sian = record_person(workspace, NewPerson("Morgan", "Siân"))
    add_address(workspace, sian, "12 Mill Court", from_on=date(2026, 6, 1))

    def held() -> list[tuple[str, date | None]]:
        addresses = person_details(workspace, sian, opening=False).addresses
        return [(one.address, one.to_on) for one in addresses]

    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        page.open_form("add_address")
        fill(form_of(page), address="9 Tŷ Melin", from_on=date(2026, 5, 31))
        for _again in range(2):
            form_of(page).save()
            assert "begins after this day" in " ".join(texts(page))
        assert held() == [("12 Mill Court", None)]
        fill(form_of(page), from_on=date(2026, 11, 1))
        form_of(page).save()
        work.see(lambda: page.host.form is None)
        assert held() == [("9 Tŷ Melin", None), ("12 Mill Court", date(2026, 11, 1))]
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: held() == [("12 Mill Court", None)])


def test_whoever_is_named_nowhere_can_be_in_error_and_back(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    lowri = record_person(workspace, NewPerson("Quarrington", "Lowri"))
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        page.open_form("person_error")
        fill(form_of(page), reason="Never existed.")
        form_of(page).save()
        assert page.host.form is not None  # two cases name her: the form says so and stays
        page = opened(work, lowri)
        page.open_form("person_error")
        fill(form_of(page), reason="Never existed.")
        form_of(page).save()
        work.see(lambda: "This person is no longer there." in texts(page))
        assert not page.change_button.isVisible()
        work.press(KEY.Key_Z, CTRL)
        work.see(page.facts.isVisible)


def test_joined_records_are_parted_and_different_people_forgotten_on_the_page(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    twin, other = (record_person(workspace, NewPerson("Morgan", n)) for n in ("Sian", "Eva"))
    join_people(workspace, sian, twin)
    mark_different(workspace, sian, other)
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, twin)
        assert page.facts.name.text().startswith("Siân Morgan")  # the record it became
        assert page.lists.joined.model.cell(0, 0).note.endswith("can be undone until 20 Dec 2026")
        page.lists.part_button.click()
        work.see(lambda: not page.lists.joined.isVisible())
        page = opened(work, sian)
        assert page.lists.different.model.cell(0, 0).text == "Eva Morgan"
        page.lists.doubt_button.click()
        work.see(lambda: not page.lists.different.isVisible())


def test_what_is_half_typed_is_there_again(qtbot: QtBot, workspace: Workspace, sian: int) -> None:
    add_address(workspace, sian, "9 Tŷ Melin")
    gareth = 2
    add_relation(workspace, sian, gareth, "ex_partner")
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, sian)
        page.open_form("correct_person")
        page.host.form.controls["surname"].setFocus()  # type: ignore[union-attr]
        work.press(KEY.Key_End)
        work.write("son")
        page = opened(work, gareth)
        assert page.host.form is None
        work.see(lambda: not page.findChildren(PlainForm))
        page = opened(work, sian)
        assert form_of(page).values()["surname"] == "Morganson"
        assert work.focus() is form_of(page).controls["surname"]


def test_somebody_taken_out_of_a_referral_leaves_the_menus_of_this_page_alone(
    qtbot: QtBot, workspace: Workspace, sian: int
) -> None:
    intake = PageEntry("intake", lambda: "New referral", IntakePage, on_rail=False)
    with at_work(qtbot, workspace, intake, *people_pages()) as work:
        page = opened(work, sian)
        work.frame.open_page("intake")
        others = work.window.findChildren(IntakePage)[0].form.others
        others.add_button.click()
        others.people[0].out_button.click()
        work.see(lambda: not work.window.findChildren(OtherPerson))
        assert all(isValid(line) for line in page.parts.rare.values())
        assert opened(work, sian) is page
