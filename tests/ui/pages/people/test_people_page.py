"""People and places are searched by keys; each is found with the reason and opened."""

import pytest
from pytestqt.qtbot import QtBot

from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.people.people_at_work import people_pages, texts, viewed, where
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.pages.people.people_page import PeoplePage

HOSTILE = "<b>Bold</b> " + "Q" * 10_000


@pytest.fixture
def ids(workspace: Workspace) -> list[int]:
    sian = NewPerson("Morgan", "Siân", known_as="Shan", address="2 Mill Court", postcode="QX4 1BR")
    lowri = NewPerson("Morgan", "Lowri", address="9 Tŷ Melin", address_protected=True)
    return [record_person(workspace, one) for one in (sian, lowri)]


def opened(work: AtWork) -> PeoplePage:
    work.press(KEY.Key_6, CTRL)
    page = work.frame.page
    assert isinstance(page, PeoplePage)
    return page


def rows(page: PeoplePage) -> list[tuple[str, str, str]]:
    model = page.people_model
    cells = [(model.cell(row, 0), model.cell(row, 1)) for row in range(model.rowCount())]
    return [(who.text, who.note, where.text) for who, where in cells]


def test_the_box_comes_first_and_the_reason_of_each_match_is_said(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work)
        assert work.focus() is page.search
        work.write("shan")
        work.see(lambda: page.people_model.rowCount() == 1)
        assert rows(page) == [("Siân Morgan", "Known as Shan", "2 Mill Court, QX4 1BR")]
        page.search.selectAll()
        work.write("morgan")
        work.see(lambda: page.people_model.rowCount() == 2)
        assert ("Lowri Morgan", "By name", "Address protected") in rows(page)
        assert "People: 2" in texts(page)
        assert work.focus() is page.search
        assert viewed(workspace) == []  # a list


def test_down_goes_to_the_list_enter_opens_and_back_brings_the_words_again(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work)
        work.write("shan")
        work.press(KEY.Key_Down)
        assert work.focus() is page.people
        work.press(KEY.Key_Return)
        assert where(work) == ("person", ids[0])
        assert viewed(workspace) == [f"person/{ids[0]}"]
        work.press(KEY.Key_Left, ALT)
        assert work.frame.page is page
        assert page.search.text() == "shan"
        assert work.focus() is page.people


def test_a_place_is_found_by_its_postcode_and_opened(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work)
        work.write("qx41br")
        work.press(KEY.Key_Return)
        assert rows(page) == [("Siân Morgan", "Lives at 2 Mill Court", "2 Mill Court, QX4 1BR")]
        assert page.places_model.cell(0, 0).note == "By postcode"
        page.places.setFocus()
        work.press(KEY.Key_Return)
        assert where(work)[0] == "place"


def test_where_nothing_is_found_it_says_what_to_try(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work)
        assert any("three letters" in one for one in texts(page))
        work.write("zzzz")
        work.see(lambda: any("another spelling" in one for one in texts(page)))
        work.press(KEY.Key_Return)
        assert work.focus() is page.search  # there is nowhere to go


def test_markup_and_endless_text_stay_text(qtbot: QtBot, workspace: Workspace) -> None:
    person_id = record_person(workspace, NewPerson(HOSTILE, "Eva", address=HOSTILE))
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work)
        page.search.setText("bold eva")
        work.see(lambda: page.people_model.rowCount() == 1)
        assert rows(page)[0][0] == f"Eva {HOSTILE}"
        page.search.setText(HOSTILE)
        work.see(lambda: page.places_model.rowCount() == 1)
        width = work.window.width()
        for page_id, record in (("person", person_id), ("person_join", person_id), ("place", 1)):
            work.frame.open_page(page_id, record)
            shown = work.frame.page
            assert shown is not None
            assert shown.scroll_area.horizontalScrollBar().maximum() == 0
            assert work.window.width() == width
