"""The tour of practice data: a panel below the page that shows one task at a time.

It stands beside what is worked on, never over it, takes the focus only when somebody asks for it,
and ticks a task off when `casedesk.tour` says that the records show it to be done.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QWidget

from casedesk.errors import CaseDeskError
from casedesk.i18n import _, with_commas
from casedesk.tour import service
from casedesk.tour.model import Tour, TourState, TourTask
from ui.action_registry import ActionRegistry, Command, MenuId
from ui.error_display import attempt
from ui.pane_walk import TOUR
from ui.theme.units import px, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.reading import Reading
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.change_bus import ChangeBus
    from ui.frame import Frame

COMMAND = "help.tour"
LOOK_MS = 700  # what is merely opened or previewed is an entry of the trail, and no change
HELP_PAGE = "help"
RELEASED_MS = 50  # between two looks whether the mouse was released
LOWEST = 30  # pixels as at 100 % text: a line and a half, so that more is seen to be there
LOW_BELOW = 560  # height of the window as at 100 % text below which the words make room


class _Text(Reading):
    """As high as its words where there is room for them; else it scrolls."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__(_("Tour"))
        space(self.column, (12, 4, 12, 8), 4)
        for part in parts:
            self.column.addWidget(part)

    def fit(self) -> None:
        """Take the height of what is shown; Tab stops here only where it scrolls."""
        high = max(0, self.column.heightForWidth(self.width()))  # -1: nothing is shown
        if high != self.maximumHeight():
            self.setMaximumHeight(high)
            self.setMinimumHeight(min(high, px(LOWEST)))
            self.updateGeometry()
        scrolls = high > self.height() + 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class TourPanel(Card):
    """Says what to do and where; Esc goes back to the page.

    In a low window, or with large text, its words are there while they are read: they make room
    as soon as the focus is on the page.
    """

    page_wanted = Signal(str)
    left = Signal()  # to be taken up again
    ended = Signal()  # all is done
    guides_wanted = Signal()
    back_wanted = Signal()  # the focus belongs to the page

    def __init__(self, pages: set[str]) -> None:
        """Build it empty; `pages` are those that the user may open."""
        super().__init__()
        self.setObjectName(TOUR)
        self._pages = pages
        self._tour: Tour | None = None
        self.task: TourTask | None = None
        self.set_title(_("Tour"))
        self._is_read = False  # in a low window
        self.done_line = StateLabel(State.GOOD)
        self.words, self.keys = label(wrap=True), label("", "quiet", wrap=True)
        self.read_button = button(_("Read the task"))
        self.page_button = button(_("Open this page"), "arrow-right")
        self.other_button = button(_("Another task"))
        self.leave_button = button(_("Leave the tour"), "x")
        self.guides_button = button(_("Open the guides"), "circle-question-mark")
        self.end_button = button(_("End the tour"), "x")
        self.read_button.clicked.connect(self.take_focus)
        self.page_button.clicked.connect(self._on_page)
        self.other_button.clicked.connect(self._on_other)
        self.leave_button.clicked.connect(self.left)
        self.guides_button.clicked.connect(self.guides_wanted)
        self.end_button.clicked.connect(self.ended)
        for tool in self._buttons():
            self.add_tool(tool)
        self.text = _Text(self.done_line, self.words, self.keys)
        self.add_full(self.text)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def show_tour(self, tour: Tour) -> None:
        """Show how far it is: the task in sight while it is not done, then the next."""
        waited = set() if self._tour is None else _waiting(self._tour)
        before, self._tour = self.task, tour
        waits = _waiting(tour)
        ticked = [task.title for task in tour.tasks if task.id in waited - waits]
        waiting = [task for task in tour.tasks if task.id in waits]
        same = [task for task in waiting if before is not None and task.id == before.id]
        self.task = next(iter([*same, *waiting]), None)
        if ticked:
            done = _("Done: {task}").format(task=with_commas(*ticked))
            self.done_line.show_state(State.GOOD, done)
        set_shown(self.done_line, bool(ticked) or (not self.done_line.isHidden() and bool(same)))
        self._show_task()
        if before is None or ticked:
            said = (self.done_line.word if ticked else "", self.title_label.text())
            announce(self, f"{'. '.join(filter(None, said))}. {self.words.text()}")

    @Slot()
    def take_focus(self) -> None:
        """Show the words, and put the focus on the first button."""
        self._is_read = True
        self._show_task()
        self._focus_first()

    def fit(self) -> None:
        """Show the words where there is room for them: the window is another, or the text."""
        self._show_task()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.read_button, self.page_button, self.other_button, self.leave_button,
                self.guides_button, self.end_button)  # fmt: skip

    def _show_task(self) -> None:
        tour, task = self._tour, self.task
        if tour is None:
            return
        had_focus = any(one.hasFocus() for one in self._buttons())
        self._show_parts(tour, task)
        if task is None:
            self.set_title(_("The tour is done"))
            self.words.setText(
                _(
                    "Well done. All of it is in the records of this practice file, and you can go "
                    "on trying as long as you like. Guides for longer work are in the menu Help."
                )
            )
        else:
            place = tour.tasks.index(task) + 1
            title = _("Tour, task {number} of {all}: {title}")
            self.set_title(title.format(number=place, all=len(tour.tasks), title=task.title))
            self.words.setText(task.text)
            self.keys.setText(_keys_text(task, tour))
        set_shown(self.text, not (self.words.isHidden() and self.done_line.isHidden()))
        self.text.fit()
        if had_focus and not any(one.hasFocus() for one in self._buttons()):
            self._focus_first()

    def _show_parts(self, tour: Tour, task: TourTask | None) -> None:
        """Show what there is to press, and the words unless they make room."""
        makes_room = self.window().height() < px(LOW_BELOW) and not self._is_read
        goes_on = task is not None and not makes_room
        ends = task is None and not makes_room
        several = len(tour.tasks) - tour.done > 1
        set_shown(self.read_button, makes_room)
        set_shown(self.words, not makes_room)
        set_shown(self.page_button, goes_on and task is not None and task.page in self._pages)
        set_shown(self.other_button, goes_on and several)
        for part in (self.leave_button, self.keys):
            set_shown(part, goes_on)
        for part in (self.guides_button, self.end_button):
            set_shown(part, ends)

    def _focus_first(self) -> None:
        first = next(one for one in self._buttons() if not one.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Make room once the user goes on elsewhere; another window in front is no going on."""
        if self._is_read and new is not None and not self.isAncestorOf(new):
            self._make_room()

    @Slot()
    def _make_room(self) -> None:
        """Let the words go; while the mouse is pressed, what it is on must not slide away."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(RELEASED_MS, self, self._make_room)
            return
        self._is_read = False
        self._show_task()

    @Slot()
    def _on_page(self) -> None:
        if self.task is not None:
            self.page_wanted.emit(self.task.page)

    @Slot()
    def _on_other(self) -> None:
        """Show the next task that is not done, after the last one the first."""
        if self._tour is None or self.task is None:
            return
        tasks = self._tour.tasks
        here = tasks.index(self.task)
        self.task = next(one for one in (*tasks[here + 1 :], *tasks[:here]) if not one.is_done)
        set_shown(self.done_line, False)
        self._show_task()
        announce(self, f"{self.title_label.text()}. {self.words.text()}")


def _waiting(tour: Tour) -> set[str]:
    return {task.id for task in tour.tasks if not task.is_done}


def _keys_text(task: TourTask, tour: Tour) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    keys = with_commas(*(QKeySequence(one).toString(native) for one in task.keys))
    done = _("Tasks done: {done} of {all}").format(done=tour.done, all=len(tour.tasks))
    return f"{_('Keys: {keys}').format(keys=keys)} · {done}" if keys else done


class TourGuide(QObject):
    """Shows the panel while the tour goes on; it lives as long as the frame of a practice file."""

    def __init__(
        self, workspace: "Workspace", bus: "ChangeBus", registry: ActionRegistry, frame: "Frame"
    ) -> None:
        """Make the command known; the panel is built when there is a tour to show."""
        super().__init__(frame)
        self._workspace, self._frame = workspace, frame
        self._seen, self._is_first_look = -1, True
        self.panel: TourPanel | None = None
        command = Command(COMMAND, lambda: _("&Take the tour"), MenuId.HELP)
        registry.add(command, self.begin)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look_again)
        self._soon = QTimer(self, interval=1, singleShot=True)  # pages show the change first
        self._soon.timeout.connect(self._look)
        bus.changed.connect(self._soon.start)
        self._soon.start()
        frame.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.panel is not None:
            self.panel.fit()
        return False

    @Slot()
    def begin(self) -> None:
        """Begin the tour, or go to its panel."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.take_focus()
        else:
            attempt(self._frame, lambda: service.begin(self._workspace))

    @Slot()
    def _look_again(self) -> None:
        """Look whether anything was done or opened since; a question of half a millisecond."""
        if service.last_entry(self._workspace) != self._seen:
            self._look()

    @Slot()
    def _look(self) -> None:
        if self._frame.isHidden():  # it is being cleared away, and the file locked
            return
        try:
            tour = service.look(self._workspace)
            goes_on = tour is not None and tour.state is TourState.GOING
            self._seen = service.last_entry(self._workspace) if goes_on else -1
        except CaseDeskError:  # a full disk, which others tell of; the tick comes later
            return
        first, self._is_first_look = self._is_first_look, False
        if tour is None or not goes_on:
            self._put_away()
            return
        panel = self._panel()
        was_shown = not panel.isHidden()
        panel.show_tour(tour)
        panel.show()
        if not was_shown and not first:
            panel.take_focus()
        if tour.is_finished:
            self._clock.stop()
        else:
            self._clock.start()

    def _panel(self) -> TourPanel:
        if self.panel is None:
            self.panel = panel = TourPanel(set(self._frame.entries))
            panel.page_wanted.connect(self._frame.open_command)
            panel.guides_wanted.connect(self._open_guides)
            panel.back_wanted.connect(self._to_the_page)
            panel.left.connect(self._leave)
            panel.ended.connect(self._end)
            panel.hide()
            column = self._frame.layout()
            if isinstance(column, QBoxLayout):
                column.insertWidget(column.count() - 1, panel)  # above the status bar
        return self.panel

    def _put_away(self) -> None:
        self._clock.stop()
        if self.panel is not None and not self.panel.isHidden():
            self._to_the_page()
            self.panel.hide()

    @Slot()
    def _open_guides(self) -> None:
        self._frame.open_page(HELP_PAGE)

    @Slot()
    def _to_the_page(self) -> None:
        first = self._frame.page.first_focus() if self._frame.page is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave(self) -> None:
        if attempt(self._frame, lambda: service.leave(self._workspace)):
            self._frame.show_notice(
                _("What you did in the tour is kept. Go on with it from Today or the menu Help.")
            )

    @Slot()
    def _end(self) -> None:
        attempt(self._frame, lambda: service.leave(self._workspace, offer_again=False))
