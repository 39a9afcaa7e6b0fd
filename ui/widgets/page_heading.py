"""The heading row of a page: title, subtitle, chips, and buttons at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casedesk.i18n import _
from ui.theme.units import at_least, space
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class PageHeading(QWidget):
    """56 high; what is put in with `add_left` stands after the subtitle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no title."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        space(row, (0, 8, 0, 8), 8)
        self.title_label = label("", "title")
        self.title_label.setAccessibleDescription(_("Page heading, level 1"))
        self.subtitle_label = label("", "subtitle")
        self.subtitle_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.subtitle_label.hide()
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        space(self._left, (8, 0, 0, 0), 8)
        space(self._right, (0, 0, 0, 0), 8)
        row.addWidget(self.title_label)
        row.addLayout(self._left)
        row.addWidget(self.subtitle_label, 1)
        row.addStretch(0)
        row.addLayout(self._right)
        row.setAlignment(self._right, Qt.AlignmentFlag.AlignVCenter)
        at_least(self, height=56)

    def set_title(self, title: str) -> None:
        """Show the name of the page or the reference of the record."""
        self.title_label.setText(title)
        self.setAccessibleName(title)

    def set_subtitle(self, text: str) -> None:
        """Show a quiet line after the title; cut at the end where there is no room."""
        self.subtitle_label.setText(text)
        self.subtitle_label.setToolTip(text)
        set_shown(self.subtitle_label, bool(text))

    def add_left(self, widget: QWidget) -> None:
        """Put a chip or segmented buttons after the title."""
        self._left.addWidget(widget)

    def clear_left(self) -> None:
        """Take away what `add_left` put in, as before showing another record."""
        while (item := self._left.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_right(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._right.addWidget(widget)
