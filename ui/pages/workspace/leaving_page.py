"""What stands in the window while a backup is made before it locks or closes."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from casedesk.i18n import _
from ui.pages.workspace.one_card import put_in_middle
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label


class LeavingPage(QWidget):
    """Shows no record; says how far the backup is, and goes on without it if told to."""

    skipped = Signal()

    def __init__(self, *, closing: bool, parent: QWidget | None = None) -> None:
        """Build the card; `closing`: the window is closed afterwards, else locked."""
        super().__init__(parent)
        self.skip_button = button("", "x")
        self.skip_button.clicked.connect(self._on_skip)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of the backup"))
        self.bar.setTextVisible(False)  # four steps of unlike length: a number would mislead
        self.state = label("", "quiet", wrap=True)
        self.state.hide()
        closes, locks = (
            _("Backing up before CaseDesk closes"),
            _("Backing up before CaseDesk locks"),
        )
        self._title = closes if closing else locks
        card = Card(self._title)
        card.add(label(self._told(), wrap=True))
        card.add(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.skip_button)
        row.addStretch(1)
        card.add(row)
        card.add(self.state)
        put_in_middle(self, card)
        self.set_closing(closing=closing)
        self.setFocusProxy(self.skip_button)

    def set_closing(self, *, closing: bool) -> None:
        """Say what the button leads to."""
        text = _("Close &without a backup") if closing else _("Lock &without a backup")
        self.skip_button.setText(text)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def say(self, sentence: str) -> None:
        """Say what goes on."""
        self.state.setText(sentence)
        self.state.show()
        announce(self, sentence)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        announce(self, f"{self._title}. {self._told()}")

    @staticmethod
    def _told() -> str:
        return _("No record is in sight any more. A copy of the records is made and checked.")

    @Slot()
    def _on_skip(self) -> None:
        self.skip_button.setEnabled(False)
        self.say(_("Stopping. Nothing is kept of this backup."))
        self.skipped.emit()
