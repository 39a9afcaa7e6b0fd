"""What a new referral does not make before it is needed."""

from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import at_work
from ui.navigation import entries
from ui.pages.referrals.intake_page import IntakePage


def test_what_most_referrals_never_need_is_made_when_it_is_needed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """A part that nobody sees takes as long to make, and to dress, as one that is seen."""
    with at_work(qtbot, workspace, *entries(lambda _wanted: None)) as work:
        work.frame.open_page("intake")
        page = work.frame.page
        assert isinstance(page, IntakePage)
        entry, line = page.form.subject.entry, next(iter(page.form.criteria.lines.values()))
        for part in (entry.summary, entry.found, page.form.place.found):
            assert not part.findChildren(QWidget)
        assert page.banner.findChildren(QWidget) == [page.banner.reason]
        assert line.field is None
        assert not lists_to_suggest(page)
        work.write("P")
        assert lists_to_suggest(page) == [page.form.referrer.agency.boxes[0]]
        line.tick.click()
        assert line.evidence.isVisible()
        line.tick.click()
        assert not line.evidence.isVisible()


def lists_to_suggest(page: IntakePage) -> list[QWidget | None]:
    """Return the boxes that have made their list of suggestions."""
    lists = page.findChildren(QListView)
    return [one.parentWidget() for one in lists if one.property("part") == "suggestions"]
