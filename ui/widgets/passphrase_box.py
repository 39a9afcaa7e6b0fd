"""A box for a passphrase: Show, a word when caps lock is on, paste allowed."""

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.icons import dress
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.labels import label

# Qt.InputMethodHint: sensitive data, no prediction. Named in full it costs 20 ms (see labels.py).
SENSITIVE = 0x2000 | 0x40


class _Box(QLineEdit):
    """Tells from the keys whether caps lock is on: Qt cannot be asked."""

    capital = Signal(bool)

    def keyPressEvent(self, event: "QtGui.QKeyEvent") -> None:
        text = event.text()
        if text.isalpha():
            shift = QtCore.Qt.KeyboardModifier.ShiftModifier
            self.capital.emit(text.isupper() != bool(event.modifiers() & shift))
        elif event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.capital.emit(False)  # switched; the next letter tells which way
        super().keyPressEvent(event)

    def focusOutEvent(self, event: "QtGui.QFocusEvent") -> None:
        self.capital.emit(False)
        super().focusOutEvent(event)


class PassphraseBox(QWidget):
    """Hides what is typed until Show is pressed; forgets it with `clear`."""

    changed = Signal()
    entered = Signal()  # Return was pressed

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build the box; `name` is read out for it."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 4)
        row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 8)
        self.edit = _Box()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setProperty("inputMethodHints", SENSITIVE)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.capital.connect(self._on_capital)
        self.show_button = button(_("Show"), "eye")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._on_show)
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        column.addLayout(row)
        self.caps_label = label(_("Caps lock is on"), "warn")
        self.caps_label.hide()
        column.addWidget(self.caps_label)
        self.setFocusProxy(self.edit)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Let it be read out by another name."""
        self.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self.show_button.setAccessibleName(_("{name}: show").format(name=name))

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

    @Slot(bool)
    def _on_capital(self, on: bool) -> None:
        self.caps_label.setVisible(on)

    @Slot(bool)
    def _on_show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.setText(_("Hide") if on else _("Show"))
        dress(self.show_button, "eye-off" if on else "eye")
