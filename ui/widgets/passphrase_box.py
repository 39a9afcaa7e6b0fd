"""A box for a passphrase: Show, a word when caps lock is on, paste allowed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.icons import dress
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.labels import label


class PassphraseBox(QWidget):
    """Hides what is typed until Show is pressed; forgets it with `clear`."""

    changed = Signal()
    entered = Signal()  # Return was pressed

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build the box; `name` is read out for it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 4)
        row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 8)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.installEventFilter(self)
        self.show_button = button(_("Show"), "eye")
        self.show_button.setCheckable(True)
        self.show_button.setAccessibleName(_("{name}: show").format(name=name))
        self.show_button.toggled.connect(self._on_show)
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        column.addLayout(row)
        self.caps_label = label(_("Caps lock is on"), "warn")
        self.caps_label.hide()
        column.addWidget(self.caps_label)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self.edit.clear()
        self.show_button.setChecked(False)

    def select_all(self) -> None:
        """Keep the focus and mark all of it, as after a wrong passphrase."""
        self.edit.setFocus()
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at_key(event)
        elif event.type() is QEvent.Type.FocusOut:
            self.caps_label.hide()
        return False

    def _look_at_key(self, event: QKeyEvent) -> None:
        """Guess caps lock: Qt cannot be asked, but a capital without Shift tells."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_label.setVisible(not self.caps_label.isVisible())
        elif text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_label.setVisible(text.isupper() != shifted)

    @Slot(bool)
    def _on_show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.setText(_("Hide") if on else _("Show"))
        dress(self.show_button, "eye-off" if on else "eye")
