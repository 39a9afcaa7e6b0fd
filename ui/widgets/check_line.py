"""One line of a check list: a shape, a sentence that may wrap, and a quiet second line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.units import fix, space
from ui.widgets.labels import label
from ui.widgets.state_mark import State, StateLabel


class CheckLine(QWidget):
    """The shape says how it stands, the words say what."""

    def __init__(
        self, state: State, text: str, detail: str = "", parent: QWidget | None = None
    ) -> None:
        """Build the line."""
        super().__init__(parent)
        self.setAccessibleName(" ".join(part for part in (text, detail) if part))
        row = QHBoxLayout(self)
        space(row, gap=8)
        mark = StateLabel(state, "")
        fix(mark, width=20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        space(words, gap=0)
        words.addWidget(label(text, "stop" if state is State.WRONG else "", wrap=True))
        if detail:
            words.addWidget(label(detail, "quiet", wrap=True))
        row.addLayout(words, 1)
