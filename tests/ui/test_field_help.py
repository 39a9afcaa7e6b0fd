"""F1: what is known of the field with the focus, over the page; Esc gives the focus back."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.field_help import FieldHelp, facts_of
from ui.main_window import SMALLEST_SIZE
from ui.navigation import entries
from ui.pages.help.help_page import HelpPage
from ui.pages.measures.measures_page import MeasuresPage
from ui.pages.referrals.intake_page import IntakePage
from ui.widgets.form_field import FormField


def pages() -> list:  # type: ignore[type-arg]
    return [one for one in entries(lambda _wanted: None) if one.id != "today"]


def texts(work: AtWork) -> list[str]:
    panel = work.frame.findChild(FieldHelp)
    assert isinstance(panel, FieldHelp)
    assert panel.isVisible()
    inside = panel.reading.widget().findChildren(QLabel)
    return [one.text() for one in inside if not one.isHidden()]


def test_f1_tells_of_a_criterion_and_esc_leads_back(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        assert isinstance(work.frame.page, IntakePage)
        tick = next(
            box
            for box in work.frame.page.findChildren(QCheckBox)
            if box.text() == "Visible high risk"
        )
        tick.setFocus()
        work.press(KEY.Key_F1)
        assert texts(work)[0] == "Visible high risk"
        assert "A reason to refer to the MARAC." in texts(work)
        panel = work.frame.findChild(FieldHelp)
        assert isinstance(panel, FieldHelp)
        assert work.focus() is panel.reading
        assert "score of 14" in panel.reading.accessibleDescription()
        work.press(KEY.Key_Escape)
        assert not panel.isVisible()
        assert work.focus() is tick
        work.press(KEY.Key_F1, times=2)  # the second takes it away again
        assert not panel.isVisible()
        assert work.focus() is tick


def test_f1_on_a_measure_shows_its_definition(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.open_page("measures")
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        work.see(lambda: page.working.table.model().rowCount() > 0)
        page.working.table.setFocus()
        page.working.table.select_id("marac.repeat_rate")
        work.press(KEY.Key_F1)
        assert "Share of the cases heard that were repeats." in texts(work)


def test_the_panel_goes_with_the_page_it_was_opened_on(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        work.press(KEY.Key_F1)
        panel = work.frame.findChild(FieldHelp)
        assert isinstance(panel, FieldHelp)
        assert panel.isVisible()
        work.press(KEY.Key_7, CTRL)  # its table is not there before it has counted
        assert isinstance(work.frame.page, MeasuresPage)
        assert not panel.isVisible()


def test_f1_without_a_field_opens_help(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.rail.setFocus()
        work.press(KEY.Key_F1)
        assert isinstance(work.frame.page, HelpPage)


def test_label_hint_and_problem_are_told_once_and_nothing_typed(qtbot: QtBot) -> None:
    box = QLineEdit()
    field = FormField("&Pager", box, hint="With the area code", if_known=True)
    qtbot.addWidget(field)
    box.setText("marac")
    field.show_problem("Write 11 digits")
    facts = facts_of(box)
    assert facts is not None
    assert facts.name == "Pager"
    assert facts.told == ("With the area code", "Write 11 digits")
    assert facts.defined == ()
    assert facts_of(QLineEdit()) is None


def test_a_name_that_the_definition_repeats_is_shown_once(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        work.press(KEY.Key_T, ALT)
        work.press(KEY.Key_F1)
        shown = [text for text in texts(work) if "elephone" in text]
        assert shown == ["Referrer: telephone"]
        panel = work.frame.findChild(FieldHelp)
        assert isinstance(panel, FieldHelp)
        assert panel.reading.accessibleDescription().count("Referrer: telephone") == 1


def test_the_panel_covers_the_buttons_of_a_page_s_head_whole_and_stays_on_the_page(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        page = work.frame.page
        assert isinstance(page, IntakePage)
        for width, height in ((1280, 800), SMALLEST_SIZE):
            work.window.resize(width, height)
            page.first_focus().setFocus()
            work.press(KEY.Key_F1)
            panel = work.frame.findChild(FieldHelp)
            assert isinstance(panel, FieldHelp)
            assert work.frame.stack.geometry().contains(panel.geometry())
            for made in page.heading.findChildren(QPushButton):
                there = QRect(made.mapTo(work.frame, QPoint(0, 0)), made.size())
                if made.isVisible() and panel.geometry().intersects(there):
                    assert panel.geometry().contains(there), made.text()
            work.press(KEY.Key_Escape)
