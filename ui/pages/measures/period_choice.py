"""Choosing the days that figures are about: a named period or any dates."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.dates import DateTextError, Period, days_between
from casedesk.i18n import _
from ui.theme.units import space
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.labels import label

ANY = "any"


class PeriodChoice(QWidget):
    """A list of periods; its last entry opens two dates."""

    changed = Signal()

    def __init__(self, periods: list[Period], parent: QWidget | None = None) -> None:
        """Offer `periods`, the first chosen."""
        super().__init__(parent)
        self._periods = periods
        choices = [Choice(str(place), period.title) for place, period in enumerate(periods)]
        self.box = ChoiceBox(_("Period"), [*choices, Choice(ANY, _("Other dates…"))])
        self.first, self.last = DateField(_("From")), DateField(_("To"))
        row = QHBoxLayout(self)
        space(row, gap=8)
        name = label(_("&Period"))
        name.setBuddy(self.box)
        self._between = label(_("to"), "quiet")
        for part in (name, self.box, self.first, self._between, self.last):
            row.addWidget(part)
        self.box.setCurrentIndex(0)
        self._show_dates()
        self._given = self._chosen()
        self.box.chosen.connect(self._on_chosen)
        self.first.left.connect(self._on_dates)
        self.last.left.connect(self._on_dates)

    def period(self) -> Period | None:
        """Return the period, or None while the dates are not whole; who asks need not be told."""
        self._given = self._chosen()
        return self._given

    def _chosen(self) -> Period | None:
        if self.box.currentIndex() < len(self._periods):
            return self._periods[max(0, self.box.currentIndex())]
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return None
        try:
            return days_between(first, last)
        except DateTextError:
            return None

    def _show_dates(self) -> None:
        anything = self.box.currentIndex() >= len(self._periods)
        for part in (self.first, self._between, self.last):
            part.setVisible(anything)

    @Slot()
    def _on_chosen(self) -> None:
        self._show_dates()
        self._tell()

    @Slot()
    def _on_dates(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """Tell of another period; who only passes the dates with Tab has changed nothing."""
        period = self._chosen()
        if period is not None and period != self._given:
            self.changed.emit()
