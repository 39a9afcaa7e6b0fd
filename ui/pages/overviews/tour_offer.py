"""Today's offer of the tour, in a file of practice data that somebody has not gone through yet."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.tour import service
from casedesk.tour.model import Tour, TourState
from casedesk.workspace.workspace import Workspace
from ui.error_display import attempt
from ui.page import Navigator
from ui.theme.units import space
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.showing import set_shown


class TourOffer(QWidget):
    """A strip that begins the tour or goes on with it; taken away, it stays away."""

    def __init__(self, workspace: Workspace, navigator: Navigator) -> None:
        """Start without an offer, and without height."""
        super().__init__()
        self._workspace, self._navigator = workspace, navigator
        self._column = QVBoxLayout(self)
        space(self._column, gap=0)
        self._shown: Tour | None = None
        self.strip: NoticeStrip | None = None
        self.hide()

    def refresh(self) -> None:
        """Offer the tour where there is one to begin or to go on with."""
        tour = service.tour(self._workspace)
        if tour is None or not tour.is_offered:
            self._shown = None
            set_shown(self, False)
        elif tour != self._shown:
            self._shown = tour
            self._show_strip(tour)

    def _show_strip(self, tour: Tour) -> None:
        if self.strip is not None:
            self._column.removeWidget(self.strip)
            self.strip.deleteLater()
        if tour.state is TourState.NEW:
            text = _new_here()
            detail = _("One at a time, while you work with invented people. Leave it at any time.")
            act = _("Start the tour")
        else:
            text = _("You have left the tour. Tasks done: {done} of {all}").format(
                done=tour.done, all=len(tour.tasks)
            )
            detail, act = "", _("Go on with the tour")
        self.strip = strip = NoticeStrip(text, detail=detail, acts=((act, self._begin),))
        if strip.close_button is not None:
            strip.close_button.clicked.connect(self._put_away)
        self._column.addWidget(strip)
        set_shown(self, True)

    def _begin(self) -> None:
        attempt(self._navigator, lambda: service.begin(self._workspace))

    @Slot()
    def _put_away(self) -> None:
        attempt(self._navigator, lambda: service.leave(self._workspace, offer_again=False))


def tell_newcomer(workspace: Workspace, navigator: Navigator, tour: Tour) -> None:
    """Offer the tour in a notice, for those who have no Today; once, while it is new."""

    def begin() -> None:
        attempt(navigator, lambda: service.begin(workspace))

    if tour.state is TourState.NEW:
        navigator.show_notice(_new_here(), acts=((_("Start the tour"), begin),))


def _new_here() -> str:
    return _("New here? The tour leads you through your first tasks.")
