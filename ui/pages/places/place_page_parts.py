"""What stands on a place's page: its facts with simple counts and units; people and cases."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.overviews.place_view import PlacePage as View
from ui.pages.parts.struck_text import struck
from ui.table_models.people_table import (
    person_case_columns,
    person_columns,
    place_case_rows,
    report_columns,
    report_rows,
    resident_rows,
    unit_columns,
    unit_rows,
    used_columns,
    used_rows,
)
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.clear_away import empty_out
from ui.widgets.elided_line import ElidedLine
from ui.widgets.labels import label
from ui.widgets.list_card import ListCard
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown


class PlaceFacts(QWidget):
    """Address, area, note, counts, earlier values struck; below them the units."""

    opened = Signal(str, object)  # id of the page, record

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName(_("The place"))
        self.card = Card(_("The place"))
        self.address = ElidedLine(breaks=True)
        self.units = ListCard(_("Units"), unit_columns(), "", two_lines=True, rows=6)
        self.units.opened.connect(self._open)
        column = QVBoxLayout(self)
        space(column, gap=16)
        column.addWidget(self.card)
        column.addWidget(self.units)
        self._shown: View | None = None

    def show_place(self, view: View) -> None:
        """Show a place; what has not changed is left alone."""
        if view == self._shown:
            return
        self._shown = view
        card, place = self.card, view.place
        card.body.removeWidget(self.address)
        empty_out(card.body)
        self.address.show_text(place.address, f", {place.postcode}" if place.postcode else "")
        card.add(self.address)
        card.add(_grid(view))
        for one in place.corrections:
            card.add(struck(one))
        self.units.show_rows(unit_rows(view.units, view.building))
        set_shown(self.units, bool(view.units or view.building))

    @Slot(object)
    def _open(self, place_id: Any) -> None:
        self.opened.emit("place", place_id)


def _grid(view: View) -> QWidget:
    counts, place = view.counts, view.place
    reports = _("{count} in the last twelve months").format(count=number(counts.reports))
    cases = _("{count}, open: {open}").format(
        count=number(counts.cases), open=number(counts.cases_open)
    )
    facts = [
        (_("Area"), place.area or _("Not recorded")),
        (_("Note"), place.note or _("Not recorded")),
    ]
    if not view.is_withheld:  # a count of 0 would not be true
        facts += [
            (_("People living here"), number(counts.people)),
            (_("Cases"), cases),
            (_("Incidents"), reports),
            (_("Tools and powers open"), number(counts.powers_open)),
        ]
    holder = QWidget()
    grid = QGridLayout(holder)
    space(grid, (0, 0, 0, 0), 8)
    grid.setColumnStretch(1, 1)
    for row, (title, text) in enumerate(facts):
        shown = label(text, wrap=True)
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid.addWidget(label(title, "quiet", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1)
    return holder


class PlaceLists(QWidget):
    """People, cases, incidents, tools and powers of a place; Enter opens."""

    opened = Signal(str, object)  # id of the page, record

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build empty lists."""
        super().__init__(parent)
        self.setAccessibleName(_("People, cases and incidents"))
        self.people = ListCard(
            _("People who live or lived here"),
            person_columns(),
            _("Nobody is recorded here."),
            two_lines=True,
        )
        self.hidden = label(_("People with a protected address are never listed here."), "quiet",
                            wrap=True)  # fmt: skip
        self.people.add(self.hidden)
        self.withheld = label(
            _("What is recorded of this place is shown only to those who keep the records."),
            wrap=True,
        )
        self.cases = ListCard(
            _("Cases"), person_case_columns(), _("No case is about this place."), two_lines=True
        )
        self.reports = ListCard(
            _("Incidents reported"),
            report_columns(),
            _("No incident is reported from here."),
            two_lines=True,
        )
        self.used = ListCard(
            _("Tools and powers used here"),
            used_columns(),
            _("No tool or power is used here."),
            two_lines=True,
        )
        self._cases_of_reports: dict[int, int | None] = {}
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        space(column, gap=16)
        column.addWidget(self.withheld)
        for part in self._all():
            column.addWidget(part)
        column.addStretch(1)
        self.people.opened.connect(self._open_person)
        self.cases.opened.connect(self._open_case)
        self.reports.opened.connect(self._open_report)
        self.used.opened.connect(self._open_used)

    def show_view(self, view: View) -> None:
        """Show the lists of a place."""
        self.people.show_rows(resident_rows(view.residents))
        self.cases.show_rows(place_case_rows(view.cases))
        self.reports.show_rows(report_rows(view.reports))
        self.used.show_rows(used_rows(view.interventions))
        self._cases_of_reports = {one.id: one.case_id for one in view.reports}
        set_shown(self.withheld, view.is_withheld)
        for part in self._all():
            set_shown(part, not view.is_withheld)

    def first_table(self) -> PagedTable | None:
        """Return the first list that has something in it."""
        return next((one.table for one in self._all() if one.model.rowCount()), None)

    def _all(self) -> tuple[ListCard, ...]:
        return self.people, self.cases, self.reports, self.used

    @Slot(object)
    def _open_person(self, key: Any) -> None:
        self.opened.emit("person", key[0])

    @Slot(object)
    def _open_case(self, case_id: Any) -> None:
        self.opened.emit("case", case_id)

    @Slot(object)
    def _open_report(self, report_id: Any) -> None:
        case_id = self._cases_of_reports.get(report_id)
        if case_id is not None:
            self.opened.emit("case", case_id)

    @Slot(object)
    def _open_used(self, intervention_id: Any) -> None:
        self.opened.emit("power", intervention_id)
