"""Before a file is open: the first field has the focus at once, and Return goes on."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from casedesk.documents.model import PagePicture
from casedesk.documents.page_picture import page_pictures
from casedesk.log import log_folder
from casedesk.practice.own_file import PASSPHRASE as PRACTICE_PASSPHRASE
from casedesk.practice.own_file import practice_folder
from casedesk.settings import Settings
from casedesk.workspace import service
from ui import file_choice
from ui.field_help import FieldHelp
from ui.main_window import SMALLEST_SIZE, MainWindow
from ui.pages.workspace.first_run_page import (
    ORGANISATION,
    PASSPHRASE,
    PLACE,
    RECOVERY,
    FirstRunPage,
)
from ui.pages.workspace.practice_page import PracticePage
from ui.pages.workspace.unlock_page import UnlockPage

KEY = Qt.Key
KEY_OF_A_FILE = "-".join(f"QX{number}K" for number in range(10, 19))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """Give the empty window, not shown yet."""
    made = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(made)
    yield made
    made.close()


def show(qtbot: QtBot, window: MainWindow) -> None:
    """Show the window and wait until its first paint is over."""
    with qtbot.waitSignal(window.completed, timeout=5000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)


def first_of(gate: QWidget) -> QWidget:
    """Return what a user would begin with."""
    if isinstance(gate, FirstRunPage):
        return gate.place.name
    if isinstance(gate, PracticePage):
        return gate.start_button
    assert isinstance(gate, UnlockPage)
    return gate.other_button  # no file is known here yet


@pytest.mark.parametrize("kind", ["first", "practice", "unlock"])
@pytest.mark.parametrize("painted", [False, True], ids=["before", "after"])
def test_a_gate_takes_typing_at_once_before_and_after_the_first_paint(
    qtbot: QtBot, window: MainWindow, kind: str, painted: bool
) -> None:
    if painted:  # as from the unlock page
        window.show_gate(UnlockPage(Settings()))
        show(qtbot, window)
    gate = {"first": FirstRunPage, "practice": PracticePage}.get(kind)
    made = gate() if gate is not None else UnlockPage(Settings())
    window.show_gate(made)
    if not painted:
        show(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first_of(made), timeout=5000)


def test_return_goes_on_from_each_box_of_a_first_run(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.show_gate(gate := FirstRunPage())
    show(qtbot, window)
    gate.place.folder.setText(str(tmp_path))
    handle = window.windowHandle()
    QTest.keyClick(handle, KEY.Key_Return)
    form = gate.passphrase.form
    qtbot.waitUntil(form.first.edit.hasFocus, timeout=5000)
    for letter in "lantern otter biscuit orchard":
        QTest.keyClick(handle, letter)
    QTest.keyClick(handle, KEY.Key_Return)
    assert form.second.edit.hasFocus()
    assert not form.second_field.problem  # it was not asked for yet
    for letter in "lantern otter biscuit orchard":
        QTest.keyClick(handle, letter)
    with qtbot.waitSignal(gate.made, timeout=60_000) as made:
        QTest.keyClick(handle, KEY.Key_Return)
    qtbot.waitUntil(lambda: gate._number == RECOVERY, timeout=5000)
    service.lock(made.args[0])


def test_the_sheet_says_which_file_it_opens_and_a_word_follows_its_saving(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = FirstRunPage()
    qtbot.addWidget(page)
    page.recovery.show_key(KEY_OF_A_FILE, "Quillmere partnership")
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.recovery.save_button.click()
    assert page._busy()  # the worker draws it: the window answers meanwhile
    said = page.recovery.saved_label
    qtbot.waitUntil(lambda: said.text().startswith("Saved as sheet.pdf"), timeout=10_000)
    assert page.next_button.isEnabled()
    written = pypdfium2.PdfDocument(target)
    text = written[0].get_textpage().get_text_bounded()
    written.close()
    assert "Quillmere partnership" in text
    assert "Key made on" in text


def test_the_whole_sheet_is_printed_as_it_would_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = FirstRunPage()
    qtbot.addWidget(page)
    page.recovery.show_key(KEY_OF_A_FILE, "Quillmere partnership")
    printer = QPrinter()
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # stands for paper
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.recovery.print_sheet(printer)
    qtbot.waitUntil(lambda: not page._busy() and page.next_button.isEnabled(), timeout=10_000)
    (printed,) = page_pictures((tmp_path / "paper.pdf").read_bytes(), dots_per_inch=20, most=2)
    (saved,) = page_pictures(page.recovery._sheet()(), dots_per_inch=20, most=2)
    assert abs(printed.width - saved.width) <= 1
    assert abs(darkness(printed) - darkness(saved)) < darkness(saved) / 3  # lines are thinner
    assert [one.name for one in tmp_path.iterdir()] == ["paper.pdf"]


def darkness(page: PagePicture) -> float:
    """Return how much ink is on a page: 0 for white, 255 for black."""
    return 255 - sum(page.dots) / len(page.dots)


def test_file_dialogs_begin_where_the_last_one_ended_not_where_the_program_started(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, begun = QWidget(), []
    qtbot.addWidget(parent)
    monkeypatch.setattr(file_choice, "_LAST", [])

    def ask(_parent: QWidget, _title: str, start: str, *_more: str) -> tuple[str, str]:
        begun.append(Path(start))
        return str(tmp_path / "book.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    for _turn in range(2):
        file_choice.ask_file(parent, "Choose a workbook", "*.xlsx")
    assert begun[1] == tmp_path
    assert begun[0].is_absolute()
    assert begun[0] != Path.cwd()


def test_forums_stand_by_title_each_across_the_whole_width(qtbot: QtBot) -> None:
    page = FirstRunPage()
    qtbot.addWidget(page)
    titles = [box.text() for box in page.organisation.forums.values()]
    assert titles == sorted(titles, key=str.casefold)


def test_without_a_file_choosing_one_comes_first_and_nothing_leads_back(qtbot: QtBot) -> None:
    gate = UnlockPage(Settings())
    qtbot.addWidget(gate)
    assert gate.files.placeholderText() == "No file has been opened here yet"
    assert gate.focusProxy() is gate.other_button
    gate.choose(Path("riverside.casedesk"))
    assert gate.focusProxy() is gate.box
    first = FirstRunPage(leads_back=False)
    qtbot.addWidget(first)
    assert first.back_button.isHidden()
    first._show_step(PASSPHRASE)
    assert not first.back_button.isHidden()


def test_practice_data_tell_their_passphrase_and_a_real_file_does_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    gate = UnlockPage(Settings())
    qtbot.addWidget(gate)
    gate.choose(practice_folder())
    assert PRACTICE_PASSPHRASE in gate.state.text()
    gate.recovery_button.click()
    assert gate.state.text() == ""
    gate.recovery_button.click()
    gate.choose(tmp_path / "riverside.casedesk")
    assert gate.state.text() == ""
    gate.unlock_button.setEnabled(False)
    gate._wait(60_000)
    gate.recovery_button.click()
    gate.choose(practice_folder())
    assert "60" in gate.state.text()  # why Unlock does nothing
    gate._ready()
    assert gate.state.text() == ""  # the recovery key is asked for


def test_each_step_of_a_first_run_begins_with_its_title_and_ends_with_what_leads_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_gate(gate := FirstRunPage())
    window.resize(*SMALLEST_SIZE)
    show(qtbot, window)
    gate._show_step(ORGANISATION)
    qtbot.waitUntil(lambda: gate.height() <= window.height(), timeout=5000)
    button = gate.next_button
    assert button.mapTo(window, button.rect().bottomLeft()).y() < window.height()
    window.set_text_percent(200)
    gate._show_step(PLACE)
    qtbot.waitUntil(lambda: gate.height() > window.height(), timeout=5000)
    gate.next_button.setFocus()
    gate._show_step(PASSPHRASE)
    assert gate.heading.mapTo(window, gate.heading.rect().topLeft()).y() >= 0


def test_f1_tells_of_a_field_before_a_file_is_open_and_nothing_typed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(window)
    gate = UnlockPage(Settings())
    window.show_gate(gate)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.complete()
    gate.box.edit.setText("harbour violin")
    gate.box.edit.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: window.findChild(FieldHelp) is not None)
    panel = window.findChild(FieldHelp)
    assert isinstance(panel, FieldHelp)
    assert panel.isVisible()
    spoken = panel.reading.accessibleDescription()
    assert spoken.startswith("Passphrase. The words that open this file.")
    assert "harbour" not in spoken
    assert f"Where logs are: {log_folder()}" in spoken  # Help needs an open file
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert gate.box.edit.hasFocus()
    assert gate.box.edit.text() == "harbour violin"
    try:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.settings.text_percent > 100)  # so does the size of text
    finally:
        window.set_text_percent(100)
