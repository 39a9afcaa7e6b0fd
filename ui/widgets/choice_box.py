"""A drop-down list; long ones can be typed into and match anywhere in the text."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from casedesk.i18n import _
from ui.theme.style_sheet import style_sheet
from ui.theme.units import px

_TOLD = "casedesk_cut_text"  # property: the tooltip that the box gave itself
_BESIDE_TYPED = 54  # what stands beside a text to be typed: padding, arrow, cursor
_AROUND = 20  # what stands beside the text: padding and the arrow's edge


class Choice(NamedTuple):
    """One answer: the id that is stored and the text that is shown."""

    id: str
    text: str


class ChoiceBox(QComboBox):
    """A combo box that holds ids; empty until something is chosen.

    The mouse wheel changes nothing here: in a long form it scrolls the form.
    """

    chosen = Signal()
    problem_told = Signal(str)  # on leaving: what is wrong with what was typed, empty if nothing

    def __init__(
        self,
        name: str,
        choices: list[Choice],
        *,
        search: bool = False,
        empty: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the list.

        Args:
            name: accessible name; otherwise only the value would be read out.
            choices: what can be chosen.
            search: let the user type, and match anywhere in the text.
            empty: text of a first entry with the id "", such as "All"; without it nothing is
                chosen at first.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux Qt gives the value for the name of a list
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)
        self._empty = empty
        self.least_width = 0.0  # as at 100 % text; see `keep_narrow`
        self.set_choices(choices)
        if search:
            self._let_type(name)
            self.setCurrentIndex(-1 if empty is None else 0)
        elif empty is None:
            self.setPlaceholderText(_("Choose one"))
        self.currentIndexChanged.connect(self._on_index_changed)

    def set_choices(self, choices: list[Choice]) -> None:
        """Offer other choices; keep the chosen one where it is still among them."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        if self._empty is not None:
            self.addItem(self._empty, "")
        for choice in choices:
            self.addItem(choice.text, choice.id)
        self.set_value(kept)
        self.blockSignals(blocked)

    def value(self) -> str | None:
        """Return the chosen id; None if nothing is chosen or what is typed is not in the list."""
        place = self.currentIndex()
        if self.isEditable() and (place < 0 or self.currentText() != self.itemText(place)):
            place = self._place_of(self.currentText())
        return None if place < 0 else str(self.itemData(place))

    def set_value(self, value: str | None) -> None:
        """Choose by id; None chooses nothing."""
        nothing = -1 if self._empty is None else 0
        place = -1 if value is None else self.findData(value)
        self.setCurrentIndex(place if place >= 0 else nothing)
        if self.isEditable() and self.currentIndex() < 0:
            self.clearEditText()
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)  # of a long text the beginning is seen

    def problem(self) -> str:
        """Return what to do when the typed text is none of the choices."""
        typed = self.currentText().strip() if self.isEditable() else ""
        if not typed or self.value() is not None:
            return ""
        text = _("Nothing is chosen: “{typed}” is none of the list. Choose one, or clear it.")
        return text.format(typed=typed[:40])

    def minimumContentsWidth(self) -> int:
        return px(40)

    def minimumSizeHint(self) -> QSize:
        """Let a list be narrower than its longest text, so that 200 % text fits.

        What stands in an empty box to be typed into has room all the same.
        """
        hint, edit, words = super().minimumSizeHint(), self.lineEdit(), 0
        if edit is not None and not self._empty:
            words = self.fontMetrics().horizontalAdvance(edit.placeholderText()) + px(_BESIDE_TYPED)
        least = max(min(hint.width(), px(120)), px(self.least_width), words)
        return QSize(least, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_what_is_cut()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """Open the list; its lines follow the style sheet, which Qt's own delegate does not."""
        if type(self.itemDelegate()) is not QStyledItemDelegate:
            self.setItemDelegate(QStyledItemDelegate(self))
        _show_whole(self.view(), self.window().width() // 2)
        super().showPopup()

    def _let_type(self, name: str) -> None:
        """Match what is typed anywhere in the texts, whatever its case."""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(name)
            edit.setPlaceholderText(_("Type or choose"))
            edit.editingFinished.connect(self._on_typed)
            edit.textEdited.connect(self._dress_suggestions)

    def _place_of(self, text: str) -> int:
        return self.findText(text.strip(), Qt.MatchFlag.MatchFixedString)

    def _only_place_with(self, text: str) -> int:
        """Return the place of the only choice that holds `text`, as the suggestions would."""
        held = text.strip().casefold()
        places = [at for at in range(self.count()) if held in self.itemText(at).casefold()]
        return places[0] if held and len(places) == 1 else -1

    @Slot()
    def _dress_suggestions(self) -> None:
        """Give the suggestions the look in use, before they open: the window's is not theirs.

        Asked for, they are made: with the first letter, for most lists are never typed into.
        """
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and not popup.isVisible():
            if popup.property("part") is None:
                popup.setProperty("part", "suggestions")
                popup.setParent(self, popup.windowFlags())  # goes with the box
            sheet = style_sheet()
            if popup.styleSheet() != sheet:
                popup.setStyleSheet(sheet)
            popup.ensurePolished()
            _show_whole(popup, self.window().width() // 2)

    @Slot()
    def _on_typed(self) -> None:
        place = self._place_of(self.currentText())
        if place < 0:
            place = self._only_place_with(self.currentText())
        if place >= 0:
            self.setCurrentIndex(place)
        self.problem_told.emit(self.problem())
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)  # of a long text the beginning is seen

    def _tell_what_is_cut(self) -> None:
        """Let the tooltip hold a text that is longer than the box, as with large letters."""
        text, told = self.currentText(), self.property(_TOLD) or ""
        room = self.width() - self.fontMetrics().height() - px(_AROUND)
        tip = text if self.fontMetrics().horizontalAdvance(text) > room else ""
        if self.toolTip() == told and tip != told:  # a tooltip of the page stays
            self.setToolTip(tip)
            self.setProperty(_TOLD, tip)

    @Slot(int)
    def _on_index_changed(self, _place: int) -> None:
        self._tell_what_is_cut()
        self.chosen.emit()


def _show_whole(lines: QAbstractItemView, most: int) -> None:
    """Let a list that opens be wider than its box where its texts are; `most` in pixels."""
    bar = lines.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    wanted = lines.sizeHintForColumn(0) + bar + px(_AROUND)
    lines.setMinimumWidth(min(wanted, most))


def keep_narrow(box: ChoiceBox, width: float) -> None:
    """Let a list be narrower than its longest text: at least `width`, as at 100 % text.

    Its first entry, such as "All", always has room.
    """
    box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(max(1, len(box.itemText(0))))
    box.least_width = width
