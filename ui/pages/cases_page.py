"""The page "Referrals and cases": a list of any length, searched, filtered and sorted."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget

from casedesk.cases.case_list import saved_views, view_counts
from casedesk.cases.model import CaseFilter, CaseSort, CaseStatus
from casedesk.i18n import _, ngettext
from casedesk.people.service import count_open_matches
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.table_models.case_table import (
    CaseSource,
    FilterState,
    agency_choices,
    band_titles,
    case_columns,
    chips,
    filter_of,
    filter_state,
    flag_texts,
    forum_choices,
)
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.buttons import button, link_button, menu_button
from ui.widgets.card import Card
from ui.widgets.chips import ChipRow
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown

PAUSE_MS = 150
USUAL = CaseFilter(status=CaseStatus.OPEN)


class CasesPage(Page):
    """Lists cases; every filter is a chip that takes itself off, and part of the history."""

    topics = frozenset({Topic.CASES, Topic.REFERRALS, Topic.RISK, Topic.PEOPLE, Topic.MEETINGS})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the list of the open cases."""
        super().__init__(workspace, bus, navigator)
        self._bands = band_titles()
        self._source = CaseSource(workspace, USUAL, CaseSort(), self._bands)
        self.model = PagedTableModel(case_columns(), self._source, self)
        self.table = PagedTable(_("Cases"), self.model)
        self.table.opened.connect(self._open)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._on_paused)
        self._showing, self._just_shown = False, True
        self._add_buttons()
        self._add_filters()
        self._add_list()
        self._show_filter()

    def title(self) -> str:
        return _("Referrals and cases")

    def open_record(self, record: FilterState) -> None:
        """Show the cases of a filter, as `filter_state` describes it."""
        chosen = filter_of(record)
        if chosen != self._source.chosen:
            self._source.chosen = chosen
            self._show_filter()
            self.refresh()

    def refresh(self) -> None:
        self.model.refresh()
        count = self.model.rowCount()
        text = ngettext("{count} case", "{count} cases", count).format(count=number(count))
        self.heading.set_subtitle(text)
        self._show_empty()
        self._show_views()
        matches = count_open_matches(self.workspace)
        self.matches.setText(_("Possible matches: {count}").format(count=number(matches)))
        set_shown(self.matches, matches > 0 and self.may(Permission.JOIN_PEOPLE))

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Return lead from the search to what was found."""
        to_list = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in to_list:
                self._timer.stop()
                self._on_paused()  # what was typed last counts
                if self.model.rowCount():
                    self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    # -- building --

    def _add_buttons(self) -> None:
        self.matches = button(_("Possible matches"), "merge")
        self.matches.clicked.connect(partial(self._go, "matches"))
        self.heading.add_right(self.matches)
        if self.may(Permission.IMPORT):
            bring = button(_("&Import"), "upload")
            bring.clicked.connect(partial(self._go, "import"))
            self.heading.add_right(bring)
        if self.may(Permission.CHANGE_RECORDS):
            new = button(_("&New referral"), "plus", primary=True)
            new.setToolTip(_("New referral (Ctrl+N)"))
            new.clicked.connect(partial(self._go, "intake"))
            self.heading.add_right(new)

    def _add_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        at_least(self.search, width=160)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        every, anything = _("All"), _("Any")
        status = [Choice("open", _("Open")), Choice("closed", _("Closed"))]
        risk = [Choice(band, title) for band, title in self._bands.items()]
        self.boxes = {
            "forum_id": ChoiceBox(_("Forum"), forum_choices(), empty=every),
            "status": ChoiceBox(_("Status"), status, empty=every),
            "risk_band": ChoiceBox(_("Risk"), risk, empty=anything),
            "agency_id": ChoiceBox(_("Agency"), agency_choices(), empty=anything),
        }
        labels = (_("F&orum"), _("S&tatus"), _("&Risk"), _("Agenc&y"))
        parts: list[tuple[QWidget, int]] = [(FormField(_("&Search in list"), self.search), 3)]
        for (name, box), text in zip(self.boxes.items(), labels, strict=True):
            keep_narrow(box, 96)
            box.chosen.connect(partial(self._on_chosen, name))
            parts.append((FormField(text, box), 2))
        menu = QMenu()
        for name, text in flag_texts().items():
            menu.addAction(text).triggered.connect(partial(self._on_flag, name))
        more = menu_button(_("A&dd filter"), menu, "list-filter")
        holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, gap=0)
        column.addStretch(1)
        column.addWidget(more)
        self.body.addWidget(Columns([*parts, (holder, 0)], gap=8, narrow_below=640))

    def _add_list(self) -> None:
        views = QWidget()
        row = FlowLayout(views)
        space(row, (0, 0, 0, 0), 16)
        self.views = {name: link_button("") for name in saved_views(self.workspace.today())}
        for name, made in self.views.items():
            made.clicked.connect(partial(self._on_view, name))
            row.addWidget(made)
        self.chips = ChipRow(_("Filters"))
        self.chips.removed.connect(self._on_removed)
        self.body.addWidget(views)
        self.body.addWidget(self.chips)
        self.empty = EmptyState(_("No case matches."), _("C&lear filters"), "search")
        self.empty.acted.connect(self._clear)
        self.list_pane = ListPane(self.table, self.empty)
        card = Card()
        card.setAccessibleName(_("Cases"))
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
        self.chips.show_chips(chips(chosen, self._bands))

    def _show_empty(self) -> None:
        nothing = self._source.chosen in {CaseFilter(), USUAL} and not self.model.rowCount()
        text = _("No case matches.")
        if nothing:
            text = _("There is no open case. A new referral opens one.")
        self.empty.set_text(text)
        if self.empty.button is not None:
            set_shown(self.empty.button, self._source.chosen != CaseFilter())

    def _show_views(self) -> None:
        counts = view_counts(self.workspace)
        texts = {
            "open": _("Open {count}"),
            "repeat_this_year": _("Repeat this year {count}"),
            "not_heard": _("Not yet heard {count}"),
            "waiting": _("On no agenda yet {count}"),
            "unfinished": _("Needs finishing {count}"),
        }
        for name, made in self.views.items():
            made.setText(texts[name].format(count=number(getattr(counts, name))))

    # -- acts --

    def _choose(self, chosen: CaseFilter) -> None:
        """Show other cases; Alt+Left goes back to those before."""
        if chosen != self._source.chosen:
            self.navigator.open_page("cases", filter_state(self._source.chosen))
            self.navigator.open_page("cases", filter_state(chosen))

    def _go(self, page_id: str, _checked: bool = False) -> None:
        self.navigator.open_page(page_id)

    @Slot(object)
    def _open(self, case_id: Any) -> None:
        self.navigator.open_page("case", case_id)

    def _on_view(self, name: str, _checked: bool = False) -> None:
        self._choose(saved_views(self.workspace.today())[name])

    def _on_chosen(self, name: str) -> None:
        if self._showing:
            return
        value = self.boxes[name].value() or None
        state = dict(filter_state(self._source.chosen)) | {name: value}
        self._choose(filter_of(tuple((k, v) for k, v in state.items() if v is not None)))

    def _on_flag(self, name: str, _checked: bool = False) -> None:
        flag: dict[str, Any] = {name: True}
        self._choose(replace(self._source.chosen, **flag))

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        usual: dict[str, Any] = {name: getattr(CaseFilter(), name)}
        had_focus = self.chips.isAncestorOf(QApplication.focusWidget() or self)
        self._choose(replace(self._source.chosen, **usual))
        if had_focus:  # the chip with the focus is gone
            (self.chips.buttons[0] if self.chips.buttons else self.search).setFocus()

    @Slot()
    def _clear(self) -> None:
        self._choose(CaseFilter())
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
            self.chips.show_chips(chips(self._source.chosen, self._bands))
            self.refresh()
