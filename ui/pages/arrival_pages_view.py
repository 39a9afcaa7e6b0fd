"""The pages of a PDF or scan as pictures, one at a time, made in the worker."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casedesk.arrivals.service import page_picture
from casedesk.documents.model import PagePicture
from casedesk.i18n import _
from casedesk.progress import Progress
from ui.error_display import error_text
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import label
from ui.workers.background_task import BackgroundTask

_LARGEST, _STEP = 3.0, 0.5  # times the width of the panel


class PagesView(QWidget):
    """Shows one page as wide as the panel or larger; arrows and Page Down move over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty."""
        super().__init__(parent)
        self._content, self._pages, self._place, self._scale = b"", 0, 0, 1.0
        self._task: BackgroundTask | None = None
        self._shown: QPixmap | None = None
        self.where = label("", "quiet")
        self.before, self.after = button(_("Page before")), button(_("Next page"))
        self.smaller, self.larger = button(_("Smaller")), button(_("Larger"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Page as a picture"))
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one width
        at_least(self.area, height=280)
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 8)
        column.addWidget(self.area, 1)
        tools = QWidget()
        row = FlowLayout(tools)
        space(row, (0, 0, 0, 0), 8)
        for part in (self.before, self.after, self.smaller, self.larger, self.where):
            row.addWidget(part)
        column.addWidget(tools)
        self._connect()

    def show_pages(self, content: bytes, pages: int) -> None:
        """Show the first page of a file; no bytes: nothing, and nothing of it stays in memory."""
        self._content, self._pages, self._scale, self._shown = content, pages, 1.0, None
        self.picture.clear()
        if content:
            self._go(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        self.smaller.clicked.connect(partial(self._resize, -_STEP))
        self.larger.clicked.connect(partial(self._resize, _STEP))

    def _turn(self, step: int, _checked: bool = False) -> None:
        self._go(min(max(0, self._place + step), self._pages - 1))

    def _resize(self, step: float, _checked: bool = False) -> None:
        self._scale = min(max(1.0, self._scale + step), _LARGEST)
        self._fit()
        self._show_buttons()

    def _go(self, place: int) -> None:
        self._place = place
        self._show_buttons()
        content = self._content

        def work(_progress: Progress) -> tuple[bytes, int, PagePicture]:
            return content, place, page_picture(content, place)

        self._task = task = BackgroundTask(work, only_looks=True)
        task.succeeded.connect(self._on_made)
        task.failed.connect(self._on_failed)
        task.start()

    def _show_buttons(self) -> None:
        """Switch off what leads nowhere; the focus goes to its neighbour first."""
        ends = (
            (self.before, self._place > 0, self.after),
            (self.after, self._place < self._pages - 1, self.before),
            (self.smaller, self._scale > 1, self.larger),
            (self.larger, self._scale < _LARGEST, self.smaller),
        )
        for made, leads, other in ends:
            if made.hasFocus() and not leads:
                _hand_over(other, self.area)
            made.setEnabled(leads)
        text = _("Page {number} of {pages}")
        self.where.setText(text.format(number=number(self._place + 1), pages=number(self._pages)))

    @Slot(object)
    def _on_made(self, made: tuple[bytes, int, PagePicture]) -> None:
        content, place, page = made
        if content is not self._content or place != self._place:
            return  # another page or file was asked for meanwhile
        image = QImage(
            page.dots, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32
        )
        self._shown = QPixmap.fromImage(image.copy())
        self._fit()
        self.area.verticalScrollBar().setValue(0)
        self.area.setAccessibleDescription(self.where.text())
        announce(self.area, self.where.text())

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._shown = None
        self.picture.setText(f"✕ {error_text(error)}")
        self.picture.setWordWrap(True)

    def _fit(self) -> None:
        if self._shown is None:
            return
        ratio = self.devicePixelRatioF()
        width = max(1, round((self.area.viewport().width() - 2) * self._scale * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        page = self._shown.scaledToWidth(width, smooth)
        page.setDevicePixelRatio(ratio)
        self.picture.setPixmap(page)


def _hand_over(other: QPushButton, area: QScrollArea) -> None:
    target: QWidget = other if other.isEnabled() else area
    target.setFocus(Qt.FocusReason.OtherFocusReason)
