"""One action beside the list: what holds, all that became of it, and its forms in its place."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QWidget

from casedesk.actions.model import ActionStatus
from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.i18n import _
from casedesk.overviews.action_view import action_view
from casedesk.overviews.model import ActionView, TimelineEntry
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.actions.actions_forms import ActionSheets
from ui.pages.parts.plain_form import FormHost
from ui.table_models.action_table import state_text
from ui.text_format import capital, clock_time, short_date, short_weekday, weekday_date
from ui.theme.icons import dress
from ui.theme.units import fix, space
from ui.widgets import timeline
from ui.widgets.buttons import button, link_button, menu_button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.painted_list import PaintedList
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import StateLabel

_HISTORY_SHARE = 100  # of the height that the facts leave
_TASK_SHOWN = 240  # letters
_CLOSED_ONLY = {"reopen"}
_OPEN_ONLY = {"done", "move", "owner", "not_possible", "not_done"}


class ActionCard(Card):
    """Shows an action and its history; its buttons ask for forms."""

    wanted = Signal(str)  # kind of form
    case_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, *, may_change: bool) -> None:
        """Build the card without an action."""
        super().__init__(_("Action"))
        self.close_button = QPushButton()
        self.close_button.setProperty("kind", "flat")
        self.close_button.setAccessibleName(_("Close the action"))
        self.close_button.setToolTip(_("Close (Esc)"))
        dress(self.close_button, "x", "quiet")
        fix(self.close_button, width=32)
        self.close_button.clicked.connect(self.close_wanted)
        self.add_tool(self.close_button)
        self.state = StateLabel()
        self.task = label("", wrap=True)
        self.facts = label("", "quiet", wrap=True)
        self.case_button = link_button("", "file-text", at_edge=True)
        self.case_button.clicked.connect(self.case_wanted)
        for part in (self.state, self.task, self.facts):
            self.add(part)
        row = QHBoxLayout()
        space(row)
        row.addWidget(self.case_button)
        row.addStretch(1)
        self.add(row)
        self.add_full(Hairline(), 0)
        self.history = PaintedList(_("History of the action"))
        self.add_full(self.history, _HISTORY_SHARE)
        self.buttons: dict[str, QPushButton] = {}
        self.acts: dict[str, QAction] = {}
        bar = self._bar()
        self.add_full(Hairline(strong=True), 0)
        self.add_full(bar, 0)
        set_shown(bar, may_change)

    def show_action(self, view: ActionView, workspace: Workspace) -> None:
        """Show an action with its history."""
        one = view.action
        self.set_title(one.reference)
        self.state.show_state(*state_text(one, workspace.today()))
        long = len(one.task) > _TASK_SHOWN  # its whole text stands in the history
        self.task.setText(f"{one.task[:_TASK_SHOWN]}…" if long else one.task)
        due = _("no due date") if one.due_on is None else weekday_date(one.due_on)
        lines = [
            _("Owner: {owner}").format(owner=one.owner or _("nobody named")),
            _("Agency: {agency}").format(agency=view.agency),
            _("Due: {day}").format(day=due),
        ]
        if view.meeting or view.forum:
            lines.append(_("Set at: {meeting}").format(meeting=view.meeting or view.forum))
        if one.urgent:
            lines.append(_("Urgent"))
        self.facts.setText("\n".join(lines))
        case = one.case_reference or ""
        self.case_button.setText(_("Open case {reference}").format(reference=case))
        set_shown(self.case_button, one.case_id is not None)
        year = workspace.today().year
        self.history.show_rows([_painted(entry, year) for entry in view.entries])
        is_open = one.status is ActionStatus.OPEN
        for kind, made in (self.buttons | self.acts).items():
            fits = kind not in (_CLOSED_ONLY if is_open else _OPEN_ONLY)
            if isinstance(made, QAction):
                made.setVisible(fits)
            else:
                set_shown(made, fits)

    def _bar(self) -> QWidget:
        bar, menu = QWidget(), QMenu()
        flow = FlowLayout(bar)
        space(flow, (12, 8, 12, 8), 8)
        shown = (("done", _("Done…")), ("reopen", _("Open again…")), ("correct", _("Correct…")))
        for kind, text in shown:
            self.buttons[kind] = made = button(text)
            made.setAccessibleName(_("This action: {what}").format(what=text))
            made.clicked.connect(partial(self._want, kind))
            flow.addWidget(made)
        rest = (
            ("move", _("Move date…")),
            ("owner", _("Change owner…")),
            ("not_possible", _("No longer possible…")),
            ("not_done", _("Not done…")),
            ("error", _("Recorded in error…")),
        )
        for kind, text in rest:
            self.acts[kind] = menu.addAction(text)
            self.acts[kind].triggered.connect(partial(self._want, kind))
        more = menu_button(_("More"), menu)
        more.setAccessibleName(_("More for this action"))
        flow.addWidget(more)
        return bar

    def _want(self, kind: str, _checked: bool = False) -> None:
        self.wanted.emit(kind)


class ActionPanel(QStackedWidget):
    """The action that is open, or the form of a change; hidden while there is neither."""

    case_wanted = Signal(object)  # id of the case
    form_opened = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace, navigator: Navigator, *, may_change: bool) -> None:
        """Start hidden."""
        super().__init__()
        self._workspace, self._navigator = workspace, navigator
        self._id: int | None = None
        self._view: ActionView | None = None
        self.card = ActionCard(may_change=may_change)
        self.host = FormHost(ActionSheets(workspace).sheet, navigator)
        self.addWidget(self.card)
        self.addWidget(self.host)
        self.card.wanted.connect(self._on_wanted)
        self.card.case_wanted.connect(self._on_case)
        self.card.close_wanted.connect(self.close_action)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)
        set_shown(self, False)

    @property
    def action_id(self) -> int | None:
        """Return the action that is open."""
        return self._id

    def open_action(self, action_id: int) -> None:
        """Show an action; opening it leaves an audit entry."""
        self._id = action_id
        self._load(opening=True)

    def refresh(self) -> None:
        """Ask again for the action that is open."""
        if self._id is not None:
            self._load(opening=False)

    @Slot()
    def close_action(self) -> None:
        """Take the action away; a form that is open stays."""
        self._id = self._view = None
        self._look()
        self.closed.emit()

    def open_form(self, kind: str, ids: list[int]) -> None:
        """Show the form of a change for these actions."""
        self.host.open_form(kind, ids)

    def focus_part(self) -> QWidget:
        """Return what takes the focus here."""
        if self.host.form is not None:
            return self.host.form.first_control()
        return self.card.history

    def _load(self, *, opening: bool) -> None:
        try:
            self._view = action_view(self._workspace, self._id or 0, opening=opening)
        except NotFoundError as error:
            self._id = self._view = None
            if opening:
                show_error(self._navigator, error)
        except CaseDeskError as error:
            show_error(self._navigator, error)
        if self._view is not None:
            self.card.show_action(self._view, self._workspace)
        self._look()

    def _look(self) -> None:
        form = self.host.form is not None
        self.setCurrentWidget(self.host if form else self.card)
        set_shown(self, form or self._view is not None)

    @Slot(str)
    def _on_wanted(self, kind: str) -> None:
        if self._id is not None:
            self.open_form(kind, [self._id])

    @Slot()
    def _on_case(self) -> None:
        if self._view is not None:
            self.case_wanted.emit(self._view.action.case_id)

    @Slot()
    def _on_form_opened(self) -> None:
        self._look()
        self.form_opened.emit()

    @Slot(object)
    def _on_form_closed(self, _done: Any) -> None:
        self._look()


def _painted(entry: TimelineEntry, year: int) -> timeline.TimelineEntry:
    kind, dot, rest = entry.title.partition(" · ")
    about = f"{dot}{rest}" + (f" · {entry.by}" if entry.by else "")
    text = entry.text
    if entry.is_correction:
        kind = capital(entry.what)
        about = _(" corrected · {who}").format(who=entry.by)
        text = _("{now} Reason: {reason}").format(now=entry.text, reason=entry.mark).strip()
    return timeline.TimelineEntry(
        id=(entry.title, entry.on, entry.at, entry.struck),
        day=short_weekday(entry.on) if entry.on.year == year else short_date(entry.on),
        time="" if entry.at is None else clock_time(entry.at),
        icon="strikethrough" if entry.is_correction else "square-check-big",
        kind=kind,
        about=about,
        text=text,
        struck=entry.struck,
    )
