"""The calculator: when a power's deadlines fall, for moments that are typed; nothing is saved."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.deadlines.model import Deadline
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, PowerEvent, deadlines_of, powers
from casedesk.interventions.model import NotStarted
from casedesk.interventions.whole_course import rules_not_started
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.pages.interventions.power_cards import DeadlinesCard, WorkingCard
from ui.table_models.course_table import not_started_rows, plain_deadline_rows, starts_text
from ui.table_models.power_table import power_choices
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.moment_field import MomentField
from ui.widgets.showing import set_shown

USUAL = "closure_notice"
Box = DateField | MomentField


class PowerCalculatorPage(Page):
    """Works deadlines out while the moments are typed."""

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Begin with the power that is asked for most."""
        super().__init__(workspace, bus, navigator)
        self._found: tuple[Deadline, ...] = ()
        self._waiting: list[NotStarted] = []
        self.boxes: dict[str, Box] = {}
        self.fields: dict[str, FormField] = {}
        self.heading.set_subtitle(_("Nothing typed here is saved"))
        self.powers = ChoiceBox(_("Tool or power"), power_choices(with_deadlines=True))
        self.powers.set_value(USUAL)
        self.powers.chosen.connect(self._on_power)
        self.deadlines = DeadlinesCard(
            _("Enter when something happened. Its deadlines stand here.")
        )
        self.deadlines.chosen.connect(self._on_chosen)
        self.working = WorkingCard()
        holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, gap=16)
        column.addWidget(self.deadlines)
        column.addWidget(self.working)
        column.addStretch(1)
        self.body.addWidget(Columns([(self._events_card(), 3), (holder, 5)], narrow_below=820), 1)
        self._on_power()

    def title(self) -> str:
        return _("Work out deadlines")

    def refresh(self) -> None:
        self._work_out()

    def first_focus(self) -> QWidget:
        return self.powers

    def panes(self) -> list[QWidget]:
        return [self.powers, self.deadlines.table]

    def _events_card(self) -> Card:
        card = Card(_("What happened"))
        card.add(FormField(_("&Tool or power"), self.powers))
        self.hint = label("", "quiet", wrap=True)
        card.add(self.hint)
        self._events = QVBoxLayout()
        space(self._events, gap=12)
        card.add(self._events)
        clear = button(_("C&lear"), "x")
        clear.setAccessibleName(_("Clear what was typed"))
        clear.clicked.connect(self._on_clear)
        row = QHBoxLayout()
        row.addWidget(clear)
        row.addStretch(1)
        card.add(row)
        card.body.addStretch(1)
        return card

    @Slot()
    def _on_power(self) -> None:
        """Ask for the events of another power."""
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        power = powers().get(self.powers.value() or "")
        self.boxes = {} if power is None else {e.id: self._box(e) for e in _starting(power)}
        self.fields = {}
        for event in () if power is None else _starting(power):
            field = FormField(
                capital(catalogue_text(event.title)),
                self.boxes[event.id],
                hint=_("With the time: hours are counted from here") if event.moment else "",
            )
            field.label.setWordWrap(True)  # a catalogue's words may be long
            self.fields[event.id] = field
            self._events.addWidget(field)
        text = ""
        if power is not None and power.act:
            act = catalogue_text(power.act)
            several = " " in power.section
            text = _("{act}, sections {section}") if several else _("{act}, section {section}")
            text = text.format(act=act, section=catalogue_text(power.section))
        self.hint.setText(text)
        set_shown(self.hint, bool(text))
        self._work_out()

    def _box(self, event: PowerEvent) -> Box:
        name, today = capital(catalogue_text(event.title)), self.workspace.today
        made: Box = MomentField(name, today=today) if event.moment else DateField(name, today=today)
        made.changed.connect(self._work_out)
        return made

    @Slot()
    def _work_out(self) -> None:
        """Work everything out again; what is half typed is left out until it is whole."""
        events = {name: typed for name, box in self.boxes.items() if (typed := _typed(box))}
        problems: dict[str, str] = {}
        found: list[Deadline] = []
        power_id = self.powers.value()
        if power_id is not None:
            try:
                found = deadlines_of(power_id, events)
            except InputError as error:
                problems = dict(error.problems)
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))
        self._found = tuple(found)
        power = powers().get(power_id or "")
        self._waiting = [] if power is None else rules_not_started(power, events)
        now, today = self.workspace.clock(), self.workspace.today()
        rows = plain_deadline_rows(self._found, now, today)
        self.deadlines.show_rows(rows + not_started_rows(self._waiting))
        if rows and self.deadlines.table.current_id() not in [one.id for one in rows]:
            self.deadlines.table.select_id(rows[0].id)  # what was worked out is what is looked for

    @Slot(object)
    def _on_chosen(self, key: Any) -> None:
        deadline = next((one for one in self._found if key == (0, one.id)), None)
        power = powers().get(self.powers.value() or "")
        waiting = next((one for one in self._waiting if key == (0, one.rule_id)), None)
        if deadline is not None:
            self.working.show_deadline(deadline, power)
        elif waiting is not None:
            self.working.show_not_started(waiting.title, waiting.rule, starts_text(waiting))
        else:
            self.working.clear()

    @Slot()
    def _on_clear(self) -> None:
        for box in self.boxes.values():
            box.set_value(None)


def _starting(power: Power) -> list[PowerEvent]:
    """Return the events that start a clock."""
    names = {name for rule in power.deadlines for name in rule.anchor}
    return [event for event in power.events if event.id in names]


def _typed(box: Box) -> datetime | date | None:
    """Return the moment or day of a box; of a day whose time is missing, nothing."""
    return None if box.problem() else box.value()
