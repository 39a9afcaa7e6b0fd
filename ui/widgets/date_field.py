"""A date in three boxes: day, month, year."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from casedesk.i18n import _
from ui.theme.units import fix, space
from ui.widgets.buttons import button
from ui.widgets.typed_date import TypedDate, read_parts, whole_date


class DateField(QWidget):
    """Takes `5`, `05`, `may`, `mai`, and a whole date typed or pasted into the first box.

    Nothing jumps from box to box by itself. `problem()` is asked when the group is left or the
    form is saved, never per key.

        received = DateField(_("Date received"), today=workspace.today)
        FormField(_("&Received"), received)
        received.value()    # date or None
    """

    changed = Signal()  # something was typed; for drafts
    left = Signal()  # the focus went to something else

    def __init__(
        self,
        name: str,
        *,
        today: Callable[[], date] | None = None,
        partial: bool = False,
        unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the boxes.

        Args:
            name: what date this is; each box is read out as "name: day".
            today: gives the calendar day; with it there is a Today button.
            partial: a year, or month and year, is enough; "About" can be ticked.
            unknown: "Not known" can be ticked.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self._today, self._partial = today, partial
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        space(row, (0, 0, 0, 0), 8)
        parts = ((_("{name}: day"), 40), (_("{name}: month"), 40), (_("{name}: year"), 56))
        self.boxes = tuple(self._box(text.format(name=name), width) for text, width in parts)
        self.day, self.month, self.year = self.boxes
        for box in self.boxes:
            row.addWidget(box)
        self.setFocusProxy(self.day)
        self.day.textEdited.connect(self._on_day_edited)
        self.today_button = self._now_button(name) if today else None
        if self.today_button is not None:
            row.addWidget(self.today_button)
        self.about = self._tick(_("About"), name) if partial else None
        self.unknown = self._tick(_("Not known"), name) if unknown else None
        for tick in (self.about, self.unknown):
            if tick is not None:
                row.addWidget(tick)
        row.addStretch(1)

    def value(self) -> date | None:
        """Return the calendar day, or None if there is none or it is not whole."""
        typed = self.typed()
        return typed.exact() if typed else None

    def typed(self) -> TypedDate | None:
        """Return what is known of the date; None if nothing or nothing right was typed."""
        if self.unknown is not None and self.unknown.isChecked():
            return TypedDate(unknown=True)
        read, _problem = self._read()
        if read is None:
            return None
        about = self.about is not None and self.about.isChecked()
        return TypedDate(read.year, read.month, read.day, about=about)

    def problem(self) -> str:
        """Return what to do about what was typed; empty if it is right or nothing is there."""
        if self.unknown is not None and self.unknown.isChecked():
            return ""
        return self._read()[1]

    def set_value(self, value: date | TypedDate | None) -> None:
        """Show a date."""
        shown = (
            TypedDate(value.year, value.month, value.day) if isinstance(value, date) else value
        ) or TypedDate()
        numbers = (shown.day, shown.month, shown.year)
        for box, number in zip(self.boxes, numbers, strict=True):
            box.setText("" if number is None else str(number))
        if self.about is not None:
            self.about.setChecked(shown.about)
        if self.unknown is not None:
            self.unknown.setChecked(shown.unknown)

    def draft(self) -> list[str]:
        """Return what stands in the boxes, right or wrong, for a draft."""
        ticks = ["1" if tick and tick.isChecked() else "" for tick in (self.about, self.unknown)]
        return [box.text() for box in self.boxes] + ticks

    def restore(self, draft: list[str]) -> None:
        """Put back what `draft` gave."""
        for box, text in zip(self.boxes, draft, strict=False):
            box.setText(text)
        for tick, text in zip((self.about, self.unknown), draft[3:], strict=False):
            if tick is not None:
                tick.setChecked(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self.left.emit()
        return False

    def _read(self) -> tuple[TypedDate | None, str]:
        return read_parts(
            self.day.text(), self.month.text(), self.year.text(), partial=self._partial
        )

    def _box(self, name: str, width: float) -> QLineEdit:
        box = QLineEdit()
        box.setAccessibleName(name)
        fix(box, width=width)
        box.textChanged.connect(self._on_changed)
        box.installEventFilter(self)
        return box

    def _now_button(self, name: str) -> QPushButton:
        made = button(_("Today"))
        made.setAccessibleName(_("{name}: today").format(name=name))
        made.clicked.connect(self._on_today)
        return made

    def _tick(self, text: str, name: str) -> QCheckBox:
        tick = QCheckBox(text)
        tick.setAccessibleName(f"{name}: {text}")
        tick.toggled.connect(self._on_changed)
        return tick

    @Slot()
    def _on_changed(self) -> None:
        if self.unknown is not None:
            for box in self.boxes:
                box.setEnabled(not self.unknown.isChecked())
        self.changed.emit()

    @Slot(str)
    def _on_day_edited(self, text: str) -> None:
        found = whole_date(text)
        if found is not None:
            self.set_value(found)

    @Slot()
    def _on_today(self) -> None:
        if self._today is not None:
            self.set_value(self._today())
            self.day.setFocus()
            self.left.emit()
