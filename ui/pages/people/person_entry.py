"""One person of a referral: typed, or somebody recorded who was found while it was typed."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from casedesk.errors import NotFoundError
from casedesk.i18n import _, ngettext, side_by_side
from casedesk.people.model import MatchSummary, NewPerson, PersonDetails, reason_text
from casedesk.people.service import person_details, possible_matches
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_fields import PersonFields
from ui.pages.people.person_summary import PersonSummary, born_text
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import link_button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.found_list import FoundList, FoundRow
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

PAUSE_MS = 140  # after the last key; asking at each would stutter on a full file
FEWEST_LETTERS = 3
USE, REFUSE = "use", "refuse"


class PersonEntry(QWidget):
    """Fields with the possible matches below the name; a person used stands there joined.

    Matches never take the focus: Alt+Down enters them, Esc goes back to the name.
    """

    changed = Signal()  # for drafts
    person_changed = Signal()  # another recorded person, or none

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        *,
        full: bool = False,
        beside: tuple[FormField, ...] = (),
        letters: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the entry; the arguments are those of `PersonFields`."""
        super().__init__(parent)
        self._workspace, self._refused, self._name = workspace, set[int](), name
        self.person: PersonDetails | None = None
        self.fields = PersonFields(name, full=full, beside=beside, letters=letters)
        self.found = FoundList(
            ((USE, _("Use this person")), (REFUSE, _("Not the same"))), warn=True
        )
        self.fields.below_name.addWidget(self.found)
        self.summary = PersonSummary()
        self.joined = StateLabel(State.GOOD, _("Joined to a known person"))
        self.change_button, self.undo_button = link_button(_("Change")), link_button(_("Undo join"))
        self.change_button.setAccessibleName(_("{name}: change").format(name=name))
        self.undo_button.setAccessibleName(_("{name}: undo join").format(name=name))
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(self.summary)
        row = FlowLayout()
        space(row, gap=8)
        for tool in self.tools():  # unless a section has them in its heading
            row.addWidget(tool)
        column.addLayout(row)
        column.addWidget(self.fields)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._connect()
        self._show_state()

    def tools(self) -> tuple[QWidget, ...]:
        """Return what stands below a known person who is used, or where a section puts it."""
        return self.joined, self.change_button, self.undo_button

    def set_name(self, name: str) -> None:
        """Have every control read out with another name, as in another forum."""
        before, self._name = f"{self._name}: ", name
        for part in (*self.findChildren(QWidget), self.change_button, self.undo_button):
            own = part.accessibleName()
            if own.startswith(before):
                part.setAccessibleName(f"{name}: {own.removeprefix(before)}")

    def is_empty(self) -> bool:
        """Tell whether nobody is named."""
        return self.person is None and self.fields.is_empty()

    def value(self) -> int | NewPerson | None:
        """Return the id of the person used, the person typed, or None if nobody is named."""
        if self.person is not None:
            return self.person.id
        if self.fields.is_empty():
            return None
        return replace(self.fields.value(), different_from=tuple(sorted(self._refused)))

    def told_apart(self) -> list[tuple[int, int]]:
        """Return the person used with each that was said not to be the same."""
        used = self.person
        return [] if used is None else [(used.id, other) for other in sorted(self._refused)]

    def first_control(self) -> QWidget:
        """Return where the focus goes when the entry is gone to."""
        return self.change_button if self.person is not None else self.fields.name_box

    def draft(self) -> dict[str, Any]:
        """Return what stands here."""
        return {
            "typed": self.fields.draft(),
            "person": self.person.id if self.person is not None else None,
            "refused": sorted(self._refused),
        }

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave; a person who is gone meanwhile stays as typed."""
        self.fields.restore(draft.get("typed", {}))
        self._refused = set(draft.get("refused", ()))
        self.person = self._recorded(draft.get("person"))
        self._show_state()
        self.look_now()
        self.person_changed.emit()

    def use(self, person_id: int) -> None:
        """Use a recorded person instead of what is typed; that stays, for undoing."""
        had_focus = self.found.isAncestorOf(QApplication.focusWidget() or self)
        self.person = self._recorded(person_id)
        if self.person is None:
            return
        self._show_state()
        if had_focus:
            self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, _("{name}: joined to a known person").format(name=self.person.name))
        self._tell()

    def refresh(self) -> None:
        """Show what is recorded of the person used by now."""
        if self.person is not None:
            self.person = self._recorded(self.person.id)
            self._show_state()

    @Slot()
    def undo_join(self) -> None:
        """Go back to what was typed."""
        self.person = None
        self._show_state()
        self.look_now()
        self.fields.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def change(self) -> None:
        """Look for somebody else: the name of the person used stands selected in the box."""
        name = self.person.name if self.person is not None else ""
        self.person, self._refused = None, set()
        self.fields.name_box.setText(name)
        self._show_state()
        self.look_now()
        self.fields.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.name_box.selectAll()
        self._tell()

    @Slot()
    def look_now(self) -> None:
        """Ask the records who may be meant, and show them below the name."""
        self._timer.stop()
        sought = self.fields.sought()
        letters = len(sought.surname) + len(sought.forenames) + len(sought.known_as)
        if self.person is not None or letters < FEWEST_LETTERS:
            self.found.clear()
            return
        matches = possible_matches(self._workspace, sought)
        shown = [one for one in matches if one.person_id not in self._refused]
        self.found.show_rows(_heading(len(shown)), [_row(one) for one in shown])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                if self._timer.isActive():
                    self.look_now()
                return self.found.enter()
            if event.key() == Qt.Key.Key_Escape and self.found.rows:
                self.found.clear()
                return True
        return False

    def _connect(self) -> None:
        self._timer.timeout.connect(self.look_now)
        self.fields.sought_changed.connect(self._timer.start)
        self.fields.changed.connect(self.changed)
        self.found.acted.connect(self._on_acted)
        self.found.left.connect(self._on_left)
        self.change_button.clicked.connect(self.change)
        self.undo_button.clicked.connect(self.undo_join)
        for box in self.fields.findChildren(QLineEdit):
            box.installEventFilter(self)

    def _recorded(self, person_id: int | None) -> PersonDetails | None:
        if person_id is None:
            return None
        try:
            return person_details(self._workspace, person_id)
        except NotFoundError:
            return None

    def _show_state(self) -> None:
        used = self.person is not None
        if self.person is not None:
            self.summary.show_person(self.person)
            self.found.clear()
        set_shown(self.summary, used)
        self.fields.show_typed(not used)
        for tool in self.tools():
            set_shown(tool, used)
        self.setFocusProxy(self.first_control())

    def _tell(self) -> None:
        self.changed.emit()
        self.person_changed.emit()

    @Slot(str, str)
    def _on_acted(self, row_id: str, act: str) -> None:
        if act == USE:
            self.use(int(row_id))
            return
        self._refused.add(int(row_id))
        self.look_now()
        if not self.found.enter():
            self.fields.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_left(self) -> None:
        self.fields.name_box.setFocus(Qt.FocusReason.OtherFocusReason)


def _heading(count: int) -> str:
    text = ngettext("{count} possible match", "{count} possible matches", count)
    return text.format(count=count)


def _row(match: MatchSummary) -> FoundRow:
    born = born_text(match.born_on, match.born_certainty)
    address = match.address or _("address not known")
    reasons = side_by_side(*(reason_text(reason) for reason in match.reasons))
    return FoundRow(str(match.person_id), match.name, f", {born}, {address}", capital(reasons))
