"""Who must not receive a case: the list on the page of documents, and its two forms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from casedesk.cases.model import BarredPart, MustNotReceive, barred_part_text
from casedesk.cases.must_not_receive import (
    bar,
    lift_bar,
    must_not_receive,
    take_back_bar,
    take_back_lifting,
)
from casedesk.documents.model import Recipient, RecipientKind
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.error_display import attempt
from ui.page import Navigator
from ui.pages.parts.form_parts import words
from ui.pages.parts.plain_form import Ask, Done, FormHost, Sheet, Values
from ui.theme.units import space
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown

ADD, LIFT = "bar", "lift_bar"


class BarredCard(Card):
    """Shows who must not receive the case; adds somebody and lifts a bar, with the reason."""

    changed = Signal()

    def __init__(self, workspace: Workspace, navigator: Navigator) -> None:
        """Build without a case."""
        super().__init__(_("Must not receive"))
        self._workspace, self._navigator = workspace, navigator
        self._case_id: int | None = None
        self._recipients: tuple[Recipient, ...] = ()
        self._rows = QVBoxLayout()
        space(self._rows, gap=4)
        self.add_button = link_button(_("&Add somebody"), "plus", at_edge=True)
        self.add_button.clicked.connect(partial(self._open, ADD, None))
        set_shown(self.add_button, workspace.may(Permission.CHANGE_RECORDS))
        self.add_tool(self.add_button)
        self.host = FormHost(self._sheet, navigator)
        self.host.opened.connect(partial(set_shown, self.host, True))
        self.host.closed.connect(self._on_closed)
        set_shown(self.host, False)
        self.add(self._rows)
        self.add(self.host, 1)

    def show_case(self, case_id: int, recipients: tuple[Recipient, ...]) -> None:
        """Show who must not receive a case."""
        self._case_id, self._recipients = case_id, recipients
        while (item := self._rows.takeAt(0)) is not None:
            _forget(item.widget() or item.layout())
        barred = must_not_receive(self._workspace, case_id)
        for one in barred:
            self._rows.addWidget(self._row(one))
        if not barred:
            text = _("Nobody is named. A document for somebody named here is not written.")
            self._rows.addWidget(label(text, "quiet", wrap=True))

    def forget(self) -> None:
        """Take the open form away: another record is going to be shown; its draft stays."""
        self.host.forget()
        set_shown(self.host, False)

    def _row(self, one: MustNotReceive) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        space(row, gap=8)
        text = _("{name}: {part}. {reason}").format(
            name=one.name, part=barred_part_text(one.part), reason=one.reason
        )
        row.addWidget(label(text, wrap=True), 1)
        if self._workspace.may(Permission.CHANGE_RECORDS):
            lift = link_button(_("Lift"), "undo-2", at_edge=True)
            lift.setAccessibleName(_("Lift: {name}").format(name=one.name))
            lift.clicked.connect(partial(self._open, LIFT, one.id))
            row.addWidget(lift, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _open(self, kind: str, record: Any, _checked: bool = False) -> None:
        self.host.open_form(kind, record)

    def _sheet(self, kind: str, record: Any) -> Sheet:
        reason = Ask("reason", _("Reaso&n"), words(2))
        if kind == LIFT:
            act = partial(self._lift, record)
            return Sheet(_("May receive it again"), [reason], _("Lif&t"), act, _waits())
        who = [
            Choice(one.key, one.name)
            for one in self._recipients
            if one.kind is not RecipientKind.FILE
        ]
        parts = [Choice(part.value, barred_part_text(part)) for part in BarredPart]
        asks = [
            Ask("who", _("&Who"), ChoiceBox(_("Who"), who, search=True)),
            Ask("part", _("M&ust not receive"), ChoiceBox(_("Must not receive"), parts),
                held=BarredPart.EVERYTHING.value),
            Ask("reason", _("Reaso&n"), words(2)),
        ]  # fmt: skip
        return Sheet(_("Must not receive"), asks, _("Save &this"), self._bar, _waits())

    def _bar(self, values: Values) -> Done:
        chosen = next((one for one in self._recipients if one.key == values["who"]), None)
        part = BarredPart(values["part"] or BarredPart.EVERYTHING)
        made = bar(
            self._workspace,
            self._case_id or 0,
            part,
            values["reason"] or "",
            agency_id=None if chosen is None else chosen.agency_id,
            person_id=None if chosen is None else chosen.person_id,
        )
        why = _("Entering it was taken back at once.")
        return Done(
            _("Nothing of it goes to them."), partial(take_back_bar, self._workspace, made, why)
        )

    def _lift(self, bar_id: int, values: Values) -> Done:
        workspace, case_id = self._workspace, self._case_id or 0
        held = next(one for one in must_not_receive(workspace, case_id) if one.id == bar_id)
        lift_bar(workspace, bar_id, values["reason"] or "", held.version)
        undo = partial(take_back_lifting, workspace, bar_id, _("The change was taken back."))
        return Done(_("They may receive it again."), undo)

    def _take_back(self, undo: Callable[[], object]) -> None:
        attempt(self._navigator, undo)
        self.changed.emit()

    @Slot(object)
    def _on_closed(self, done: Done | None) -> None:
        self.add_button.setFocus()
        set_shown(self.host, False)
        if done is not None:
            undo = None if done.undo is None else partial(self._take_back, done.undo)
            self._navigator.show_notice(done.text, tone=Tone.GOOD, undo=undo)
            self.changed.emit()


def _waits() -> str:
    return _("No document is saved or printed until this is saved or cancelled.")


def _forget(part: QWidget | QLayout | None) -> None:
    if isinstance(part, QWidget):
        part.hide()
        part.deleteLater()
