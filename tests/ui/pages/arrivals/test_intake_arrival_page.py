"""A draft made of a file: the form, and the file beside it to copy from."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casedesk.arrivals.service import save_form, throw_away, waiting_drafts
from casedesk.attachments.model import Owner
from casedesk.attachments.service import attachments_of
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.workspace import Workspace
from tests.casedesk.arrivals import files
from tests.casedesk.arrivals.filled_form import filled_form
from tests.ui.pages.arrivals.arrivals_at_work import arrivals, arrived, bring, pages, put, see_file
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, SHIFT, at_work
from ui.pages.arrivals.intake_arrival_page import FILE, FORM


def test_the_same_by_keyboard_and_a_draft_is_opened_copied_from_and_saved(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = put(tmp_path, {"police.eml": files.mail()})
    chosen = ([str(path) for path in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: chosen)
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_F, ALT)
        work.press(KEY.Key_A)
        page = arrivals(work)
        assert work.focus() is page.choose_button
        work.press(KEY.Key_Space)
        work.see(page.results.isVisible)
        page.results.table.setFocus()
        work.press(KEY.Key_Return)
        draft = arrived(work)
        see_file(work)
        assert draft.panel.words.toPlainText() == files.WORDS
        assert "Owen Tate" in draft.panel.about.text()
        assert "12 November 2026" in draft.panel.about.text()
        assert work.focus() is draft.form.first_control(1)

        work.press(KEY.Key_F6)
        assert work.focus() is draft.panel.words
        work.press(KEY.Key_Home, CTRL)
        work.press(KEY.Key_End, CTRL | SHIFT)
        work.press(KEY.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == files.WORDS
        work.press(KEY.Key_W, ALT)
        work.press(KEY.Key_V, CTRL)
        assert draft.form.happened.words.toPlainText() == files.WORDS
        draft.form.referrer.received.set_value(date(2026, 11, 12))
        work.press(KEY.Key_U, ALT)
        work.write("Siân Morgan")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: work.frame.place().page_id == "case")  # type: ignore[union-attr]
        case_id = work.frame.place().record  # type: ignore[union-attr]
        assert [one.name for one in attachments_of(workspace, Owner(case_id))] == ["police.eml"]
        assert waiting_drafts(workspace) == []

        work.frame.undo()
        again = arrived(work)
        see_file(work)
        assert again.form.subject.entry.fields.name_box.text() == "Siân Morgan"
        assert [one.name for one in waiting_drafts(workspace)] == ["police.eml"]


def test_a_filled_in_form_fills_the_draft_and_says_what_it_could_not_take_over(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    save_form(workspace, "marac", tmp_path / "empty.pdf")
    answers = {
        "agency": "Polise",
        "received": "31/02/2026",
        "referrer_name": "PC Owen Tate",
        "subject_forenames": "Siân",
        "subject_surname": "ap Rhys Morgan",
        "subject_born": "3 May 1988",
        "subject_ethnicity": "white.white_british",
        "safe_how": "text",
        "safe_not": "Her brother",
        "other_2_forenames": "Gareth",
        "other_2_surname": "Pugh",
        "other_2_role": "person_causing_harm",
        "other_2_born": "tomorrow",
        "children": "2",
        "met_professional_judgement": "/Yes",
        "evidence_professional_judgement": "Third call",
        "risk_score": "16",
        "risk_tool": "dash_safelives",
        "reason": "He came back\nat night.",
        "told": "told_agrees",
        "safe": "yes",
    }
    content = filled_form((tmp_path / "empty.pdf").read_bytes(), answers)
    (path,) = put(tmp_path, {"form.pdf": content})
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, [path])
        assert arrivals(work).results.found[0].faults == 3
        arrivals(work).results.table.setFocus()
        work.press(KEY.Key_Return)
        page = arrived(work)
        form, panel = page.form, page.panel
        person = form.subject.entry.fields.value()
        assert (person.forenames, person.surname) == ("Siân", "ap Rhys Morgan")
        assert person.born_on == date(1988, 5, 3)
        assert (person.ethnicity_group, person.safe_contact_how) == ("white", "text")
        assert form.referrer.received.day.text() == "31/02/2026"  # kept as typed
        assert form.others.people[0].entry.fields.name_box.text() == "Gareth Pugh"
        assert form.others.people[0].role.value() == "person_causing_harm"
        assert form.criteria.lines["professional_judgement"].evidence.text() == "Third call"
        assert form.criteria.score.text() == "16"
        assert form.happened.words.toPlainText() == "He came back\nat night."
        assert form.sharing.told.value() == "told_agrees"
        assert [field for field, _sentence in panel._faults] == [
            "agencies",
            "received_on",
            "born_1",
        ]
        assert "“Polise”" in panel._faults[0][1]
        panel.fault_lines.itemAt(4).widget().click()  # type: ignore[union-attr]
        assert work.focus() is form.referrer.received.day
        see_file(work)
        assert panel.pages.isVisible() or panel.words.isVisible()


def test_the_page_of_a_draft_that_is_gone_takes_no_more_words(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"a.eml": files.mail()}))
        (made,) = arrivals(work).results.found
        work.frame.open_page("arrived", made.draft)
        page = arrived(work)
        see_file(work)
        bring_back = throw_away(workspace, made.draft)
        work.see(lambda: not page.form.isEnabled())
        assert not page.save_button.isEnabled()
        work.see(lambda: "saved or thrown away" in page.panel.state.text())
        bring_back()
        work.see(page.form.isEnabled)
        see_file(work)
        assert page.panel.words.toPlainText() == files.WORDS


def test_the_file_alone_in_a_low_window_keeps_the_heading_in_sight(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"a.eml": files.mail()}))
        (made,) = arrivals(work).results.found
        work.frame.open_page("arrived", made.draft)
        page = arrived(work)
        see_file(work)
        work.window.setMinimumSize(1, 1)
        work.window.resize(700, 400)  # as 1400 × 800 with text of 200 %
        work.see(page.switch.isVisible)
        assert page.scroll_area.isAncestorOf(page.heading)  # it scrolls with the form
        page.switch.set_value(FILE)
        work.see(page.heading.isVisible)
        assert page.save_button.isVisible()
        assert page.side.isAncestorOf(page.heading)  # and with the file
        page.switch.set_value(FORM)
        assert page.scroll_area.isAncestorOf(page.heading)


def test_a_draft_its_typing_and_its_file_outlive_locking(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    paths = put(tmp_path, {"a.eml": files.mail(), "scan.tif": files.scan(3)})
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, paths)
        first, second = (one.draft for one in arrivals(work).results.found)
        work.frame.open_page("arrived", first)
        work.press(KEY.Key_W, ALT)
        work.write("He came back at ni")
        work.frame.open_page("arrived", second)
        assert arrived(work).form.happened.words.toPlainText() == ""
        work.press(KEY.Key_W, ALT)
        work.write("A scan")
        place = work.window.close_workspace()
        assert place is not None
        window = work.window
        work.frame = window.open_workspace(workspace, pages(), place)
        page = arrived(work)
        assert page.form.happened.words.toPlainText() == "A scan"
        assert work.focus() is page.form.happened.words
        see_file(work)
        assert page.panel.pages.where.text().startswith("Page 1 of 3")
        work.frame.open_page("arrived", first)
        assert arrived(work).form.happened.words.toPlainText() == "He came back at ni"
        see_file(work)
        assert arrived(work).panel.words.toPlainText() == files.WORDS
        assert page.form.referrer.name.text() == ""
        work.press(KEY.Key_N, CTRL)
        assert work.frame.page.form.happened.words.toPlainText() == ""  # type: ignore[union-attr]


def test_the_pages_of_a_scan_are_turned_and_made_larger_by_keys(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"scan.tif": files.scan(2)}))
        work.frame.open_page("arrived", arrivals(work).results.found[0].draft)
        see_file(work)
        view = arrived(work).panel.pages
        first = view._image
        assert not view.before.isEnabled()
        view.after.setFocus()
        work.press(KEY.Key_Space)
        work.see(lambda: view._image is not first)
        assert view.where.text().startswith("Page 2 of 2")
        assert work.focus() is view.before  # the last page: what leads on is off
        width = view.picture.pixmap().width()
        view.larger.setFocus()
        work.press(KEY.Key_Space)
        assert view.picture.pixmap().width() > width * 1.2


def test_a_part_of_an_email_is_shown_beside_the_form(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    parts = {"report.docx": files.word(words="In the report"), "x.zip": b"PK\x03\x04"}
    content = files.mail(files=parts)
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"a.eml": content}))
        work.frame.open_page("arrived", arrivals(work).results.found[0].draft)
        see_file(work)
        panel = arrived(work).panel
        panel.part.set_value("0")
        work.see(lambda: "In the report" in panel.words.toPlainText())
        panel.part.set_value("1")
        work.see(lambda: "cannot read" in panel.state.text() or "damaged" in panel.state.text())
        panel.part.set_value("message")
        work.see(lambda: panel.words.toPlainText() == files.WORDS)


def test_a_draft_thrown_away_takes_its_file_along_until_undo(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"a.eml": files.mail()}))
        draft = arrivals(work).results.found[0].draft
        work.frame.open_page("arrived", draft)
        work.press(KEY.Key_W, ALT)
        work.write("Half typed")
        arrived(work)._on_throw_away()
        assert waiting_drafts(workspace) == []
        assert draft_of(workspace, draft) is None
        assert arrivals(work).waiting.model.rowCount() == 0
        work.frame.undo()
        assert arrived(work).form.happened.words.toPlainText() == "Half typed"
        see_file(work)
        work.frame.open_page("arrivals")
        page = arrivals(work)
        page.waiting.table.setFocus()
        page.waiting.table.select_id(draft)
        page.waiting.throw_button.click()
        assert page.waiting.model.rowCount() == 0
        work.frame.open_page("arrived", draft)
        work.see(lambda: "saved or thrown away" in arrived(work).panel.state.text())
        assert not arrived(work).form.isEnabled()
