"""Two people chosen by hand are compared, joined with undo, or told apart and remembered."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from casedesk.overviews.person_view import person_page
from casedesk.people.model import NewPerson
from casedesk.people.service import person_details, record_person
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.people.people_at_work import people_pages, texts, viewed
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.pages.people.person_join_page import PersonJoinPage
from ui.pages.people.person_page import PersonPage

BORN = date(1988, 5, 3)


@pytest.fixture
def ids(workspace: Workspace) -> list[int]:
    sian = NewPerson("Morgan", "Siân", born_on=BORN)
    twin = NewPerson("Morgan", "Sian", born_on=BORN, known_as="Shan", address="9 Tŷ Melin")
    return [record_person(workspace, one) for one in (sian, twin, NewPerson("Pugh", "Lowri"))]


def opened(work: AtWork, person_id: int) -> PersonJoinPage:
    work.frame.open_page("person", person_id)
    work.press(KEY.Key_J, ALT)
    work.see(lambda: isinstance(work.frame.page, PersonJoinPage))
    page = work.frame.page
    assert isinstance(page, PersonJoinPage)
    return page


def test_whoever_may_be_the_same_is_offered_compared_and_joined_and_undo_parts_them(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, ids[0])
        assert page.choice is not None
        assert work.focus() is page.choice.box
        assert [one.name for one in page.choice.found.rows] == ["Sian Morgan"]
        assert not page.join_button.isVisible()
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Return)
        work.see(page.pair.isVisible)
        assert "addresses: 1" in page.pair.moves.text()
        assert viewed(workspace)[-1] == f"person/{ids[1]}"
        work.press(KEY.Key_J, ALT)
        work.see(lambda: isinstance(work.frame.page, PersonPage))
        shown = work.frame.page
        assert isinstance(shown, PersonPage)
        assert person_details(workspace, ids[1]).id == ids[0]
        assert "Shan" in texts(shown)
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: person_details(workspace, ids[1]).id == ids[1])
        assert person_details(workspace, ids[0]).known_as is None


def test_the_other_record_can_be_the_one_that_is_kept(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, ids[0])
        assert page.choice is not None
        work.write("pugh")
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Return)
        page.pair.keep[1].setFocus()
        work.press(KEY.Key_Space)
        work.press(KEY.Key_J, ALT)
        work.see(lambda: person_details(workspace, ids[0]).id == ids[2])


def test_different_people_are_remembered_and_undo_forgets_it(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        page = opened(work, ids[0])
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Return)
        work.see(page.pair.isVisible)
        work.press(KEY.Key_D, ALT)
        work.see(lambda: isinstance(work.frame.page, PersonPage))
        assert [one.id for one in person_page(workspace, ids[0]).different] == [ids[1]]
        page = opened(work, ids[0])
        assert page.choice is not None
        assert page.choice.found.rows == ()  # not offered again
        work.press(KEY.Key_B, ALT)
        work.see(lambda: isinstance(work.frame.page, PersonPage))
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: person_page(workspace, ids[0]).different == ())


def test_nobody_is_left_to_compare_once_the_person_is_gone(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *people_pages()) as work:
        work.frame.open_page("person_join", 99)
        page = work.frame.page
        assert isinstance(page, PersonJoinPage)
        assert "This person is no longer there." in texts(page)
        assert not page.join_button.isVisible()
