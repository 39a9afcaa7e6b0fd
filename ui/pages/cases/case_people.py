"""The tab "People" of a case: everybody in it, and below what belongs to the one chosen."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.people.model import PersonDetails, PersonPart
from ui.pages.parts.list_tab import ListTab, Tool
from ui.pages.parts.struck_text import struck
from ui.pages.people.person_summary import PersonSummary
from ui.table_models.case_parts_table import person_part_columns, person_part_rows
from ui.theme.units import at_most, space
from ui.widgets.card import Card
from ui.widgets.paged_table import HEADER, ROW
from ui.widgets.showing import set_shown

_PEOPLE_SHOWN, _PARTS_SHOWN = 4, 3  # rows in sight; further ones scroll
_NEW = frozenset(("add_name", "add_address", "add_relation"))


class PeopleTab(QScrollArea):
    """The list; below it how the person chosen is reached safely, and what belongs to them.

    What was corrected stands there, struck.
    """

    wanted = Signal(str, object)  # kind of form, id of its record

    def __init__(self, people: ListTab, *, may_change: bool) -> None:
        """Put the person chosen below the list `people`."""
        super().__init__()
        self.list = people
        self._link: int | None = None
        self.summary = PersonSummary()
        self.parts = _parts_list(may_change)
        self.card = Card(_("Person"))
        self.card.add(self.summary)
        self._struck: list[QWidget] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        space(column, gap=8)
        at_most(people.list_pane, height=HEADER + _PEOPLE_SHOWN * ROW + 2)
        at_most(self.parts.list_pane, height=HEADER + _PARTS_SHOWN * ROW + 2)
        for part in (people, self.card, self.parts):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        people.wanted.connect(self.wanted)
        self.parts.wanted.connect(self._on_part_wanted)
        self.parts.chosen.connect(self._on_part_chosen)
        self._show_card(False)

    def show_person(self, person: PersonDetails | None, link_id: int | None = None) -> None:
        """Show a person with safe contact and corrections, and what belongs to them.

        Args:
            person: None shows nobody.
            link_id: the id of the person's place in the case.
        """
        self._link = link_id
        self._show_card(person is not None)
        for old in self._struck:
            self.card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._struck = []
        if person is None or link_id is None:
            return
        self.parts.show_rows(person_part_rows(person, link_id))
        self.summary.show_person(person)
        self._struck = [struck(one) for one in person.corrections]
        for part in self._struck:
            self.card.add(part)

    def _show_card(self, shown: bool) -> None:
        set_shown(self.card, shown)
        set_shown(self.parts, shown)

    @Slot(str, object)
    def _on_part_wanted(self, kind: str, record: Any) -> None:
        self.wanted.emit(kind, self._link if kind in _NEW else record)

    @Slot(object)
    def _on_part_chosen(self, key: Any) -> None:
        can = {"correct_person_part", "person_part_error"}
        has_end = str(key or "").partition("/")[0] != PersonPart.NAME
        self.parts.allow(can | {"end_person_part"} if has_end else can)


def _parts_list(may_change: bool) -> ListTab:
    tools = [
        Tool("add_address", _("Add an address"), for_row=False, icon="plus"),
        Tool("correct_person_part", _("Correct")),
        Tool("end_person_part", _("No longer so")),
        Tool("person_part_error", _("Recorded in error")),
        Tool("add_name", _("Add another name"), for_row=False, rare=True),
        Tool("add_relation", _("Add a relation"), for_row=False, rare=True),
    ]
    return ListTab(
        _("Addresses, other names and relations"),
        person_part_columns(),
        _("No address, other name or relation is recorded."),
        tools,
        "correct_person_part",
        may_change=may_change,
    )
