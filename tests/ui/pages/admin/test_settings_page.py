"""Settings are applied at once, taken back by Undo, and found by their words."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from casedesk import i18n
from casedesk.progress import Progress
from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import ALT, KEY, AtWork
from ui.main_window import MainWindow
from ui.navigation import entries
from ui.pages.admin.settings_page import SettingsPage
from ui.pages.referrals.intake_page import IntakePage
from ui.theme import look
from ui.theme.palette import DARK, LIGHT
from ui.workers.background_task import BackgroundTask


@contextmanager
def settings_at_work(
    qtbot: QtBot, workspace: Workspace, settings: Settings
) -> Iterator[tuple[AtWork, list[dict[str, object]]]]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    kept: list[dict[str, object]] = []
    window = MainWindow(app, settings, lambda held: kept.append(dict(vars(held))))
    qtbot.addWidget(window)
    frame = window.open_workspace(workspace, entries(lambda _wanted: None, window))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    frame.open_page("settings")
    yield AtWork(qtbot, window, frame), kept
    window.close_workspace()


def page_of(work: AtWork) -> SettingsPage:
    assert work.window.frame is not None
    page = work.window.frame.page
    assert isinstance(page, SettingsPage)
    return page


def test_a_theme_is_shown_at_once_kept_and_taken_back(qtbot: QtBot, workspace: Workspace) -> None:
    with settings_at_work(qtbot, workspace, Settings(theme="light")) as (work, kept):
        page = page_of(work)
        page.theme.buttons["light"].setFocus()
        work.press(KEY.Key_Right)
        assert look.palette() is DARK
        assert kept[-1]["theme"] == "dark"
        assert work.focus() is page.theme.buttons["dark"]
        assert work.window.registry.action("view.dark").isChecked()
        work.window.undo()
        assert look.palette() is LIGHT
        assert page.theme.value() == "light"
        work.window.set_theme("high_contrast")  # by the menu: the page says so too
        assert page.theme.value() == "high_contrast"


def test_text_size_and_the_time_until_it_locks_are_kept(qtbot: QtBot, workspace: Workspace) -> None:
    with settings_at_work(qtbot, workspace, Settings(theme="light", lock_after_minutes=7)) as (
        work,
        kept,
    ):
        page = page_of(work)
        assert page.minutes.value() == "7"  # chosen elsewhere: it is offered all the same
        page.minutes.set_value("30")
        assert kept[-1]["lock_after_minutes"] == 30
        page.text_size.buttons["150"].click()
        work.window.undo()
        assert [one["text_percent"] for one in kept[-2:]] == [150, 100]
        assert page.text_size.value() == "100"


def test_whether_minimising_locks_is_off_at_first_kept_and_taken_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with settings_at_work(qtbot, workspace, Settings(theme="light")) as (work, kept):
        page = page_of(work)
        assert not page.minimised.isChecked()
        page.search.setText("minimise")
        assert page.minimised.isVisible()
        assert not page.minutes.isVisible()
        page.search.clear()
        work.press(KEY.Key_W, ALT)
        work.see(page.minimised.isChecked)
        assert kept[-1]["lock_when_minimised"] is True
        work.window.undo()
        assert kept[-1]["lock_when_minimised"] is False
        assert not page.minimised.isChecked()


def test_settings_are_found_by_what_they_are_about(qtbot: QtBot, workspace: Workspace) -> None:
    with settings_at_work(qtbot, workspace, Settings(theme="light")) as (work, _kept):
        page = page_of(work)
        assert work.focus() is page.search
        work.write("zoom")
        assert page.text_size.isVisible()
        assert not page.theme.isVisible()
        assert not page.minutes.isVisible()
        page.search.setText("<b>" * 3000)
        assert page.empty.isVisible()
        page.search.clear()
        assert page.theme.isVisible()
        assert not page.empty.isVisible()


def test_another_language_is_shown_without_a_restart(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small catalogue stands for the Welsh one: the page names what it finds."""
    folder = tmp_path / "translations" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "casedesk.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Settings"\nmsgstr "Gosodiadau ŵ"\n',
        encoding="utf-8",
    )
    with source.open("rb") as po, (folder / "casedesk.mo").open("wb") as mo:
        write_mo(mo, read_po(po))
    monkeypatch.setattr(i18n, "resource_path", lambda *_parts: tmp_path / "translations")
    try:
        with settings_at_work(qtbot, workspace, Settings(theme="light")) as (work, kept):
            work.frame.open_page("intake")
            intake = work.frame.page
            assert isinstance(intake, IntakePage)
            work.frame.open_page("settings")
            page = page_of(work)
            assert page.language is not None
            page.language.setFocus()
            page.language.set_value("cy")
            work.see(lambda: work.window.windowTitle().startswith("Gosodiadau ŵ"))
            assert kept[-1]["language"] == "cy"
            work.window.undo()
            work.see(lambda: work.window.windowTitle().startswith("Settings"))
            assert work.focus() is page_of(work).language is not None  # nobody moved it
    finally:
        i18n.use_language("en")


def said(work: AtWork) -> str:
    return " ".join(one.text() for one in work.frame.notices.findChildren(QLabel))


def test_the_language_stays_while_work_goes_on_whose_end_its_page_has_to_tell(
    qtbot: QtBot, workspace: Workspace
) -> None:
    told: list[object] = []
    go = threading.Event()

    def work_of_a_page(progress: Progress) -> str:
        go.wait(5)
        progress.step(1, 1)
        return "imported"

    with settings_at_work(qtbot, workspace, Settings(theme="light")) as (work, _kept):
        page, task = page_of(work), BackgroundTask(work_of_a_page)
        task.succeeded.connect(told.append)
        task.start()
        assert page.language is not None
        page.language.set_value("cy")
        work.see(lambda: "still at work" in said(work))
        assert page.language.value() == work.window.settings.language == i18n.language() == "en"
        go.set()
        work.see(lambda: told == ["imported"])
