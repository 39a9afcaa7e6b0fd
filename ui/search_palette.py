"""The search palette (Ctrl+K): one box for people, cases, places and commands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.action_registry import ActionRegistry, Command, MenuId
from ui.recent_records import RecentRecords
from ui.search_lines import SearchLine, SearchLines, search_columns, search_rows
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.theme.units import px, space
from ui.widgets.announce import announce
from ui.widgets.labels import label
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.frame import Frame

COMMAND = "go.search"
PAUSE_MS, WIDTH, HEIGHT, SIDE, CLEAR = 120, 640, 440, 24, 4
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchPalette(QFrame):
    """Stands over the page; the box keeps the focus, arrows choose, Enter acts, Esc leaves."""

    def __init__(
        self, lines: SearchLines, parent: QWidget, between: tuple[QWidget, QWidget]
    ) -> None:
        """Build it hidden, over `parent`, below the first of `between` and above the second."""
        super().__init__(parent)
        self._between = between
        self.setProperty("part", "card")
        self.setAccessibleName(_("Search and commands"))
        self._lines, self._shown = lines, list[SearchLine]()
        self._before: QWidget | None = None
        column = QVBoxLayout(self)
        space(column, (12, 12, 12, 12), 8)
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Search people, cases and places, or find a command"))
        self.box.setPlaceholderText(_("Name, reference, address or command"))
        self.model = PagedTableModel(search_columns(), FixedRows(), two_lines=True)
        self.table = PagedTable(_("Found"), self.model)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().hide()
        self.empty = label("", "quiet", wrap=True)
        hint = label(_("> commands only · # references · @ people"), "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part, share in ((self.box, 0), (self.table, 1), (self.empty, 1), (hint, 0)):
            column.addWidget(part, share)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self.box.textChanged.connect(self._pause.start)
        self.table.opened.connect(self._act)
        self.table.clicked.connect(self._on_clicked)
        self.box.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it with what was seen last; again: begin anew."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.box.clear()
        self.look()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def look(self) -> None:
        """Find what is typed and say how much there is."""
        self._pause.stop()
        self._shown = self._lines.lines(self.box.text())
        self.model.set_source(FixedRows(search_rows(self._shown)))
        set_shown(self.table, bool(self._shown))
        set_shown(self.empty, not self._shown)
        nothing = _("Nothing is found. Check the spelling, or type the beginning of a name.")
        self.empty.setText(nothing if self.box.text().strip() else _("Begin to type."))
        if self._shown:
            self.table.select_id(0)
        if self.isVisible():
            announce(self, _("Found: {count}").format(count=len(self._shown)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._place()
        elif watched is self.box and event.type() is QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._leave_if_left)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return watched is self.box and self._on_key(Qt.Key(event.key()))
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _STEPS and self._shown:
            now = self.table.current_id()
            self.table.select_id(
                ((now if now is not None else -1) + _STEPS[key]) % len(self._shown)
            )
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive():
                self.look()
            self._act(self.table.current_id())
        else:
            return False
        return True

    @Slot(object)
    def _act(self, place: int | None) -> None:
        if place is None or not 0 <= place < len(self._shown):
            return
        act: Callable[[], object] = self._shown[place].act
        self.leave()
        act()

    @Slot()
    def _on_clicked(self) -> None:
        self._act(self.table.current_id())

    @Slot()
    def _leave_if_left(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self.hide()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            above, below = self._between
            top = above.geometry().bottom() + 1 + px(CLEAR)
            width = min(px(WIDTH), parent.width() - 2 * px(SIDE))
            height = min(px(HEIGHT), below.y() - px(CLEAR) - top)
            self.setGeometry((parent.width() - width) // 2, top, width, height)


class SearchOnDemand(QObject):
    """Makes the palette known by Ctrl+K; it is built when it is first wanted."""

    def __init__(self, workspace: "Workspace", registry: ActionRegistry, frame: "Frame") -> None:
        """Add the command, and begin to note the records that come in sight."""
        super().__init__(frame)
        recent = RecentRecords(frame)
        self._lines = SearchLines(workspace, registry.commands, frame.open_page, recent.seen)
        self._frame = frame
        self._palette: SearchPalette | None = None
        text = Command(COMMAND, lambda: _("&Search and commands"), MenuId.GO, ("Ctrl+K",), "search")
        registry.add(text, self.open)

    def open(self) -> None:
        """Open the palette over the page."""
        if self._palette is None:
            between = (self._frame.banner, self._frame.status)
            self._palette = SearchPalette(self._lines, self._frame, between)
        self._palette.open()
