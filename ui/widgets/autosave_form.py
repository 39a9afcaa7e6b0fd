"""Keeps a draft of a form: less than two seconds after the first unsaved key."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.half_typed import chosen_or_typed, put_back
from ui.widgets.segmented import Segmented

DRAFT_AFTER_MS = 1500  # writing takes its time too; at most two seconds may be lost


@runtime_checkable
class Drafted(Protocol):
    """A part of a form that knows its own draft, such as a date or a list of people."""

    def draft(self) -> Any:
        """Return what stands in it, right or wrong, as JSON can hold it."""

    def restore(self, draft: Any, /) -> None:
        """Put back what `draft` gave."""


class AutosaveForm(QObject):
    """Watches the controls of a form and gives their content when a draft is due.

        self.form = AutosaveForm({"name": name_box, "born": born_field}, self)
        self.form.draft_due.connect(self._save_draft)    # a dict that JSON can hold
        self.form.restore(stored)                        # marks nothing as unsaved
        self.form.saved()                                # after the record was saved

    A part that holds more than one control (a list of people) is given as one, with `draft`,
    `restore` and a signal `changed`; see `Drafted`.
    """

    draft_due = Signal(dict)
    touched = Signal()  # the first unsaved key since the last draft

    def __init__(self, controls: dict[str, QWidget], parent: QObject | None = None) -> None:
        """Watch `controls`, by the names their values have in the draft."""
        super().__init__(parent)
        self.controls = dict(controls)
        self.is_dirty = False
        self._quiet = False
        self._timer = QTimer(self, interval=DRAFT_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.save_now)
        for control in controls.values():
            self._watch(control)

    def collect(self) -> dict[str, Any]:
        """Return what stands in the form, right or wrong."""
        return {name: _read(control) for name, control in self.controls.items()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `collect` gave; names that the form does not have are passed over."""
        self._quiet = True
        try:
            for name, value in draft.items():
                if name in self.controls:
                    _write(self.controls[name], value)
        finally:
            self._quiet = False

    def add(self, name: str, control: QWidget) -> None:
        """Watch one more control, made later."""
        self.controls[name] = control
        self._watch(control)

    @Slot()
    def touch(self) -> None:
        """Note that something was typed."""
        if self._quiet:
            return
        if not self.is_dirty:
            self.is_dirty = True
            self.touched.emit()
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def save_now(self) -> None:
        """Give the draft at once: on leaving the page, on locking, on closing."""
        self._timer.stop()
        if self.is_dirty:
            self.is_dirty = False
            self.draft_due.emit(self.collect())

    def saved(self) -> None:
        """Forget that anything is unsaved: the record itself was saved."""
        self._timer.stop()
        self.is_dirty = False

    def _watch(self, control: QWidget) -> None:
        signal = change_signal(control)
        if signal is not None:
            signal.connect(self.touch)


def change_signal(control: QWidget) -> Any:
    """Return the signal by which a control says that its content changed; None without one."""
    if isinstance(control, ChoiceBox) and control.isEditable():
        return control.editTextChanged
    for name in ("textChanged", "changed", "chosen", "toggled"):
        signal = getattr(control, name, None)
        if signal is not None:
            return signal
    return None


def _read(control: QWidget) -> Any:
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, Drafted):
        return control.draft()
    if isinstance(control, Segmented):
        return control.values()
    if isinstance(control, ChoiceField | ChoiceBox):
        box = control if isinstance(control, ChoiceBox) else control.box
        return control.value() if box is None else chosen_or_typed(box)
    raise TypeError(f"no draft of a {type(control).__name__}")


def _write(control: QWidget, value: Any) -> None:
    if isinstance(control, QLineEdit):
        control.setText(str(value))
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(str(value))
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, Drafted):
        control.restore(value)
    elif isinstance(control, Segmented):
        control.set_value(*value)
    elif isinstance(control, ChoiceBox):
        put_back(control, value)
    elif isinstance(control, ChoiceField):
        if control.box is None:
            control.set_value(value)
        else:
            put_back(control.box, value)
