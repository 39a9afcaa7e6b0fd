"""The page "Tools and powers": every use of a power, by kind and state, with its next deadline."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casedesk.i18n import _
from casedesk.interventions.model import (
    InterventionFilter,
    InterventionStatus,
    PowerOrder,
    PowerSort,
)
from casedesk.interventions.power_list import clocks_running, power_counts, power_views
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page, RailCount
from ui.table_models.paged_table_model import PagedTableModel
from ui.table_models.power_table import (
    FilterState,
    PowerSource,
    chips,
    filter_of,
    filter_state,
    kind_choices,
    power_choices,
    power_list_columns,
    status_choices,
)
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.chips import ChipRow
from ui.widgets.choice_box import ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable

PAUSE_MS = 150
USUAL = InterventionFilter(status=InterventionStatus.OPEN)


class PowersPage(Page):
    """Lists uses of powers; every filter is a chip that takes itself off, and in the history."""

    topics = frozenset({Topic.INTERVENTIONS, Topic.CASES, Topic.PEOPLE, Topic.PLACES})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the list of those that are open."""
        super().__init__(workspace, bus, navigator)
        self._source = PowerSource(workspace, USUAL, PowerSort(PowerOrder.NEXT_DUE, False))
        self.model = PagedTableModel(power_list_columns(), self._source, self, two_lines=True)
        self.table = PagedTable(_("Tools and powers"), self.model)
        self.table.opened.connect(self._open)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._on_paused)
        self._showing, self._just_shown = False, True
        work_out = button(_("&Work out deadlines"), "clock")
        work_out.clicked.connect(partial(self._go, "calculator"))
        self.heading.add_right(work_out)
        self._add_filters()
        self._add_list()
        self._show_filter()

    def title(self) -> str:
        return _("Tools and powers")

    def open_record(self, record: FilterState) -> None:
        """Show the uses of powers of a filter, as `filter_state` describes it."""
        chosen = filter_of(record)
        if chosen != self._source.chosen:
            self._source.chosen = chosen
            self._show_filter()
            self.refresh()

    def refresh(self) -> None:
        self.model.refresh()
        count = self.model.rowCount()
        text = _("1 record") if count == 1 else _("{count} records").format(count=number(count))
        self.heading.set_subtitle(text)
        self._show_empty()
        self._show_views()

    def first_focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        stays, self._just_shown = not self._just_shown, False
        if stays and focused is not None and self.isAncestorOf(focused):
            return focused  # a filter changed: the focus does not move by itself
        return self.table if self.model.rowCount() else self.search

    def panes(self) -> list[QWidget]:
        return [self.search, self.table if self.model.rowCount() else self.list_pane]

    def search_box(self) -> QWidget:
        return self.search

    def showEvent(self, event: QShowEvent) -> None:
        self._just_shown = True
        super().showEvent(event)

    # -- building --

    def _add_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        at_least(self.search, width=160)
        self.search.textChanged.connect(self._on_typed)
        self.boxes = {
            "kind": ChoiceBox(_("Kind"), kind_choices(), empty=_("All")),
            "power_id": ChoiceBox(_("Tool or power"), power_choices(), empty=_("All")),
            "status": ChoiceBox(_("State"), status_choices(), empty=_("Any")),
        }
        labels = (_("&Kind"), _("T&ool or power"), _("S&tate"))
        parts: list[tuple[QWidget, int]] = [(FormField(_("&Search in list"), self.search), 3)]
        for (name, box), text in zip(self.boxes.items(), labels, strict=True):
            keep_narrow(box, 96)
            box.chosen.connect(partial(self._on_chosen, name))
            parts.append((FormField(text, box), 2))
        self.body.addWidget(Columns(parts, gap=8, narrow_below=640))

    def _add_list(self) -> None:
        views = QWidget()
        row = FlowLayout(views)
        space(row, (0, 0, 0, 0), 16)
        self.views = {name: link_button("") for name in power_views(self.workspace.today())}
        for name, made in self.views.items():
            made.clicked.connect(partial(self._on_view, name))
            row.addWidget(made)
        breached = link_button(_("Breached"))
        breached.clicked.connect(self._on_breached)
        row.addWidget(breached)
        self.chips = ChipRow(_("Filters"))
        self.chips.removed.connect(self._on_removed)
        self.body.addWidget(views)
        self.body.addWidget(self.chips)
        self.empty = EmptyState(_("No tool or power matches."), _("C&lear filters"), "scale")
        self.empty.acted.connect(self._on_empty)
        self.list_pane = ListPane(self.table, self.empty)
        card = Card()
        card.setAccessibleName(_("Tools and powers"))
        card.add_full(self.list_pane)
        self.body.addWidget(card, 1)

    # -- showing --

    def _show_filter(self) -> None:
        """Let boxes and chips say what is chosen."""
        chosen = self._source.chosen
        self._showing = True
        for name, box in self.boxes.items():
            box.set_value(getattr(chosen, name) or "")
        if self.search.text().strip() != chosen.words:
            self.search.setText(chosen.words)
        self._showing = False
        self.chips.show_chips(chips(chosen))

    def _show_empty(self) -> None:
        text, act = _("No tool or power matches."), _("C&lear filters")
        if self._nothing_is_used():
            act = _("Show the c&ases")
            text = _(
                "No tool or power is in use. Warnings, notices, agreements and orders that are "
                "recorded on a case stand here with their deadlines."
            )
        self.empty.set_text(text)
        if self.empty.button is not None:
            self.empty.button.setText(act)

    def _nothing_is_used(self) -> bool:
        return self._source.chosen in {InterventionFilter(), USUAL} and not self.model.rowCount()

    def _show_views(self) -> None:
        counts = power_counts(self.workspace)
        texts = {
            "in_use": _("Open {count}"),
            "clocks_running": _("Clocks running {count}"),
            "open_orders": _("Open orders {count}"),
            "ended_this_year": _("Ended this year {count}"),
        }
        for name, made in self.views.items():
            made.setText(texts[name].format(count=number(getattr(counts, name))))

    # -- acts --

    def _choose(self, chosen: InterventionFilter) -> None:
        """Show others; Alt+Left goes back to those before."""
        if chosen != self._source.chosen:
            self.navigator.open_page("powers", filter_state(self._source.chosen))
            self.navigator.open_page("powers", filter_state(chosen))

    def _go(self, page_id: str, _checked: bool = False) -> None:
        self.navigator.open_page(page_id)

    @Slot(object)
    def _open(self, intervention_id: Any) -> None:
        self.navigator.open_page("power", intervention_id)

    def _on_view(self, name: str, _checked: bool = False) -> None:
        self._choose(power_views(self.workspace.today())[name])

    @Slot()
    def _on_breached(self) -> None:
        self._choose(InterventionFilter(breached=True))

    def _on_chosen(self, name: str) -> None:
        if self._showing:
            return
        value = self.boxes[name].value() or None
        state = dict(filter_state(self._source.chosen)) | {name: value}
        self._choose(filter_of(tuple((k, v) for k, v in state.items() if v is not None)))

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        usual: dict[str, Any] = {name: getattr(InterventionFilter(), name)}
        had_focus = self.chips.isAncestorOf(QApplication.focusWidget() or self)
        self._choose(replace(self._source.chosen, **usual))
        if had_focus:  # the chip with the focus is gone
            (self.chips.buttons[0] if self.chips.buttons else self.search).setFocus()

    @Slot()
    def _on_empty(self) -> None:
        """Take the one step that leads on from an empty list."""
        if self._nothing_is_used():
            self.navigator.open_page("cases")
            return
        self._choose(InterventionFilter())
        self.first_focus().setFocus()

    @Slot()
    def _on_typed(self) -> None:
        if not self._showing:
            self._timer.start()

    @Slot()
    def _on_paused(self) -> None:
        """Search once the typing pauses; each letter is no step of the history."""
        words = self.search.text().strip()
        if words != self._source.chosen.words:
            self._source.chosen = replace(self._source.chosen, words=words)
            self.chips.show_chips(chips(self._source.chosen))
            self.refresh()


def clocks_count(workspace: Workspace) -> RailCount | None:
    """Return what the rail shows beside Tools and powers: those with a clock that runs."""
    running = clocks_running(workspace)
    text = _("{count} with clocks running").format(count=running)
    return RailCount(running, text) if running else None
