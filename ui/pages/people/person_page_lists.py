"""The lists of a person's page: what belongs to them, their cases, who else is involved."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.overviews.person_view import PersonPage as View
from casedesk.people.model import PersonDetails
from ui.pages.parts.list_tab import ListTab, Tool
from ui.table_models.case_parts_table import person_part_columns, person_part_rows
from ui.table_models.people_table import (
    involved_columns,
    involved_rows,
    joined_rows,
    person_case_columns,
    person_case_rows,
    person_columns,
    person_rows,
    used_columns,
    used_rows,
)
from ui.text_format import number
from ui.theme.units import fix, space
from ui.widgets.buttons import link_button
from ui.widgets.list_card import ListCard
from ui.widgets.paged_table import HEADER, ROW
from ui.widgets.showing import set_shown

_FEWEST_PARTS, _PARTS_SHOWN = 2, 4  # rows in sight; an empty list needs the room of two


def parts_list(*, may_change: bool) -> ListTab:
    """Return the list of addresses, other names and relations; Enter goes where a row leads."""
    tools = [
        Tool("add_address", _("Add an address"), for_row=False, icon="plus"),
        Tool("open_part", _("Open it")),
        Tool("correct_person_part", _("Correct")),
        Tool("end_person_part", _("No longer so")),
        Tool("person_part_error", _("Recorded in error"), rare=True),
        Tool("add_name", _("Add another name"), for_row=False, rare=True),
        Tool("add_relation", _("Add a relation"), for_row=False, rare=True),
    ]
    name = _("Addresses, other names and relations")
    made = ListTab(
        name,
        person_part_columns(),
        _("No address, other name or relation is recorded."),
        tools,
        "open_part",
        may_change=True,  # Enter leads on for everybody; the buttons do not
    )
    set_shown(made.bar, may_change)
    made.set_title(name)
    return made


def show_parts(parts: ListTab, person: PersonDetails) -> None:
    """Show what belongs to a person, in a list as high as a few rows at most."""
    rows = person_part_rows(person, person.id)
    parts.show_rows(rows)
    shown = min(max(len(rows), _FEWEST_PARTS), _PARTS_SHOWN)
    fix(parts.list_pane, height=HEADER + shown * ROW + 2)


class PersonLists(QWidget):
    """Cases and people involved always; the other lists only where there is something."""

    opened = Signal(str, object)  # id of the page, record
    part_again = Signal(int)  # id of the joining
    not_different = Signal(int)  # id of the other person

    def __init__(self, *, may_join: bool, parent: QWidget | None = None) -> None:
        """Build empty lists; with `may_join` joined records can be parted again."""
        super().__init__(parent)
        self.setAccessibleName(_("Cases and people involved"))
        self._until: dict[int, bool] = {}
        self.cases = ListCard(
            _("Cases"), person_case_columns(), _("No case names this person."), two_lines=True
        )
        self.involved = ListCard(
            _("Who else is involved"),
            involved_columns(),
            _("Nobody else is in these cases."),
            two_lines=True,
        )
        self.used = ListCard(_("Tools and powers"), used_columns(), "", two_lines=True)
        self.different = ListCard(
            _("Noted as different people"), person_columns(), "", two_lines=True
        )
        self.joined = ListCard(
            _("Records joined to this one"), person_columns(), "", two_lines=True
        )
        self._add_parting(may_join)
        self._add_doubt(may_join)
        column = QVBoxLayout(self)
        space(column, gap=16)
        for part in (self.cases, self.involved, self.used, self.joined, self.different):
            column.addWidget(part)
        column.addStretch(1)
        self.cases.opened.connect(self._open_case)
        self.involved.opened.connect(self._open_person)
        self.different.opened.connect(self._open_person)
        self.used.opened.connect(self._open_used)

    def show_view(self, view: View, today: date) -> None:
        """Show the lists of a person."""
        self.cases.show_rows(person_case_rows(view.cases))
        self.cases.set_title(_("Cases: {count}").format(count=number(len(view.cases))))
        self.involved.show_rows(involved_rows(view.involved))
        self.used.show_rows(used_rows(view.interventions))
        self._until = {one.join_id: one.until >= today for one in view.person.joined}
        self.joined.show_rows(joined_rows(view.person.joined, today))
        self.different.show_rows(person_rows(view.different))
        for part in (self.used, self.joined, self.different):
            set_shown(part, part.model.rowCount() > 0)

    def _add_parting(self, may_join: bool) -> None:
        self.part_button = link_button(_("Undo this join"), "undo-2", at_edge=True)
        self.part_button.clicked.connect(self._on_part)
        self.joined.add_tool(self.part_button)
        set_shown(self.part_button, may_join)
        self.joined.chosen.connect(self._on_joined_chosen)

    def _add_doubt(self, may_join: bool) -> None:
        self.doubt_button = link_button(_("Not certain after all"), "undo-2", at_edge=True)
        self.doubt_button.clicked.connect(self._on_doubt)
        self.different.add_tool(self.doubt_button)
        set_shown(self.doubt_button, may_join)

    @Slot()
    def _on_doubt(self) -> None:
        other = self.different.current_id()
        other = self.different.model.id_at(0) if other is None else other
        if other is not None:
            self.not_different.emit(other)

    @Slot(object)
    def _on_joined_chosen(self, join_id: Any) -> None:
        first = self.joined.model.id_at(0)
        self.part_button.setEnabled(self._until.get(first if join_id is None else join_id, False))

    @Slot()
    def _on_part(self) -> None:
        join_id = self.joined.current_id()
        join_id = self.joined.model.id_at(0) if join_id is None else join_id
        if join_id is not None:
            self.part_again.emit(join_id)

    @Slot(object)
    def _open_case(self, case_id: Any) -> None:
        self.opened.emit("case", case_id)

    @Slot(object)
    def _open_person(self, person_id: Any) -> None:
        self.opened.emit("person", person_id)

    @Slot(object)
    def _open_used(self, intervention_id: Any) -> None:
        self.opened.emit("power", intervention_id)
