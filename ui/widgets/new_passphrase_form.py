"""Choosing a passphrase: twice, with its strength, and one to be had for the asking."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.security.passphrase import Strength, strength, suggest
from ui.theme.units import fix, space
from ui.widgets.buttons import link_button
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.passphrase_box import PassphraseBox
from ui.workers.background_task import BackgroundTask

PAUSE_MS = 250  # after the last key, before the strength is worked out


class NewPassphraseForm(QWidget):
    """Two boxes that must agree; `problems()` says what is missing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.first = PassphraseBox(_("Passphrase"))
        self.second = PassphraseBox(_("The same again"))
        self.first_field = FormField(
            _("&Passphrase"),
            self.first,
            hint=_("Four or more unrelated words work well. Spaces are allowed."),
        )
        self.second_field = FormField(_("The same &again"), self.second)
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(_("Strength of the passphrase"))
        fix(self.meter, height=8)
        self.verdict = label("", "quiet", wrap=True)
        self.suggest_button = link_button(_("&Suggest one"), at_edge=True)
        column = QVBoxLayout(self)
        space(column, gap=8)
        for part in (self.first_field, self.meter):
            column.addWidget(part)
        said = QHBoxLayout()
        space(said, gap=8)
        said.addWidget(self.verdict, 1)
        said.addWidget(self.suggest_button)
        column.addLayout(said)
        column.addWidget(self.second_field)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.first.changed.connect(self._on_changed)
        self.second.changed.connect(self.changed)
        self.suggest_button.clicked.connect(self._on_suggest)
        self._task: BackgroundTask | None = None
        self.setFocusProxy(self.first)

    def text(self) -> str:
        """Return the passphrase as typed in the first box."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def agrees(self) -> bool:
        """Tell whether both boxes hold the same; says so beside the second if not."""
        same = self.first.text() == self.second.text()
        self.second_field.show_problem("" if same else _("Type the same passphrase again."))
        return same

    @Slot()
    def _on_changed(self) -> None:
        self.first_field.show_problem("")  # said of what stood there before
        self._pause.start()
        self.changed.emit()

    @Slot()
    def _judge(self) -> None:
        typed = self.first.text()

        def work(_progress: Progress) -> Strength:
            return strength(typed)

        self._task = BackgroundTask(work, only_looks=True)
        self._task.succeeded.connect(self._show_strength)
        self._task.start()

    @Slot(object)
    def _show_strength(self, found: Strength) -> None:
        self.meter.setValue(found.score)
        self.verdict.setText(found.sentence)
        self.meter.setAccessibleDescription(found.sentence)

    @Slot()
    def _on_suggest(self) -> None:
        words = suggest()
        self.first.edit.setText(words)
        self.first.show_button.setChecked(True)
        self.first.setFocus()
