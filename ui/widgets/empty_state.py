"""What a list says when there is nothing in it: one sentence, one next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label


class EmptyState(QWidget):
    """A sentence that says what would be here, and at most one button."""

    acted = Signal()

    def __init__(
        self, text: str, act: str = "", icon: str = "inbox", parent: QWidget | None = None
    ) -> None:
        """Say `text`; with `act` there is a button of that text, which emits `acted`."""
        super().__init__(parent)
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        space(column, (24, 12, 24, 12), 8)
        column.addStretch(1)
        column.addWidget(IconMark(icon, "quiet", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.label = label(text, "quiet", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.label)
        self.button = button(act) if act else None
        if self.button is not None:
            self.button.clicked.connect(self.acted)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.label.setText(text)
        self.setAccessibleName(text)
