"""A plain form on a page: questions one below the other, one button that does what it says."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _
from ui.error_display import show_error
from ui.page import HOLDS_FORM, LOW_BELOW, Navigator, page_in_sight
from ui.pages.parts.form_values import hold, problem_of, value_of
from ui.theme.units import px, space
from ui.widgets.announce import announce
from ui.widgets.autosave_form import AutosaveForm, change_signal
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField, plain
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.reading_order import scroll_to_focus
from ui.widgets.scrolled_column import ScrolledArea, scrolled_column
from ui.widgets.showing import set_shown

_LEAST = 240
REMARK_MS = 300  # a remark follows when typing pauses, not each key


class Done(NamedTuple):
    """What saving a form did: a sentence for the notice, and how to take it back.

    Without a sentence the worker does it, and whoever asked it to tells what was done.
    """

    text: str
    undo: Callable[[], object] | None = None


Values = dict[str, Any]
Act = Callable[[Values], Done]


class Ask(Struct, frozen=True):
    """One question: its name in `Values` and in the problems of the services, and its control.

    `half` lets two questions in a row share a line. `held` is what the record holds now. `only_if`
    tells from the answers so far whether it is asked at all.
    """

    name: str
    text: str
    control: QWidget
    held: Any = None
    hint: str = ""
    if_known: bool = False
    half: bool = False
    only_if: Callable[[Values], bool] | None = None


class Sheet(Struct, frozen=True):
    """All that makes a form: its title, its questions and what saving does.

    `remark` says what should be known of what is typed so far; it stops nothing.
    """

    title: str
    asks: Sequence[Ask]
    save_text: str
    act: Act
    intro: str = ""
    remark: Callable[[Values], str] | None = None


class PlainForm(Card):
    """Shows a sheet; what cannot be saved is said at its field, and nothing typed is lost."""

    saved = Signal(object)  # Done
    cancelled = Signal()
    changed = Signal()

    def __init__(self, sheet: Sheet, navigator: Navigator, parent: QWidget | None = None) -> None:
        """Build the questions and show what the record holds."""
        super().__init__(sheet.title, parent)
        self._sheet, self._navigator = sheet, navigator
        self.controls = {ask.name: ask.control for ask in sheet.asks}
        self.fields = {
            ask.name: FormField(ask.text, ask.control, hint=ask.hint, if_known=ask.if_known)
            for ask in sheet.asks
        }
        self.errors = ErrorSummary()
        self.add(self.errors)
        if sheet.intro:
            self.add(label(sheet.intro, "quiet", wrap=True))
        self._place_fields()
        self._add_remark()
        self._add_buttons()
        self.form = AutosaveForm(self.controls, self)
        for ask in sheet.asks:
            hold(ask.control, ask.held)
        self._ask_what_is_needed()
        for control in self.controls.values():
            signal = change_signal(control)
            if signal is not None:
                signal.connect(self._on_changed)
        if sheet.remark is not None:
            self._pause.start()

    def values(self) -> Values:
        """Return what is typed, ready for a service; blank text is None."""
        return {name: value_of(control) for name, control in self.controls.items()}

    def draft(self) -> Values:
        """Return what stands in the form, right or wrong."""
        return self.form.collect()

    def restore(self, draft: Values) -> None:
        """Put back what `draft` gave."""
        self.form.restore(draft)

    def has_words(self) -> bool:
        """Tell whether somebody wrote into a box of several lines."""
        boxes = [one for one in self.controls.values() if isinstance(one, QPlainTextEdit)]
        return any(one.toPlainText().strip() for one in boxes)

    def first_control(self) -> QWidget:
        """Return what gets the focus when the form is opened."""
        return next(iter(self.controls.values()), self.save_button)

    @Slot()
    def save(self) -> None:
        """Do what the form is for, or say what stops it."""
        problems = {
            name: problem
            for name, control in self.controls.items()
            if (problem := problem_of(control))
        }
        if self.errors.refuses(self, self.fields.items(), problems):
            return
        try:
            done = self._sheet.act(self.values())
        except InputError as error:
            self.errors.show_problems(error.problems, self.fields.items())
        except CaseDeskError as error:
            show_error(self._navigator, error)
        else:
            self.errors.clear()
            self.saved.emit(done)

    def _place_fields(self) -> None:
        waiting: list[FormField] = []
        for ask in self._sheet.asks:
            field = self.fields[ask.name]
            if ask.half:
                waiting.append(field)
                if len(waiting) == 1:
                    continue
                self.add(Columns([(one, 1) for one in waiting], narrow_below=440))
                waiting = []
            else:
                self._flush(waiting)
                self.add(field)
        self._flush(waiting)

    def _flush(self, waiting: list[FormField]) -> None:
        for field in waiting:
            self.add(field)
        waiting.clear()

    def _add_remark(self) -> None:
        self.remark = label("", "warn", wrap=True)
        self.add(self.remark)
        set_shown(self.remark, False)
        self._pause = QTimer(self, interval=REMARK_MS, singleShot=True)
        self._pause.timeout.connect(self._show_remark)

    def _add_buttons(self) -> None:
        self.save_button = button(self._sheet.save_text, "check")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = button(_("Cancel"))
        self.cancel_button.setAccessibleName(
            _("Cancel: {form}").format(form=plain(self._sheet.title))
        )
        self.cancel_button.clicked.connect(self.cancelled)
        row = FlowLayout()  # beside a list, in Welsh, one goes below the other
        space(row, (0, 8, 0, 0), 8)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        self.add(row)

    def _ask_what_is_needed(self) -> None:
        values = self.values()
        for ask in self._sheet.asks:
            if ask.only_if is not None:
                set_shown(self.fields[ask.name], ask.only_if(values))

    @Slot()
    def _on_changed(self) -> None:
        self._ask_what_is_needed()
        if self._sheet.remark is not None:
            self._pause.start()
        self.changed.emit()

    @Slot()
    def _show_remark(self) -> None:
        said = "" if self._sheet.remark is None else self._sheet.remark(self.values())
        if said != self.remark.text():
            self.remark.setText(said)
            set_shown(self.remark, bool(said))
            announce(self.remark, said)


class FormHost(ScrolledArea):
    """Holds the one form that is open on a page; its draft names the form and the record.

    `sheets` gives the sheet of a kind for a record; both must be small and plain.
    """

    changed = Signal()
    opened = Signal()
    closed = Signal(object)  # Done, or None when it was cancelled

    def __init__(
        self,
        sheets: Callable[[str, Any], Sheet],
        navigator: Navigator,
        parent: QWidget | None = None,
        *,
        page_id: str = "",
        least: float = _LEAST,
    ) -> None:
        """Start with no form.

        Args:
            sheets: gives the sheet of a kind for a record.
            navigator: of the page.
            parent: what it belongs to.
            page_id: of the page that is nothing but this form, and is left with it.
            least: its height where it scrolls by itself, in pixels as at 100 % text.
        """
        super().__init__(parent)
        self._page_id, self._least = page_id, least
        self.setProperty(HOLDS_FORM, True)
        self._sheets, self._navigator = sheets, navigator
        self.form: PlainForm | None = None
        self._key: tuple[str, Any] = ("", None)
        self._fresh: Values = {}  # the draft of the open form as it was opened
        self._left: Values | None = None  # the draft of the form that was saved or cancelled last
        self.setAccessibleName(_("Form"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        scrolled_column(self, self._column, 8)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Be as high as the form where the page scrolls: one bar beside another misleads."""
        hint, inside = super().minimumSizeHint(), self.widget()
        high = px(self._least)
        if inside is not None and self.form is not None and self._page_scrolls():
            wide = max(self.viewport().width(), inside.minimumSizeHint().width())
            high = max(high, inside.heightForWidth(wide), inside.minimumSizeHint().height())
        return QSize(hint.width(), high)

    def _page_scrolls(self) -> bool:
        """Tell whether the page is nothing but this form, or so low that all of it scrolls."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        low = around is not None and around.viewport().height() < px(LOW_BELOW)
        return around is not None and (low or bool(self._page_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def open_form(self, kind: str, record: Any = None) -> bool:
        """Show the form of a kind; False if the record is gone, which is said."""
        try:
            sheet = self._sheets(kind, record)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return False
        self.forget()
        self._key = (kind, record)
        self.form = form = PlainForm(sheet, self._navigator)
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self._on_cancelled)
        form.changed.connect(self.changed)
        self._fresh = form.draft()
        self._column.insertWidget(0, form)
        self.opened.emit()
        form.first_control().setFocus()
        QTimer.singleShot(1, self, scroll_to_focus)  # with large text it may stand further down
        return True

    def close_form(self) -> None:
        """Take the form away; nothing of it is saved."""
        if self.form is not None:
            self.forget()
            self.closed.emit(None)

    def draft(self) -> Values:
        """Return the open form and what stands in it; empty without one."""
        if self.form is None:
            return {}
        return {"kind": self._key[0], "record": self._key[1], "values": self.form.draft()}

    def restore(self, draft: Values, /) -> None:
        """Open the form of a draft again."""
        if draft and self.open_form(draft["kind"], draft["record"]) and self.form is not None:
            self.form.restore(draft["values"])

    def forget(self) -> None:
        """Take the form away and tell nobody: its draft stays for the next time."""
        form, self.form, self._left = self.form, None, None
        if form is not None:
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()

    @Slot(object)
    def _on_saved(self, done: Done) -> None:
        written = self.draft() if self.form is not None and self.form.has_words() else None
        self.forget()
        if written is not None and done.undo is not None:
            self._left = written
            done = done._replace(undo=partial(self._take_back, done.undo, written))
        self.closed.emit(done)

    def _take_back(self, undo: Callable[[], object], written: Values) -> None:
        """Undo what a form did; its words stand in it again, where nothing else was opened."""
        undo()
        self._open_again(written)

    def _open_again(self, written: Values) -> bool:
        """Show the form that was left, with its words; False where another has taken its place."""
        if not isValid(self) or self._left is not written:
            return False
        if self._page_id:
            self._navigator.open_page(self._page_id, written["record"])
        if not page_in_sight(self):
            return False
        self.restore(written)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaves = event.key() == Qt.Key.Key_Escape and self.form is not None and not self._page_id
        if leaves and self._is_changed():
            text = _("What is typed is still here: save it, or press Cancel.")
            self._navigator.show_notice(text)
        elif leaves:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _is_changed(self) -> bool:
        return self.form is not None and self.form.draft() != self._fresh

    @Slot()
    def _on_cancelled(self) -> None:
        """Close the form; what was typed into it can be brought back."""
        written = self.draft() if self._is_changed() else None
        self.close_form()
        if written is not None:
            self._left = written
            text = _("Closed, and nothing was saved. What was typed can be brought back.")
            act = (_("Bring it back"), partial(self._bring_back, written))
            self._navigator.show_notice(text, acts=(act,), goes=True)  # Undo is for what was saved

    def _bring_back(self, written: Values) -> None:
        if not self._open_again(written):
            text = _("What was typed cannot be brought back here: another form or page is open.")
            self._navigator.show_notice(text, tone=Tone.WARN)
