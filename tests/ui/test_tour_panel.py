"""The panel of the tour: where it is offered, how it is left, and what it makes room for."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.security.roles import Permission
from casedesk.tour.model import TourState
from casedesk.tour.service import begin, tour
from casedesk.workspace import service
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.walk import Look, opened, rest, window_in
from ui.main_window import MainWindow
from ui.pages.overviews.today_page import TodayPage
from ui.pages.overviews.tour_offer import tell_newcomer
from ui.theme.units import px
from ui.tour_panel import LOW_BELOW, LOWEST, TourPanel
from ui.widgets.notice_strip import NoticeStrip

COMMAND = "help.tour"


@pytest.fixture
def practice(workspace: Workspace) -> Workspace:
    """An open practice file without a record."""
    workspace.file = replace(workspace.file, is_practice=True)
    return workspace


@contextmanager
def on_today(app: QApplication, workspace: Workspace, look: Look) -> Iterator[MainWindow]:
    with window_in(app, look) as window:
        frame = opened(window, workspace)
        frame.open_page("today")
        rest()
        yield window


def state(workspace: Workspace) -> TourState:
    found = tour(workspace)
    assert found is not None
    return found.state


def strip(window: MainWindow) -> NoticeStrip:
    assert window.frame is not None
    page = window.frame.page
    assert isinstance(page, TodayPage)
    assert page.tour.isVisible()
    assert page.tour.strip is not None
    return page.tour.strip


def panel(window: MainWindow) -> TourPanel | None:
    return None if window.frame is None else window.frame.findChild(TourPanel)


def shown_panel(qtbot: QtBot, window: MainWindow) -> TourPanel:
    qtbot.waitUntil(lambda: (found := panel(window)) is not None and found.isVisible())
    found = panel(window)
    assert found is not None
    return found


def test_a_file_of_real_records_offers_none(qapp: QApplication, workspace: Workspace) -> None:
    with on_today(qapp, workspace, Look()) as window:
        assert COMMAND not in {command.id for command, _action in window.registry.commands()}
        page = window.frame.page  # type: ignore[union-attr]
        assert isinstance(page, TodayPage)
        assert not page.tour.isVisible()
        assert panel(window) is None


def test_the_offer_that_is_put_away_stays_away_and_help_still_begins(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    with on_today(qapp, practice, Look()) as window:
        close = strip(window).close_button
        assert close is not None
        close.click()
        assert state(practice) is TourState.PUT_AWAY
    with on_today(qapp, practice, Look()) as window:
        page = window.frame.page  # type: ignore[union-attr]
        assert isinstance(page, TodayPage)
        assert not page.tour.isVisible()
        window.registry.action(COMMAND).trigger()
        shown = shown_panel(qtbot, window)
        assert shown.isAncestorOf(qapp.focusWidget())


def test_another_task_can_be_looked_at_first(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    with on_today(qapp, practice, Look(size=(1280, 800))) as window:
        strip(window).buttons[0].click()
        shown = shown_panel(qtbot, window)
        titles = []
        for _turn in range(6):
            titles.append(shown.title_label.text())
            shown.other_button.click()
        assert len(set(titles)) == 6
        assert shown.title_label.text() == titles[0]
        assert not shown.page_button.isVisible()  # to find a case is no page
        shown.other_button.click()
        assert shown.page_button.isVisible()
        shown.page_button.click()
        assert window.frame.place().page_id == "contact_note"  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_in_a_low_window_with_large_text_the_words_make_room(
    qtbot: QtBot, qapp: QApplication, practice: Workspace, language: str
) -> None:
    with on_today(qapp, practice, Look(percent=150, language=language)) as window:
        assert window.height() < px(LOW_BELOW)
        strip(window).buttons[0].click()
        shown = shown_panel(qtbot, window)
        assert shown.words.isVisible()  # it has the focus: it is read
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        rest()
        assert not shown.words.isVisible()
        assert shown.height() < window.height() / 5
        shown.read_button.click()
        rest()
        assert shown.words.isVisible()
        assert shown.leave_button.isVisible()
        assert shown.height() < window.height() / 2
        for part in (shown.words, shown.keys, shown.leave_button):
            assert window.rect().contains(QRect(part.mapTo(window, QPoint()), part.size()))


def test_what_the_mouse_is_on_stays_there_until_it_is_released(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    with on_today(qapp, practice, Look(percent=150)) as window:
        strip(window).buttons[0].click()
        shown = shown_panel(qtbot, window)
        assert shown.words.isVisible()
        rail = window.frame.rail  # type: ignore[union-attr]
        there = rail.mapTo(window, QPoint(10, 10))
        QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=there)
        assert not shown.isAncestorOf(qapp.focusWidget())
        assert shown.words.isVisible()
        QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=there)
        qtbot.waitUntil(lambda: not shown.words.isVisible())


def test_where_there_is_no_today_a_notice_offers_it(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    practice.user = replace(practice.user, role_id="analyst")
    with window_in(qapp, Look()) as window:
        frame = opened(window, practice)
        assert not practice.may(Permission.READ_RECORDS)
        new = tour(practice)
        assert new is not None
        for told in (new, replace(new, state=TourState.LEFT)):  # once is enough
            tell_newcomer(practice, frame, told)
        assert len(frame.findChildren(NoticeStrip)) == 1
        offer = frame.findChildren(NoticeStrip)[0]
        offer.buttons[0].click()
        assert "Count a quarter" in shown_panel(qtbot, window).title_label.text()


def test_while_it_goes_on_a_window_opened_anew_shows_it_without_taking_the_focus(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    begin(practice)
    with on_today(qapp, practice, Look(size=(1280, 800))) as window:
        shown = shown_panel(qtbot, window)
        assert not shown.isAncestorOf(qapp.focusWidget())
        shown.leave_button.click()
        qtbot.waitUntil(shown.isHidden)
        assert state(practice) is TourState.LEFT
        assert "You have left the tour" in strip(window).text


def test_a_task_done_out_of_turn_is_named_and_the_one_in_sight_stays(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    begin(practice)
    with on_today(qapp, practice, Look(size=(1280, 800))) as window:
        shown = shown_panel(qtbot, window)
        first = shown.title_label.text()
        with practice.changing(Permission.PUBLISH) as change:  # no page is told: it is looked for
            change.audit("figures.previewed", "figures", "csp_quarterly_scorecard public hidden")
        qtbot.waitUntil(shown.done_line.isVisible)
        assert shown.done_line.word == "Done: See what a publication hides"
        assert shown.title_label.text() == first
        assert "Tasks done: 1 of 6" in shown.keys.text()


def test_at_200_per_cent_the_words_scroll_by_keys(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    begin(practice)
    with on_today(qapp, practice, Look(percent=200, language="cy")) as window:
        shown = shown_panel(qtbot, window)
        shown.read_button.click()
        rest()
        bar = shown.text.verticalScrollBar()
        assert bar.maximum() > 0
        assert shown.text.height() >= px(LOWEST)
        shown.leave_button.setFocus()
        while not shown.text.hasFocus():
            assert shown.isAncestorOf(qapp.focusWidget())
            QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        for _turn in range(20):
            QTest.keyClick(shown.text, Qt.Key.Key_Down)
        assert bar.value() == bar.maximum()


def test_a_change_that_is_told_after_the_file_was_locked_asks_it_nothing(
    qtbot: QtBot, qapp: QApplication, practice: Workspace
) -> None:
    begin(practice)
    with on_today(qapp, practice, Look(size=(1280, 800))) as window:
        shown_panel(qtbot, window)
        assert window.bus is not None
        bus = window.bus
        window.close_workspace()  # the frame goes in one of the next turns
        service.lock(practice)
        bus.changed.emit(frozenset({Topic.RELEASES}))
        qtbot.wait(5)
