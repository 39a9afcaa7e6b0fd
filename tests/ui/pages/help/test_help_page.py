"""Help by keys alone: guides that open their pages, the glossary, About, the shortcut sheet."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from casedesk.help.catalogue import guides
from casedesk.log import log_folder
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.navigation import entries
from ui.pages.help.help_about import AboutCard
from ui.pages.help.help_glossary import GlossaryCard
from ui.pages.help.help_guide import GuideCard
from ui.pages.help.help_page import HelpPage
from ui.shortcut_sheet import ShortcutSheet
from ui.theme.theme import apply_theme

NATIVE = QKeySequence.SequenceFormat.NativeText


def pages() -> list:  # type: ignore[type-arg]
    return [one for one in entries(lambda _wanted: None) if one.id != "today"]


def help_page(work: AtWork) -> HelpPage:
    assert isinstance(work.frame.page, HelpPage)
    return work.frame.page


def trigger(work: AtWork, command: str) -> None:
    work.window.registry.action(command).trigger()


def test_the_guide_of_ones_own_role_is_open_and_its_buttons_lead_to_the_pages(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        trigger(work, "page.help")
        page = help_page(work)
        assert workspace.user.role_id == "coordinator"
        assert page.contents.current_id() == "coordinator"
        assert work.focus() is page.contents
        guide = page.texts.currentWidget()
        assert isinstance(guide, GuideCard)
        work.press(KEY.Key_Tab, times=2)
        assert work.focus().accessibleName() == "Open this page: New referral"
        work.press(KEY.Key_Space)
        assert work.frame.place().page_id == "intake"  # type: ignore[union-attr]


def test_each_step_names_a_page_that_there_is() -> None:
    known = {entry.id for entry in entries(lambda _wanted: None)}
    assert {step.page for guide in guides().values() for step in guide.step} - {""} <= known


def test_a_page_that_the_user_may_not_open_has_no_button(
    qtbot: QtBot, workspace: Workspace
) -> None:
    allowed = [one for one in pages() if one.id in {"help", "measures"}]
    with at_work(qtbot, workspace, *allowed) as work:
        guide = GuideCard(guides()["analyst"], work.frame)
        qtbot.addWidget(guide)
        names = [one.accessibleName() for one in guide.findChildren(object)
                 if hasattr(one, "autoDefault")]  # fmt: skip
        assert set(names) == {"Open this page: Measures"}


def test_the_glossary_is_narrowed_as_one_types(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        trigger(work, "help.glossary")
        card = help_page(work).texts.currentWidget()
        assert isinstance(card, GlossaryCard)
        assert len(card.words()) > 30
        assert "Ledger" not in card.words()
        work.press(KEY.Key_F, CTRL)
        work.write("overdue <b>")
        assert card.words() == []
        assert card.empty.isVisible()
        card.search.clear()
        work.write("breach")
        assert card.words() == ["Breach"]
        shown = [one.text() for one in card.reading.findChildren(QLabel) if one.isVisible()]
        assert shown == ["Breach", "An event against an intervention"]


def test_about_says_version_logs_and_licences(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        trigger(work, "help.about")
        card = help_page(work).texts.currentWidget()
        assert isinstance(card, AboutCard)
        assert card.logs.isReadOnly()
        assert Path(card.logs.text()) == log_folder()
        assert card.table.model().rowCount() > 10


def test_the_sheet_lists_every_command_with_keys_and_esc_gives_the_focus_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        before = work.focus()
        work.press(KEY.Key_Slash, CTRL)
        sheet = work.frame.findChild(ShortcutSheet)
        assert isinstance(sheet, ShortcutSheet)
        assert work.focus() is sheet.table
        with_keys = [c for c, action in work.window.registry.commands() if action.shortcuts()]
        assert sheet.model.rowCount() > len(with_keys) > 15
        shown = [[sheet.model.index(row, column).data() for column in range(3)]
                 for row in range(sheet.model.rowCount())]  # fmt: skip
        assert ["", "New referral", "Ctrl+N"] in [["", *row[1:]] for row in shown]
        assert [row[0] for row in shown if row[0]] == [
            "File", "Edit", "View", "Go", "Case", "Help", "Meeting", "Lists",
        ]  # fmt: skip
        keys = {one for row in shown for one in row[2].split(", ")}
        for page_id in work.frame.entries:  # what a page adds by itself is told as well
            own = work.frame.shelf.get(page_id).findChildren(QShortcut)
            assert {one.key().toString(NATIVE) for one in own} <= keys, page_id
        work.press(KEY.Key_Escape)
        assert not sheet.isVisible()
        assert work.focus() is before
        work.press(KEY.Key_Slash, CTRL)
        work.press(KEY.Key_2, CTRL)
        assert not sheet.isVisible()
        assert work.frame.place().page_id == "cases"  # type: ignore[union-attr]


def test_a_text_stands_beside_the_contents_also_with_text_of_150_per_cent(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """Below them it would be out of sight when it is chosen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 150)
    try:
        with at_work(qtbot, workspace, *pages()) as work:
            work.window.resize(1280, 800)
            trigger(work, "page.help")
            page = help_page(work)
            work.see(lambda: page.texts.x() + page.texts.parentWidget().x() > page.contents.width())
    finally:
        apply_theme(app, "light")
