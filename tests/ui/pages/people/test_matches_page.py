"""Two records of one person are joined, or told apart, by keys; a join can be undone."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from casedesk.people.model import FoundPair, MatchReason, NewPerson
from casedesk.people.service import (
    count_open_matches,
    person_details,
    recent_joins,
    record_matches,
    record_person,
)
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW, Clock
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.navigation import entries
from ui.pages.people.matches_page import MatchesPage

MATCHES = next(one for one in entries(lambda _wanted: None) if one.id == "matches")
SIAN = NewPerson(
    "Morgan", "Siân", born_on=date(1988, 5, 3), address="2 Mill Court", address_protected=True
)
SHAN = NewPerson("Morgan", "Shan", known_as="Shan M", address="9 Tŷ Melin")
EVA, EVIE = NewPerson("Quarrington", "Eva"), NewPerson("Quarrington", "Evie")


def recorded(workspace: Workspace, *people: NewPerson) -> list[int]:
    """Record people, each two of them as a possible match, the first pair the likeliest."""
    ids = [record_person(workspace, one) for one in people]
    pairs = [
        FoundPair(ids[at], ids[at + 1], (MatchReason.SURNAME_SAME,), 90 - at)
        for at in range(0, len(ids), 2)
    ]
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        record_matches(change, pairs)
        change.audit("test.recorded", "test")
    return ids


@pytest.fixture
def ids(workspace: Workspace) -> list[int]:
    return recorded(workspace, SIAN, SHAN, EVA, EVIE)


def matches_page(work: AtWork) -> MatchesPage:
    work.frame.open_page("matches")
    page = work.frame.page
    assert isinstance(page, MatchesPage)
    return page


def names_in_list(page: MatchesPage) -> list[str]:
    return [page.model.cell(row, 0).text for row in range(page.model.rowCount())]


def texts(page: MatchesPage) -> list[str]:
    """Return everything that can be read on the page or is read out."""
    labels = [one.text() for one in page.findChildren(QLabel)]
    radios = [one.accessibleName() for one in page.findChildren(QRadioButton)]
    return labels + radios


def test_a_pair_is_joined_by_keys_the_next_is_chosen_and_undo_brings_it_back(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        assert work.focus() is page.table
        assert names_in_list(page) == [
            "Siân Morgan and Shan Morgan",
            "Eva Quarrington and Evie Quarrington",
        ]
        page.pair.radios["forenames",][1].setFocus()
        work.press(KEY.Key_Space)
        work.press(KEY.Key_J, ALT)
        work.see(lambda: page.model.rowCount() == 1)
        joined = person_details(workspace, ids[1])
        assert (joined.id, joined.name, joined.known_as) == (ids[0], "Shan Morgan", "Shan M")
        assert joined.born_on == date(1988, 5, 3)
        assert work.focus() is page.table
        work.see(lambda: page.pair.keep[0].accessibleName() == "Keep the record of Eva Quarrington")
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: page.model.rowCount() == 2)
        assert person_details(workspace, ids[0]).name == "Siân Morgan"
        assert page.table.current_id() == page.model.id_at(0)


def test_a_pair_is_read_in_a_turn_of_its_own_and_nothing_is_decided_about_one_unseen(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        page.join_button.click()
        assert page.model.rowCount() == 1
        assert page.pair.keep[0].accessibleName() == "Keep the record of Siân Morgan"
        page.join_button.click()  # a double click: the next pair was not seen yet
        page.different_button.click()
        assert page.model.rowCount() == 1
        work.see(lambda: page.pair.keep[0].accessibleName() == "Keep the record of Eva Quarrington")
        work.frame.undo()
        assert page.pair.keep[0].accessibleName() == "Keep the record of Eva Quarrington"
        work.see(lambda: page.pair.keep[0].accessibleName() == "Keep the record of Siân Morgan")


def test_with_no_pair_and_none_joined_the_focus_is_on_the_sentence_that_says_so(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        assert work.focus() is page.empty
        assert work.focus().isVisible()  # keys would go to a hidden list


def test_the_later_record_can_be_the_one_that_is_kept(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        page.pair.keep[1].setFocus()
        work.press(KEY.Key_Space)
        assert "addresses: 1" in page.pair.moves.text()
        work.press(KEY.Key_J, ALT)
        work.see(lambda: page.model.rowCount() == 1)
    kept = person_details(workspace, ids[0])
    assert (kept.id, kept.name, kept.born_on) == (ids[1], "Shan Morgan", date(1988, 5, 3))


def test_different_people_are_never_offered_again(
    qtbot: QtBot, workspace: Workspace, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        for left in (1, 0):
            work.press(KEY.Key_D, ALT)
            work.see(lambda left=left: page.model.rowCount() == left)  # type: ignore[misc]
        work.see(lambda: not page.join_button.isVisible())
        assert "No pair waits. What an import or a referral leaves open appears here." in texts(
            page
        )
        with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
            record_matches(change, [FoundPair(ids[0], ids[1], (MatchReason.NAME_SAME,), 99)])
            change.audit("test.recorded", "test")
        assert page.model.rowCount() == 0
    assert count_open_matches(workspace) == 0


def test_a_join_can_be_undone_from_the_list_for_thirty_days(
    qtbot: QtBot, workspace: Workspace, clock: Clock, ids: list[int]
) -> None:
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        work.press(KEY.Key_J, ALT)
        work.see(page.joins_card.isVisible)
        clock.moment = NOW + timedelta(days=30)
        page.refresh()
        assert page.join_model.cell(0, 0).note == (
            "with Shan Morgan, can be undone until 20 Dec 2026"
        )
        clock.moment = NOW + timedelta(days=31)
        page.refresh()
        assert not page.joins_card.isVisible()
        clock.moment = NOW + timedelta(days=30)
        page.refresh()
        work.press(KEY.Key_U, ALT)
        work.see(lambda: page.model.rowCount() == 2)
    assert recent_joins(workspace) == []
    assert person_details(workspace, ids[1]).id == ids[1]


def test_a_protected_address_is_not_shown_and_markup_is_only_text(
    qtbot: QtBot, workspace: Workspace
) -> None:
    hostile = "<b>Siân</b> &amp; <img src=x> " + "y" * 10_000
    recorded(workspace, SIAN, NewPerson("Morgan", hostile, known_as=hostile))
    with at_work(qtbot, workspace, MATCHES) as work:
        page = matches_page(work)
        read = texts(page)
        assert "address protected" in read
        assert not [text for text in read if "Mill Court" in text]
        assert any(text.startswith("<b>Siân</b> &amp; <img") for text in read)
        assert page.width() <= work.window.width()
