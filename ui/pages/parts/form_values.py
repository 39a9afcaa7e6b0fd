"""What is typed or chosen in the controls of a form, and what is shown in them."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField


def value_of(control: QWidget) -> Any:
    """Return what is typed or chosen in a control; None for nothing."""
    if isinstance(control, QLineEdit):
        return control.text().strip() or None
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText().strip() or None
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, ChoiceBox | ChoiceField):
        return control.value() or None
    if isinstance(control, DateField | MomentField):
        return control.value()
    value = getattr(control, "value", None)
    return value() if value is not None else None


def hold(control: QWidget, value: Any) -> None:
    """Show in a control what a record holds; None leaves it empty."""
    if value is None:
        return
    if isinstance(control, QLineEdit):
        control.setText(str(value))
        control.setCursorPosition(0)  # of a long text the beginning is seen
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(str(value))
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    else:
        control.set_value(value)  # type: ignore[attr-defined]  # all our own fields have it


def problem_of(control: QWidget) -> str:
    """Return what is wrong with what is typed in a control, as it tells by itself."""
    problem = getattr(control, "problem", None)
    return problem() if problem is not None else ""
