"""A thin line between parts of a card."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


class Hairline(QFrame):
    """One pixel of line across; decoration, so not in the accessibility tree's way."""

    def __init__(self, *, strong: bool = False, parent: QWidget | None = None) -> None:
        """Draw a pale line, or with `strong` that of a card's edge."""
        super().__init__(parent)
        self.setProperty("part", "rule" if strong else "hairline")
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
