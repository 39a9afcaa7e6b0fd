"""The example workbook goes in through the window: read, asked, looked at, brought in, or left."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.cases.case_list import view_counts
from casedesk.exchange.service import read_answers
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, an_action, bring_in, write_workbook
from tests.ui.pages.window_at_work import ALT, KEY, AtWork, at_work
from ui.navigation import entries
from ui.page import PageEntry
from ui.pages.exchange.import_differences import DifferencesCard
from ui.pages.exchange.import_page import ImportPage
from ui.workers.background_task import work_is_running

EXAMPLE = Path(__file__).parents[3] / "data" / "partnership_workbook"
WORKBOOK = EXAMPLE / "partnership.xlsx"
PAGES = {one.id: one for one in entries(lambda _wanted: None)}
IMPORT: PageEntry = PAGES["import"]


def import_page(work: AtWork) -> ImportPage:
    work.frame.open_page("import")
    page = work.frame.page
    assert isinstance(page, ImportPage)
    return page


def read(work: AtWork, file: Path) -> ImportPage:
    page = import_page(work)
    page.choice.chosen.emit(file)
    work.see(lambda: page.counts.isVisible() or page.choice.problem.isVisible())
    return page


def answer(work: AtWork, page: ImportPage) -> None:
    """Type the answers of the example into the boxes, by keys alone."""
    answers = read_answers(EXAMPLE / "answers.toml")
    for line in page.questions.lines:
        wanted = answers.get(line.question.kind, {}).get(line.question.word)
        title = next((one.title for one in line.question.suggestions if one.id == wanted), None)
        if title is not None:
            line.box.setFocus()
            work.write(title)
            work.press(KEY.Key_Tab)
            assert line.box.value() == wanted
    work.press(KEY.Key_R, ALT)
    work.see(lambda: "712" in page.take_button.text())


def counts(page: ImportPage) -> dict[str, list[str]]:
    model = page.counts.model
    cells = [[model.cell(row, c).text for c in range(6)] for row in range(model.rowCount())]
    return {row[0]: row[1:] for row in cells}


def refused(page: ImportPage) -> list[tuple[str, ...]]:
    model = page.refused.model
    return [
        tuple(model.cell(row, column).text for column in (0, 1, 2, 4))
        for row in range(model.rowCount())
    ]


def notices(work: AtWork) -> list[str]:
    return work.frame.notices.past


def cases(workspace: Workspace) -> int:
    return view_counts(workspace).open


def test_the_example_goes_in_by_keyboard_with_its_counts_and_its_refusals(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, WORKBOOK)
        assert work.focus() is page.questions.lines[0].box  # rows hang on it
        assert len({line.box.width() for line in page.questions.lines}) == 1
        answer(work, page)
        assert counts(page)["All sheets"] == ["721", "712", "0", "0", "9"]
        with (EXAMPLE / "expected_errors.csv").open(encoding="utf-8", newline="") as file:
            expected = [
                (one["sheet"], one["row"], one["column"], one["value"] or "blank")
                for one in csv.DictReader(file)
            ]
        assert sorted(refused(page)) == sorted(expected)
        assert cases(workspace) == 0
        work.press(KEY.Key_I, ALT)
        work.see(page.result.isVisible)
        assert page.result.sentences[:2] == [
            "Rows taken: 712",
            "Rows refused: 9. Mend them in the workbook and bring it in again.",
        ]
        assert notices(work)[-1] == "Rows taken: 712. Rows refused: 9."
        page.refused.save_wanted.emit(tmp_path / "refused.csv")
        said = "The list of refused rows was saved: refused.csv"
        work.see(lambda: said in notices(work)[-1:])
        assert len((tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()) == 10
    assert cases(workspace) > 0


def test_a_second_import_has_nothing_to_bring_in(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, WORKBOOK)
        answer(work, page)
        work.press(KEY.Key_I, ALT)
        work.see(page.result.isVisible)
        work.press(KEY.Key_W, ALT)
        work.see(page.choice.isVisible)
        read(work, WORKBOOK)
        assert counts(page)["All sheets"] == ["721", "0", "712", "0", "9"]
        assert not page.take_button.isEnabled()


def test_differences_are_listed_and_each_is_taken_only_when_chosen(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral()], Actions=[an_action()])
    other = write_workbook(
        tmp_path / "other.xlsx",
        Referrals=[a_referral(victim_surname="Pugh", victim_forenames="Carys")],
        Actions=[an_action(task="<b>Fit two locks</b>", owner="Siân", due_on="01/05/2025")],
    )
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, other)
        card = page.differences
        assert shown_in(card) == [
            ["by hand", "Referrals", "2", "R-1", "victim_surname", "Ana Danvers", "Carys Pugh"],
            ["leave", "Actions", "2", "A-1", "due_on", "blank", "2025-05-01"],
            ["leave", "Actions", "2", "A-1", "owner", "blank", "Siân"],
            ["leave", "Actions", "2", "A-1", "task", "Fit a lock", "<b>Fit two locks</b>"],
        ]
        assert not page.take_button.isEnabled()
        card.table.setFocus()
        work.press(KEY.Key_Space)  # the first: a person must do it by hand
        assert card.why_not.text() == "The row names another person. Correct the record by hand."
        assert not page.take_button.isEnabled()
        card.table.select_id(3)
        assert card.why_not.isHidden()
        work.press(KEY.Key_Space)
        assert [row[0] for row in shown_in(card)] == ["by hand", "leave", "leave", "take"]
        work.press(KEY.Key_T, ALT)
        work.see(lambda: [row[0] for row in shown_in(card)] == ["by hand", "take", "take", "take"])
        work.press(KEY.Key_T, ALT)
        work.see(lambda: not card.chosen)
        work.press(KEY.Key_D, ALT)
        work.see(page.take_button.isEnabled)
        assert page.take_button.text() == "&Import: 0 new, 1 changed"
        work.press(KEY.Key_I, ALT)
        work.see(page.result.isVisible)
        assert "Records changed to what the workbook says: 1" in page.result.sentences
        work.press(KEY.Key_W, ALT)
        work.see(page.choice.isVisible)  # Qt shows a button pressed for a tenth of a second first
        read(work, other)
        assert [row[4] for row in shown_in(card)] == ["victim_surname", "due_on", "owner"]


def shown_in(card: DifferencesCard) -> list[list[str]]:
    model = card.model
    return [[model.cell(row, c).text for c in range(7)] for row in range(model.rowCount())]


def test_leaving_or_stopping_changes_nothing_and_says_so(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, WORKBOOK)
        work.press(KEY.Key_L, ALT)
        work.see(page.choice.isVisible)
        assert notices(work)[-1] == "The workbook was left. Nothing was changed."
        page.choice.chosen.emit(WORKBOOK)
        page.at_work.stop_button.click()
        work.see(page.choice.isVisible)
        assert notices(work)[-1] == "Reading was stopped. Nothing was changed."
        read(work, WORKBOOK)
        page.take_button.click()
        page.at_work.stop_button.click()
        work.see(page.counts.isVisible)
        assert notices(work)[-1] == "The import was stopped. It left no trace in the records."
    assert cases(workspace) == 0


@pytest.mark.parametrize("content", [b"", b"nonsense" * 99, b"PK\x03\x04" + b"\x00" * 400])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(content)
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, bad)
        assert page.choice.problem.text().endswith("Nothing was changed.")
        assert not page.take_button.isVisible()
        read(work, WORKBOOK)
        assert page.counts.isVisible()


def test_hostile_text_of_a_workbook_is_shown_as_text(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    hostile = "<b>bold</b><img src=x> &amp; " + "x" * 10_000
    rows = [
        "register,date,note,quantity,<script>",
        f"{hostile},2026-01-02,note,1,ignored",
        f"guardcam,{hostile},note,1,ignored",
    ]
    file = tmp_path / "Registers.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    with at_work(qtbot, workspace, IMPORT) as work:
        page = read(work, file)
        assert page.counts.left_out.text() == (
            "Not in this workbook: Referrals, Actions, Interventions, Figures, Meetings.\n"
            "Columns left out of Registers: <script>."
        )
        assert refused(page)[0][3].startswith("<b>bold</b>")
        assert page.questions.lines[0].word.text().startswith("<b>bold</b>")
        assert page.width() <= work.window.width()


def test_a_file_can_be_dropped_on_the_page(qtbot: QtBot, workspace: Workspace) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(WORKBOOK))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    with at_work(qtbot, workspace, IMPORT) as work:
        page = import_page(work)
        entered = QDragEnterEvent(QPointF(40, 200).toPoint(), *how)
        QApplication.sendEvent(page, entered)
        assert entered.isAccepted()
        QApplication.sendEvent(page, QDropEvent(QPointF(40, 200), *how))
        work.see(page.counts.isVisible)


def test_the_template_can_be_saved_and_read_again(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, IMPORT) as work:
        page = import_page(work)
        page.choice.template_wanted.emit(tmp_path / "template.xlsx")
        assert work_is_running(to_wait_for=True)  # the window answers meanwhile
        work.see(lambda: notices(work)[-1:] == ["The template was saved: template.xlsx"])
        read(work, tmp_path / "template.xlsx")
        assert counts(page)["All sheets"] == ["0"] * 5
        assert not page.take_button.isEnabled()
