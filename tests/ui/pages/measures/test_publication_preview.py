"""What is previewed is what the choice beside it says, however quickly the choice changes."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.dates import days_between
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.navigation import entries
from ui.pages.measures.measures_page import MeasuresPage
from ui.theme.units import px
from ui.widgets.card import INSIDE, Card
from ui.workers.background_task import work_is_running

SCORECARD = "csp_quarterly_scorecard"
PAGES = {one.id: one for one in entries(lambda _wanted: None)}
MEASURES = PAGES["measures"]


def test_figures_of_the_choice_before_cannot_be_published(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, MEASURES) as work:
        work.press(KEY.Key_7, CTRL)
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        shown = page.preview
        shown.show_period(SCORECARD, days_between(date(2026, 10, 1), date(2026, 12, 31)))
        shown.show_period(SCORECARD, days_between(date(2024, 10, 1), date(2024, 12, 31)))
        work.see(lambda: not work_is_running())
        words = " ".join(one.text() for one in shown.findChildren(QLabel))
        assert "Nothing was recorded in this period" in words
        assert not shown.publish_button.isEnabled()
        assert shown.bar.isHidden()


def test_what_was_just_published_is_not_offered_again_and_is_held_against_itself(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, MEASURES) as work:
        work.press(KEY.Key_7, CTRL)
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        shown = page.preview
        shown.show_period(SCORECARD, days_between(date(2026, 7, 1), date(2026, 9, 30)))
        work.see(lambda: not work_is_running())
        if not shown.publish_button.isEnabled():
            shown.show_period(SCORECARD, days_between(date(2026, 10, 1), date(2026, 12, 31)))
            work.see(lambda: not work_is_running())
        assert shown.publish_button.isEnabled()
        assert "held against: 0" in words_of(shown)
        shown.publish_into(tmp_path)
        work.see(lambda: "held against: 1" in words_of(shown) and not work_is_running())
        assert "Published just now" in words_of(shown)
        assert not shown.publish_button.isEnabled()
        assert len(list(tmp_path.glob("csp_*"))) == 1
        shown.audience.set_value("partners")
        shown._again()
        work.see(shown.publish_button.isEnabled)
        assert "Published just now" not in words_of(shown)


def test_ctrl_e_shows_what_would_leave_and_says_where_nothing_does(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, MEASURES, PAGES["cases"]) as work:
        work.press(KEY.Key_7, CTRL)
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        work.press(KEY.Key_E, CTRL)
        assert page.views.currentWidget() is page.preview
        assert page.mode.value() == "published"
        work.see(lambda: not work_is_running())
        work.press(KEY.Key_2, CTRL)
        work.press(KEY.Key_E, CTRL)
        assert work.frame.notices.past[-1] == "Nothing on this page is exported."


def words_of(shown: QWidget) -> str:
    return " ".join(one.text() for one in shown.findChildren(QLabel))


def test_what_is_to_be_seen_to_first_is_a_card_of_its_own_height(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """The figures beside it run on for pages."""
    take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, MEASURES) as work:
        work.press(KEY.Key_7, CTRL)
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        page.mode.set_value("published")
        page.preview.show_period(SCORECARD, days_between(date(2026, 10, 1), date(2026, 12, 31)))
        work.see(lambda: not work_is_running())
        below = page.preview.publish_button
        page.preview.table.setMinimumHeight(2 * page.height())
        work.see(lambda: page.preview.table.height() > page.height())
        card = below.parentWidget()
        assert isinstance(card, Card)
        assert card.height() - below.geometry().bottom() <= px(INSIDE) + 2
