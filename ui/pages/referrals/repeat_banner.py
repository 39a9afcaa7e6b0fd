"""Says that a referral is a repeat, by which rule, and takes the reason why it is none."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.cases.model import RepeatFound
from casedesk.i18n import _
from ui.text_format import long_date, short_date
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

NARROW_BELOW = 640


class RepeatBanner(QFrame):
    """Shown while the forum's rule finds an earlier referral; never takes the focus by itself.

    Its parts are made when something is first found: most referrals are no repeat.
    """

    case_wanted = Signal(int)
    changed = Signal()  # the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("part", "repeat")
        self.found: RepeatFound | None = None
        self.reason = QLineEdit(self)  # for the draft: what is found may be found again
        self.reason.setAccessibleName(_("Why this is not a repeat"))
        self.reason.textChanged.connect(self._on_reason)
        self._is_built = self._asks_reason = False
        self.hide()

    def show_found(self, found: RepeatFound | None) -> None:
        """Show what the rule found; None hides the banner. A change is announced politely."""
        if found == self.found:
            return
        self.found = found
        if found is not None and not self._is_built:
            self._build()
        set_shown(self, found is not None)
        if found is not None:
            self._show_words()
            case = _("See case {reference}").format(reference=found.reference)
            self.case_button.setText(case)
            announce(self, f"{self.words.text()} {self.rule.text()}")

    def denied_reason(self) -> str:
        """Return why this is no repeat; empty where nothing is found or nothing is said."""
        return self.reason.text().strip() if self.found is not None else ""

    def draft(self) -> str:
        """Return the reason as it stands."""
        return self.reason.text()

    def restore(self, draft: str) -> None:
        """Put back what `draft` gave."""
        self.reason.setText(draft)
        self._show_reason(bool(draft))

    def _build(self) -> None:
        self._is_built = True
        self.words, self.rule = label("", "strong", wrap=True), label("", wrap=True)
        self.case_button = button(_("See case"))
        self.deny_button = button(_("Not a repeat: give reason"))
        self.again_button = button(_("It is a repeat after all"))
        self.case_button.clicked.connect(self._on_case)
        self.deny_button.clicked.connect(self._on_deny)
        self.again_button.clicked.connect(self._on_again)
        self._place()
        self._show_reason(self._asks_reason)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        space(column, (12, 7, 12, 7), 8)
        said = QWidget()
        row = QHBoxLayout(said)
        space(row, gap=12)
        row.addWidget(IconMark("refresh-cw", "warn", 20))
        words = QVBoxLayout()
        space(words, gap=0)
        words.addWidget(self.words)
        words.addWidget(self.rule)
        row.addLayout(words, 1)
        parts = ((said, 1), (self.case_button, 0), (self.deny_button, 0))
        column.addWidget(Columns(parts, gap=12, narrow_below=NARROW_BELOW))
        self._reason_row = QWidget()
        below = QHBoxLayout(self._reason_row)
        space(below, gap=8)
        below.addWidget(FormField(_("Why this is not a repeat"), self.reason), 1)
        below.addWidget(self.again_button)
        column.addWidget(self._reason_row)

    def _show_words(self) -> None:
        if self.found is None:
            return
        if self.denied_reason():
            self.words.setText(_("Not counted as a repeat, for the reason below"))
        else:
            self.words.setText(_earlier(self.found.heard_on, self.found.received_on))
        rule = _("Rule: {rule} ({day}).")
        self.rule.setText(
            rule.format(rule=self.found.rule, day=short_date(self.found.counted_from))
        )
        self.setAccessibleName(f"{self.words.text()}. {self.rule.text()}")

    def _show_reason(self, shown: bool) -> None:
        self._asks_reason = shown
        if self._is_built:
            set_shown(self._reason_row, shown)
            set_shown(self.deny_button, not shown)

    @Slot()
    def _on_case(self) -> None:
        if self.found is not None:
            self.case_wanted.emit(self.found.case_id)

    @Slot()
    def _on_deny(self) -> None:
        self._show_reason(True)
        self.reason.setFocus()

    @Slot()
    def _on_again(self) -> None:
        self.reason.clear()
        self._show_reason(False)
        self.deny_button.setFocus()

    @Slot()
    def _on_reason(self) -> None:
        self._show_words()
        self.changed.emit()


def _earlier(heard_on: date | None, received_on: date) -> str:
    if heard_on is not None:
        return _("Repeat: the same people were heard on {day}").format(day=long_date(heard_on))
    text = _("Repeat: the same people were referred on {day}")
    return text.format(day=long_date(received_on))
