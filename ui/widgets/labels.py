"""Labels in the few kinds of type that CaseDesk has."""

from PySide6.QtWidgets import QLabel, QWidget

# Qt.TextFormat.PlainText. Whoever names `Qt` pays 20 ms for all its enumerations; the modules of
# the unlock page do without before the first paint (tests/ui/test_first_paint.py).
PLAIN_TEXT = 0
KINDS = (
    "", "title", "subtitle", "card", "number", "strong", "quiet", "error",
    "stop", "warn", "good", "accent",
)  # fmt: skip


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows its text as it is, never as markup.

    Args:
        text: ready to be shown.
        kind: one of `KINDS`; empty for plain text.
        wrap: break long text into lines. Text that may grow must wrap, else it is cut.
    """
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setWordWrap(wrap)
    set_kind(made, kind)
    return made


def caution(text: str, *, is_danger: bool) -> QLabel:
    """Return a label with what must not be missed; only what does harm has the shape of danger."""
    return label(f"▲ {text}", "stop", wrap=True) if is_danger else label(text, "strong", wrap=True)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a label or button another kind of type; see `KINDS`."""
    restyle(widget, "kind", kind)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
