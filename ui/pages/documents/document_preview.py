"""Page 1 of a document as a picture, and what stops it from being written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from casedesk.documents.model import Preview
from casedesk.i18n import _
from ui.text_format import number
from ui.theme import look
from ui.theme.units import at_least
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

_MOST_LINES = 6  # the picture keeps some room


class PreviewCard(Card):
    """Shows the picture as wide as there is room; what stops the document stands above it."""

    def __init__(self) -> None:
        """Build empty."""
        super().__init__(_("Page 1"))
        self._page: QPixmap | None = None
        self.state = label("", "quiet", wrap=True)
        self.stops = label("", "error", wrap=True)
        self.page = label("", "quiet")
        self.area = QScrollArea()
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Preview of page 1"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        at_least(self.area, height=240)
        self.add(self.state)
        self.add(self.stops)
        self.add(self.area, 1)
        self.show_hint("")

    def show_hint(self, text: str) -> None:
        """Say what is waited for; the picture of before is taken away."""
        self._page = None
        self.page.clear()
        self.page.setText(text)
        self.page.setWordWrap(True)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state.setText("")
        set_shown(self.state, False)
        self._say("")

    def show_preview(self, found: Preview) -> None:
        """Show page 1, how many pages there are, and what stops the document."""
        picture = found.picture
        shape = QImage.Format.Format_RGB32
        image = QImage(picture.dots, picture.width, picture.height, picture.width * 4, shape)
        self._page = QPixmap.fromImage(image.copy())
        self.page.setWordWrap(False)
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._fit()
        pages = _("Pages: {count}").format(count=number(found.pages))
        fine = _("Checked: nothing stands in it that the recipient must not receive.")
        self.state.setText(pages if found.hits else f"{pages}. {fine}")
        set_shown(self.state, True)
        lines = [f"✕ {one.sentence}" for one in found.hits[:_MOST_LINES]]
        if lines:
            lines.insert(0, _("It is not written, for this stands in it:"))
        if len(found.hits) > _MOST_LINES:
            more = number(len(found.hits) - _MOST_LINES)
            lines.append(_("Further places: {count}").format(count=more))
        self._say("\n".join(lines))

    def show_stop(self, text: str) -> None:
        """Say why there is no document."""
        self.show_hint("")
        self._say(f"✕ {text}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._page is not None:
            ratio = self.devicePixelRatioF()
            width = max(1, round((self.area.viewport().width() - 2) * ratio))
            smooth = Qt.TransformationMode.SmoothTransformation
            page = self._page.scaledToWidth(min(width, self._page.width()), smooth)
            painter = QPainter(page)  # white paper on a white card has no edge of its own
            painter.setPen(look.colour("separator"))
            painter.drawRect(0, 0, page.width() - 1, page.height() - 1)
            painter.end()
            page.setDevicePixelRatio(ratio)
            self.page.setPixmap(page)

    def _say(self, text: str) -> None:
        self.stops.setText(text)
        set_shown(self.stops, bool(text))
        if text:
            announce(self.stops, text)
