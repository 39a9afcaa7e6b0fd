"""A box that finds one recorded person: typed, found in the page below, chosen."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from casedesk.i18n import _, side_by_side
from casedesk.people.model import MatchSummary, PersonLine
from casedesk.search.people_and_places import find_people_and_places
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_summary import born_text
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.found_list import FoundList, FoundRow

PAUSE_MS = 140
MOST_SHOWN = 6
CHOOSE = "choose"


class PersonChoice(QWidget):
    """Gives the id of the person chosen; who is found never takes the focus.

    Alt+Down enters the list, Esc goes back to the box.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        offered: Sequence[FoundRow] = (),
        *,
        without: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build the box.

        Args:
            workspace: the open file.
            name: accessible name of the box.
            offered: people shown before anything is typed; see `offer`.
            without: people who cannot be chosen.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self._workspace, self._without = workspace, frozenset(without)
        self._offered = [one for one in offered if int(one.id) not in self._without]
        self._chosen: int | None = None
        self.box = QLineEdit()
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(_("Name, telephone number or birth date"))
        self.box.installEventFilter(self)
        self.setFocusProxy(self.box)
        self.found = FoundList(((CHOOSE, _("Choose")),))
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(self.box)
        column.addWidget(self.found)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.look_now)
        self.box.textEdited.connect(self._on_typed)
        self.found.acted.connect(self._on_acted)
        self.found.left.connect(self._on_left)
        self.look_now()

    def value(self) -> int | None:
        """Return the id of the person chosen; None while nobody is."""
        return self._chosen

    def draft(self) -> Any:
        """Return what stands here."""
        return {"typed": self.box.text(), "chosen": self._chosen}

    def restore(self, draft: Any, /) -> None:
        """Put back what `draft` gave."""
        self.box.setText(str(draft.get("typed", "")))
        self._chosen = draft.get("chosen")
        self.look_now()

    def clear(self) -> None:
        """Choose nobody and type nothing."""
        self.restore({})

    @Slot()
    def look_now(self) -> None:
        """Ask who is meant by what stands in the box; nobody once somebody is chosen."""
        self._timer.stop()
        if self._chosen is not None:
            self.found.clear()
            return
        typed = self.box.text().strip()
        rows = self._offered if not typed else []
        if typed:
            people = find_people_and_places(self._workspace, typed, MOST_SHOWN).people
            rows = [
                offer(one.person, one.why) for one in people if one.person.id not in self._without
            ]
        text = _("People found: {count}") if typed else _("People who may be meant: {count}")
        self.found.show_rows(text.format(count=len(rows)), rows[:MOST_SHOWN])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                if self._timer.isActive():
                    self.look_now()
                return self.found.enter()
        return False

    @Slot()
    def _on_typed(self) -> None:
        self._chosen = None
        self._timer.start()
        self.changed.emit()

    @Slot(str, str)
    def _on_acted(self, row_id: str, _act: str) -> None:
        had_focus = self.found.isAncestorOf(QApplication.focusWidget() or self)
        row = next((one for one in self.found.rows if one.id == row_id), None)
        if row is None:
            return
        self._chosen = int(row_id)
        self.box.setText(row.name)
        self.box.setCursorPosition(0)
        self.found.clear()
        if had_focus:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_left(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)


def offer(line: PersonLine | MatchSummary, why: str = "") -> FoundRow:
    """Return a person as one of those that can be chosen, with why they are offered."""
    person_id = line.person_id if isinstance(line, MatchSummary) else line.id
    rest = f", {born_text(line.born_on, line.born_certainty)}" if line.born_on else ""
    parts = [capital(why), line.address or _("Address not known")]
    return FoundRow(str(person_id), line.name, rest, side_by_side(*parts))
