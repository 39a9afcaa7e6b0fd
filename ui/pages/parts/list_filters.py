"""What narrows a long list: a search box, boxes to choose from, saved views, chips."""

from functools import partial
from typing import Any, Generic

from msgspec.structs import replace
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.table_models.list_filter import Filter, NamedDays, filter_of, filter_state
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.box_grid import BoxGrid
from ui.widgets.buttons import link_button
from ui.widgets.chips import ChipRow
from ui.widgets.choice_box import ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.search_box import SearchBox

Boxes = dict[str, tuple[str, ChoiceBox]]


class ListFilters(QWidget, Generic[Filter]):
    """Emits the filter that somebody chose, and shows the one in force (`held`).

    Boxes, views and chips have the names of the parts of the filter.
    """

    chosen = Signal(object)  # a filter: a step of the history
    typed = Signal(object)  # a filter: after a pause in the search box
    entered = Signal()  # Down or Return in the search box

    def __init__(self, workspace: Workspace, held: Filter, boxes: Boxes) -> None:
        """Build the parts; `boxes` are given with their labels."""
        super().__init__()
        self.workspace, self.held = workspace, held
        self._showing = False
        self.search = SearchBox()
        self.search.paused.connect(self._on_paused)
        self.search.entered.connect(self.entered)
        self.boxes = {name: box for name, (_text, box) in boxes.items()}
        self.views = {name: link_button("", at_edge=True) for name in self.saved()}
        self.chips = ChipRow(_("Filters"))
        self.chips.removed.connect(self._on_removed)
        self._column = QVBoxLayout(self)
        space(self._column, gap=12)
        self._column.addWidget(self._box_row(boxes))
        self._column.addWidget(self._view_row())
        self._column.addWidget(self.chips)
        self.show_filter(held)

    # -- what the list says --

    def saved(self) -> dict[str, Filter]:
        """Return the filters of the saved views."""
        raise NotImplementedError

    def named_days(self) -> NamedDays:
        """Return the days of the choices that move on with the calendar, as they are today."""
        return {}

    def view_texts(self) -> dict[str, str]:
        """Return what the saved views are called, with a place for their {count}."""
        raise NotImplementedError

    def counts(self) -> Any:
        """Ask how many each saved view holds; by their names."""
        raise NotImplementedError

    def parts(self) -> dict[str, str]:
        """Return in words what narrows the list, by the name of the part."""
        raise NotImplementedError

    def box_value(self, name: str) -> str:
        """Return what a box shows for the filter in force."""
        return getattr(self.held, name) or ""

    def narrowed(self, name: str, value: str | None) -> Filter:
        """Return the filter in force with what was chosen in a box."""
        state = dict(filter_state(self.held))
        state.pop(name, None)
        return filter_of(type(self.held), (*state.items(), *([(name, value)] if value else [])))

    def beside(self) -> list[QWidget]:
        """Return what stands after the boxes."""
        return []

    # -- what the page asks --

    def show_filter(self, held: Filter) -> None:
        """Let boxes and chips say what is chosen."""
        self.held, self._showing = held, True
        for name, box in self.boxes.items():
            box.set_value(self.box_value(name))
        self._showing = False
        self.search.show_words(held.words)
        self.show_chips()

    def show_chips(self) -> None:
        """Show a chip for all that narrows the list."""
        words = self.held.words.strip()[:40]
        typed = {"words": _("Words: {words}").format(words=words)} if words else {}
        had_focus = self.chips.isAncestorOf(QApplication.focusWidget() or self)
        self.chips.show_chips([*(typed | self.parts()).items()])
        if had_focus and not self.chips.buttons:  # the chip with the focus is gone
            self.search.setFocus()

    def refresh(self) -> None:
        """Count the saved views again."""
        counts, texts = self.counts(), self.view_texts()
        for name, made in self.views.items():
            made.setText(texts[name].format(count=number(getattr(counts, name, 0))))

    def add_line(self, line: QWidget) -> None:
        """Put a line below the views."""
        self._column.insertWidget(2, line)

    def set_choices(self, name: str, choices: list[Any]) -> None:
        """Offer other choices in a box; what is chosen stays."""
        self._showing = True
        self.boxes[name].set_choices(choices)
        self.boxes[name].set_value(self.box_value(name))
        self._showing = False

    # -- building --

    def _box_row(self, boxes: Boxes) -> Columns:
        parts: list[tuple[QWidget, int]] = []
        for name, (text, box) in boxes.items():
            keep_narrow(box, 80)
            box.chosen.connect(partial(self._on_chosen, name))
            parts.append((FormField(text, box), 2))
        for part in self.beside():
            holder = QWidget()  # in line with the boxes, not with their labels
            column = QVBoxLayout(holder)
            space(column, gap=0)
            column.addStretch(1)
            column.addWidget(part)
            parts.append((holder, 0))
        below = BoxGrid(parts)
        search = FormField(_("&Search in list"), self.search)
        in_a_row = [(search, 3), (below, 2 * len(boxes))]
        return Columns(in_a_row, gap=8, narrow_below=640, whole=True)

    def _view_row(self) -> QWidget:
        views = QWidget()
        self.view_flow = FlowLayout(views)
        space(self.view_flow, (0, 0, 0, 0), 16)
        for name, made in self.views.items():
            made.clicked.connect(partial(self._on_view, name))
            self.view_flow.addWidget(made)
        return views

    # -- choosing --

    def _on_view(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(self.saved()[name])

    def _on_chosen(self, name: str) -> None:
        if not self._showing:
            self.chosen.emit(self.narrowed(name, self.boxes[name].value()))

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        state = (one for one in filter_state(self.held) if one[0] != name)
        self.chosen.emit(filter_of(type(self.held), tuple(state)))

    @Slot(str)
    def _on_paused(self, words: str) -> None:
        """Search once the typing pauses; each letter is no step of the history."""
        if words != self.held.words:
            self.typed.emit(replace(self.held, words=words))
