"""A day and the time of day, where the law counts hours."""

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casedesk.dates import LONDON, local_moment
from casedesk.i18n import _
from ui.theme.units import fix, space
from ui.widgets.date_field import DateField
from ui.widgets.labels import label


class MomentField(QWidget):
    """A `DateField` and a box for the time as 24 hours, such as 09:20."""

    changed = Signal()
    problem_told = Signal(str)  # on leaving the time: what is wrong with it, empty if nothing

    def __init__(
        self,
        name: str,
        *,
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the boxes; they are read out as "name: day" to "name: time"."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.day = DateField(name, today=today)
        self.time = QLineEdit()
        self.time.setAccessibleName(_("{name}: time").format(name=name))
        self.time.setPlaceholderText(_("HH:MM"))
        fix(self.time, width=72)
        row = QHBoxLayout(self)
        space(row, gap=8)
        for part in (self.day, label(_("at"), "quiet"), self.time):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self.day)
        self.day.changed.connect(self.changed)
        self.time.textChanged.connect(self.changed)
        self.time.editingFinished.connect(self._on_time_left)

    def value(self) -> datetime | None:
        """Return the moment; None if there is none or it is not whole."""
        day, at = self.day.value(), self._time()
        if day is None or at is None or self.problem():
            return None
        return local_moment(datetime.combine(day, at))

    def on_day(self) -> date | None:
        """Return the day alone."""
        return self.day.value()

    def problem(self) -> str:
        """Return what to do about what was typed; empty if it is right or nothing is there."""
        wrong = self.day.problem()
        if wrong:
            return wrong
        typed, at, day = self.time.text().strip(), self._time(), self.day.value()
        if typed and at is None:
            return _("Enter the time as hours and minutes, such as 09:20")
        if at is not None and day is None:
            return _("Enter the day as well")
        if at is None or day is None:
            return ""
        try:
            local_moment(datetime.combine(day, at))
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, value: datetime | date | None) -> None:
        """Show a moment, or a day without its time."""
        if isinstance(value, datetime):
            local = value.astimezone(LONDON)
            self.day.set_value(local.date())
            self.time.setText(f"{local:%H:%M}")
        else:
            self.day.set_value(value)
            self.time.clear()

    def draft(self) -> list[str]:
        """Return what stands in the boxes, right or wrong."""
        return [*self.day.draft(), self.time.text()]

    def restore(self, draft: list[str]) -> None:
        """Put back what `draft` gave."""
        if draft:
            self.day.restore(draft[:-1])
            self.time.setText(draft[-1])

    @Slot()
    def _on_time_left(self) -> None:
        self.problem_told.emit(self.problem())

    def _time(self) -> time | None:
        typed = self.time.text().strip().replace(".", ":")
        hours, colon, minutes = typed.partition(":")
        if not colon and typed.isdecimal() and len(typed) == len("0920"):
            hours, minutes = typed[:2], typed[2:]
        if not (hours.isdecimal() and minutes.isdecimal()) or len(minutes) != len("00"):
            return None
        whole = (int(hours), int(minutes))
        return time(*whole) if whole[0] < 24 and whole[1] < 60 else None
