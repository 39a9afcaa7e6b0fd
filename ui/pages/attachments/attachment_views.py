"""How an attachment is shown: its pages as pictures, or its words alone."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from casedesk.errors import Cancelled
from casedesk.i18n import _
from casedesk.progress import Progress
from ui.error_display import error_text
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.attachments.pages import DrawnPage

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FIT = _ZOOMS.index(1.0)
_SHARP_AFTER_MS = 250
_MOST_WORDS_READ = 2000
# Qt needs half a minute for one line of a million signs; broken into such pieces it needs none.
_LONGEST_LINE = 2000
_OVERLONG = re.compile(f"[^\n]{{{_LONGEST_LINE}}}(?=[^\n])")

Draw = Callable[[int, int], "DrawnPage"]  # the place of the page, how many dots across


class PagesView(QWidget):
    """Shows one page as wide as there is room, or larger; each is drawn in the worker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty."""
        super().__init__(parent)
        self._draw: Draw | None = None
        self._task: BackgroundTask | None = None
        self._page: DrawnPage | None = None
        self._image: QPixmap | None = None
        self._zoom, self._asked, self._drawn_for, self._to_end = _FIT, 0, 0, False
        self.where = label("", "quiet")
        self.before, self.after = button(_("&Page before")), button(_("&Next page"))
        self.smaller, self.larger = button(_("&Smaller")), button(_("&Larger"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _PageArea()
        self.area.setWidget(self.picture)
        self._sharp = QTimer(self, singleShot=True, interval=_SHARP_AFTER_MS)
        self._place_parts()
        self._connect()

    def show_pages(
        self, draw: Draw | None, first: "DrawnPage | None" = None, width: int = 0
    ) -> None:
        """Show the pages that `draw` gives, `first` at once; None: nothing stays in memory.

        `width` is how many dots across the first was asked for.
        """
        self._draw, self._page, self._image, self._zoom = draw, None, None, _FIT
        self._asked += 1
        self.picture.clear()
        if first is not None:
            self._show(first, width)
            self._sharp.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._sharp.start()

    def wanted_width(self) -> int:
        """Return how many dots across a page is drawn to fill the room there is."""
        width = max(1, self.area.viewport().width() - 2) * self.devicePixelRatioF()
        return round(width * _ZOOMS[self._zoom])

    def _place_parts(self) -> None:
        bar = QWidget()
        self._bar = FlowLayout(bar)
        space(self._bar, gap=8)
        for part in (self.before, self.after, self.smaller, self.larger, self.where):
            self._bar.addWidget(part)
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(bar)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        self.smaller.clicked.connect(partial(self._resize, -1))
        self.larger.clicked.connect(partial(self._resize, 1))
        self.area.turned.connect(self._turn)
        self.area.zoomed.connect(self._resize)
        self._sharp.timeout.connect(self._draw_sharp)

    @Slot(int)
    def _turn(self, step: int, _checked: bool = False) -> None:
        """Go on or back by a page; far beyond an end is that end."""
        if self._page is not None:
            place = max(0, min(self._page.place + step, self._page.count - 1))
            if place != self._page.place:
                self._to_end = step == -1
                self._ask(place)

    @Slot(int)
    def _resize(self, step: int, _checked: bool = False) -> None:
        self._zoom = _FIT if not step else max(0, min(self._zoom + step, len(_ZOOMS) - 1))
        self._fit()
        self._show_state()
        self._sharp.start()

    @Slot()
    def _draw_sharp(self) -> None:
        """Draw the page again where its picture has too few dots for its size."""
        if self._page is not None and self.isVisible():
            drawn, wanted = self._page.picture.width, self.wanted_width()
            if drawn < wanted * 0.98 and not self._is_all_there_is(drawn):
                self._ask(self._page.place)

    def _is_all_there_is(self, drawn: int) -> bool:
        return drawn < self._drawn_for * 0.98  # it was drawn smaller than it was asked for

    def _ask(self, place: int) -> None:
        draw, width = self._draw, self.wanted_width()
        if draw is None:
            return
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> "tuple[int, int, DrawnPage]":
            return asked, width, draw(place, width)

        if self._task is not None:
            self._task.cancel()
        self._task = task = BackgroundTask(work, only_looks=True)
        task.succeeded.connect(self._on_drawn)
        task.failed.connect(self._on_failed)
        task.start()

    @Slot(object)
    def _on_drawn(self, made: "tuple[int, int, DrawnPage]") -> None:
        asked, width, page = made
        if asked == self._asked:
            self._show(page, width)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._image = None
            self.picture.setText(f"✕ {error_text(error)}")
            self.picture.setWordWrap(True)
            announce(self.area, self.picture.text())

    def _show(self, page: "DrawnPage", width: int) -> None:
        turned = self._page is None or self._page.place != page.place
        self._page, self._drawn_for = page, width
        dots, shape = page.picture, QImage.Format.Format_RGB32
        image = QImage(dots.dots, dots.width, dots.height, dots.width * 4, shape)
        self._image = QPixmap.fromImage(image.copy())
        self._fit()
        self._show_state()
        if turned:
            bar = self.area.verticalScrollBar()
            QTimer.singleShot(1, self.area, partial(self._scroll, self._to_end))
            bar.setValue(0)
            self.area.setAccessibleDescription(page.words[:_MOST_WORDS_READ])
            announce(self.area, self.where.text())
        self._to_end = False

    def _scroll(self, to_end: bool) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.maximum() if to_end else 0)

    def _show_state(self) -> None:
        page = self._page
        if page is None:
            return
        for part in (self.before, self.after):
            set_shown(part, page.count > 1)
        self._enable(self.before, page.place > 0, self.after)
        self._enable(self.after, page.place < page.count - 1, self.before)
        self._enable(self.smaller, self._zoom > 0, self.larger)
        self._enable(self.larger, self._zoom < len(_ZOOMS) - 1, self.smaller)
        size = _("{percent} %").format(percent=round(_ZOOMS[self._zoom] * 100))
        text = _("Page {number} of {count} · {size}")
        place, count = number(page.place + 1), number(page.count)
        several = text.format(number=place, count=count, size=size)
        self.where.setText(several if page.count > 1 else size)

    def _enable(self, made: QWidget, works: bool, other: QWidget) -> None:
        """Switch off what leads nowhere; the focus goes to its neighbour first."""
        if made.hasFocus() and not works:
            (other if other.isEnabled() else self.area).setFocus()
        made.setEnabled(works)

    def _fit(self) -> None:
        if self._image is not None:
            ratio = self.devicePixelRatioF()
            width = max(1, self.wanted_width())
            if self._image.width() < width * 0.98 and self._is_all_there_is(self._image.width()):
                # A small picture is shown as it is, unless somebody wants it larger.
                width = round(self._image.width() * max(1.0, _ZOOMS[self._zoom]))
            smooth = Qt.TransformationMode.SmoothTransformation
            page = self._image.scaledToWidth(width, smooth)
            page.setDevicePixelRatio(ratio)
            self.picture.setWordWrap(False)
            self.picture.setPixmap(page)


class _PageArea(QScrollArea):
    """Moves over the page by keys; beyond its end it asks for the next one."""

    turned = Signal(int)  # by how many pages
    zoomed = Signal(int)  # by how many steps; 0: as wide as there is room

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Page as a picture"))
        at_least(self, height=240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if key == Qt.Key.Key_PageDown and (control or bar.value() >= bar.maximum()):
            self.turned.emit(1)
        elif key == Qt.Key.Key_PageUp and (control or bar.value() <= bar.minimum()):
            self.turned.emit(-1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.turned.emit(-(2**30) if key == Qt.Key.Key_Home else 2**30)
        elif key in zooms and not control:
            self.zoomed.emit(zooms[Qt.Key(key)])
        else:
            super().keyPressEvent(event)


class WordsView(QPlainTextEdit):
    """Shows text that can be read, searched by eye and copied, never changed."""

    def __init__(self) -> None:
        """Build empty."""
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("part", "words")  # to be read, so not greyed
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text of the attachment"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )  # no links
        at_least(self, height=120)

    def show_words(self, text: str) -> None:
        """Show a text, however long its lines are."""
        self.setPlainText(_OVERLONG.sub(lambda found: found.group() + "\n", text))
