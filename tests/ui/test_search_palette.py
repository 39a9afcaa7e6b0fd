"""The search palette: Ctrl+K, a few letters, Enter; the focus comes back on Esc."""

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes, mark_attachment_in_error
from casedesk.cases.case_list import case_ids
from casedesk.cases.service import take_in_referral
from casedesk.people.records import mark_person_in_error
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place, new_referral
from tests.conftest import Clock
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.navigation import entries
from ui.recent_records import RecentRecords, Seen
from ui.search_lines import SearchLines
from ui.search_palette import SearchPalette


def pages() -> list:  # type: ignore[type-arg]
    return [one for one in entries(lambda _wanted: None) if one.id != "today"]


def palette(work: AtWork) -> SearchPalette:
    found = work.frame.findChild(SearchPalette)
    assert isinstance(found, SearchPalette)
    return found


def offered(work: AtWork) -> list[tuple[str, str]]:
    shown = palette(work)._shown
    return [(line.kind, line.text) for line in shown]


def search(work: AtWork, words: str) -> None:
    work.press(KEY.Key_K, CTRL)
    work.write(words)
    palette(work).look()


def test_a_few_letters_find_a_person_a_case_and_a_command(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral())
    (case_id,) = case_ids(workspace)
    with at_work(qtbot, workspace, *pages()) as work:
        search(work, "m-2026-001")
        assert ("Cases", "M-2026-001") in offered(work)
        work.press(KEY.Key_Return)
        assert work.frame.place() is not None
        assert work.frame.place().page_id == "case"  # type: ignore[union-attr]
        assert work.frame.place().record == case_id  # type: ignore[union-attr]
        search(work, "new ref")
        assert offered(work) == [("Do", "New referral")]
        work.press(KEY.Key_Return)
        assert work.frame.place().page_id == "intake"  # type: ignore[union-attr]


def test_signs_narrow_the_search_and_arrows_choose(qtbot: QtBot, workspace: Workspace) -> None:
    referral = new_referral()
    take_in_referral(workspace, referral)
    surname = referral.subject.surname  # type: ignore[union-attr]
    with at_work(qtbot, workspace, *pages()) as work:
        search(work, f"@{surname[:4]}")
        assert {kind for kind, _text in offered(work)} == {"People"}
        palette(work).leave()
        search(work, f"#{surname[:4]}")
        assert {kind for kind, _text in offered(work)} == {"Cases"}
        palette(work).leave()
        search(work, "> ")
        assert {kind for kind, _text in offered(work)} == {"Do"}
        assert len(offered(work)) > 5
        work.press(KEY.Key_Down, times=2)
        assert palette(work).table.current_id() == 2
        work.press(KEY.Key_Up, times=3)
        assert palette(work).table.current_id() == len(offered(work)) - 1


def test_esc_gives_the_focus_back_and_nothing_typed_is_lost(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        before = work.focus()
        work.write("Pol")
        search(work, "zzzz <b>nobody</b>")
        assert offered(work) == []
        assert "Nothing is found" in palette(work).empty.text()
        work.press(KEY.Key_Escape)
        assert not palette(work).isVisible()
        assert work.focus() is before


def test_what_was_looked_at_last_is_offered_first(qtbot: QtBot, workspace: Workspace) -> None:
    for day in (date(2026, 11, 2), date(2026, 11, 3)):
        take_in_referral(workspace, new_referral(received_on=day))
    first, second = sorted(case_ids(workspace))
    with at_work(qtbot, workspace, *pages()) as work:
        for case_id in (first, second):
            work.frame.open_page("case", case_id)
        work.press(KEY.Key_K, CTRL)
        assert offered(work) == [("Recent", "M-2026-001")]
        work.press(KEY.Key_Return)
        assert work.frame.place().record == first  # type: ignore[union-attr]


def test_people_and_places_looked_at_last_are_told_apart_inside_the_window_only(
    qtbot: QtBot, workspace: Workspace
) -> None:
    people = [a_person(workspace, surname) for surname in ("Ashgrove", "Birchall", "Cedar")]
    place = a_place(workspace, "12 Mill Court")
    with at_work(qtbot, workspace, *pages()) as work:
        for person in people:
            work.frame.open_page("person", person)
            assert "Ashgrove" not in work.window.windowTitle()
        work.frame.open_page("place", place)
        work.frame.open_page("cases")
        work.press(KEY.Key_K, CTRL)
        named = [text for _kind, text in offered(work)]
        assert [text.rpartition(" ")[2] for text in named[1:]] == ["Cedar", "Birchall", "Ashgrove"]
        assert named[0].startswith("12 Mill Court")
        details = [line.detail for line in palette(work)._shown[1:]]
        assert all("born" in one or "birth" in one for one in details)
        assert "cases:" not in " ".join(details)  # no more than tells them apart
        palette(work).leave()
        recent = work.frame.findChild(RecentRecords)
        assert {one.title for one in recent.seen()} == {"Place", "Person"}  # no name is kept
        mark_person_in_error(workspace, people[0], 1, "Entered twice")
        work.press(KEY.Key_K, CTRL)
        assert offered(work)[-1] == ("Recent", "Person")


def test_two_files_of_one_name_looked_at_last_are_told_apart(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    cases = [a_case(workspace, reference=reference) for reference in ("M-1", "M-2")]
    files = []
    for case in cases:
        files.append(add_bytes(workspace, Owner(case), "scan.txt", b"Rang twice."))
        clock.moment += timedelta(days=1)
    with at_work(qtbot, workspace, *pages()) as work:
        for file in files:
            work.frame.open_page("attachment", file)
            assert "scan" not in work.window.windowTitle()
        work.frame.open_page("cases")
        work.press(KEY.Key_K, CTRL)
        assert [(line.text, line.detail) for line in palette(work)._shown] == [
            ("scan", "M-2 · Sat 21 Nov, 10:42 · Cariad Price"),
            ("scan", "M-1 · Fri 20 Nov, 10:42 · Cariad Price"),
        ]
        palette(work).leave()
        mark_attachment_in_error(workspace, files[0], "Added twice")
        work.press(KEY.Key_K, CTRL)
        assert offered(work)[-1] == ("Recent", "Attachment")


def test_who_may_not_read_records_is_told_no_name(workspace: Workspace) -> None:
    person = a_person(workspace, "Ashgrove")
    workspace.user = User(1, "Cariad Price", "analyst")
    seen = [Seen("person", person, "Person")]
    lines = SearchLines(workspace, list, lambda _page, _record: None, lambda: seen)
    assert [line.text for line in lines.lines("")] == ["Person"]


def test_the_palette_covers_neither_the_marking_nor_half_of_a_line(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        for percent, size in ((100, (1280, 800)), (200, (1024, 640))):
            work.window.set_text_percent(percent)
            work.window.resize(*size)
            work.press(KEY.Key_K, CTRL)
            work.see(lambda: palette(work).y() > work.frame.banner.geometry().bottom())
            assert palette(work).geometry().bottom() < work.frame.status.y()
            palette(work).leave()
