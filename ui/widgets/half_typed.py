"""What stands in a list for a draft: the choice, or the beginning of one that is being typed."""

from typing import Any

from ui.widgets.choice_box import ChoiceBox

_TYPED = "typed"


def chosen_or_typed(box: ChoiceBox) -> Any:
    """Return the id chosen, what is half typed, or None for nothing, as JSON can hold it."""
    value = box.value()
    if value is None and box.isEditable() and box.currentText():
        return {_TYPED: box.currentText()}
    return value


def put_back(box: ChoiceBox, draft: Any) -> None:
    """Show again what `chosen_or_typed` gave."""
    if isinstance(draft, dict):
        box.set_value(None)
        box.setEditText(str(draft.get(_TYPED, "")))
    else:
        box.set_value(draft)
