"""Who has children is seen at a meeting: they stand first, so that some can leave after."""

from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda, service
from casedesk.meetings.model import NewMeeting
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.ui.pages.meetings.meeting_at_work import MEETING, a_meeting, opened, texts_of
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.pages.meetings.meeting_rows import AgendaRow, agenda_rows
from ui.theme.theme import apply_theme
from ui.theme.units import px
from ui.widgets.state_mark import State


def test_children_are_seen_on_the_agenda_and_of_the_case(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=0)
    other = service.plan_meeting(workspace, NewMeeting("marac", date(2026, 12, 4)))
    for number, children in enumerate((2, None, 1), start=1):
        case = a_case(workspace, reference=f"M-2026-{number:03}", children_in_household=children)
        agenda.list_cases(workspace, other, [case])
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)

        def spoken() -> list[str]:
            return [row.spoken() for row in agenda_rows(agenda.agenda(workspace, meeting))]

        page._go_waiting()
        for reference in ("M-2026-001", "M-2026-002", "M-2026-003"):
            page.waiting.reference.setText(reference)
            page.waiting.reference.returnPressed.emit()
            said = "It stands on that of another meeting as well: Friday 4 December 2026."
            assert said in work.frame.notices.past[-1]
        two = ["1 M-2026-001", "2 M-2026-003"]
        assert spoken() == ["With children", *two, "Adults only", "3 M-2026-002"]
        page.open_record((meeting, agenda.agenda(workspace, meeting)[1].id))
        work.press(KEY.Key_F5)
        work.press(KEY.Key_Down, CTRL)  # mixed by hand
        assert spoken() == ["1 M-2026-001, children", "2 M-2026-002", "3 M-2026-003, children"]
        work.see(lambda: "Children in the household: 1" in texts_of(page.discussion.brief))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_all_that_is_said_of_a_case_on_the_agenda_is_read_whole(
    qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    both = AgendaRow(1, 4, "M-2026-014", State.NONE, "children · repeat")
    wide, narrow = 300 * percent // 100, 190 * percent // 100
    assert both.height(wide) == AgendaRow(1, 4, "M-2026-014", State.NONE, "repeat").height(wide)
    high = both.height(narrow)
    assert high > both.height(wide)
    said: list[str] = []

    class Listener(QPainter):  # hears what is painted
        def drawText(self, _box: object, _how: object, text: str) -> None:  # noqa: N802
            said.append(text)

    image = QImage(narrow, px(high), QImage.Format.Format_ARGB32)
    painter = Listener(image)
    both.paint(painter, image.rect(), chosen=True)
    painter.end()
    assert said == ["4", "M-2026-014", "children · repeat"]
