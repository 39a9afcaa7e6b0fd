"""One case at a meeting: what is dangerous to miss, what was agreed before, minutes and outcome."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.meetings.model import DiscussionStatus, DiscussionText
from casedesk.overviews.model import DiscussionPage
from ui.pages.meetings.meeting_brief import CaseBrief
from ui.text_format import capital
from ui.theme.units import at_least, space
from ui.widgets.buttons import link_button, menu_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

_OUTCOME_FROM = 400  # width from which outcome and state stand beside each other, unscaled
PAUSE_MS = 4000  # minutes are recorded when typing pauses; a draft is kept after two seconds


class DiscussionPane(Card):
    """Shows a discussion; `changed` while something is typed, `paused` once typing pauses."""

    changed = Signal()
    paused = Signal()
    case_wanted = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Build the parts; `show_discussion` fills them."""
        super().__init__(_("Case"), parent)
        self._may_change = may_change
        self.page: DiscussionPage | None = None
        self._recorded = DiscussionText()
        self.version = 0
        self._quiet = False
        self._chips = QWidget()
        row = QHBoxLayout(self._chips)
        space(row, gap=8)
        self.menu = QMenu()
        self.open_button = link_button(_("&Open case"), at_edge=True)
        self.open_button.clicked.connect(self.case_wanted)
        self.more = menu_button(_("&More"), self.menu)
        self.heading.put_after(self._chips)
        self.add_tool(self.open_button)
        self.brief = CaseBrief()
        self.add_full(Hairline(strong=True), 0)
        self.add_full(self.brief, 0)
        self._add_minutes()
        self._add_outcome()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.paused)
        self.box.textChanged.connect(self._on_typed)
        self.outcome.chosen.connect(self._on_chosen)

    @property
    def discussion_id(self) -> int | None:
        """Return the discussion in sight."""
        return None if self.page is None else self.page.discussion.item.id

    @property
    def is_dirty(self) -> bool:
        """Tell whether something typed is not recorded yet."""
        return self.page is not None and self.typed() != self._recorded

    def typed(self) -> DiscussionText:
        """Return minutes and outcome as they stand in the boxes."""
        return DiscussionText(self.box.toPlainText().strip(), self.outcome.value() or None)

    def show_discussion(self, page: DiscussionPage, *, final: bool, today: date) -> None:
        """Show a discussion; what is typed of the same one stays."""
        same = page.discussion.item.id == self.discussion_id
        item, found = page.discussion.item, page.discussion
        stored = DiscussionText(found.minutes.strip(), item.outcome)
        keeps = same and self.is_dirty
        if not keeps or stored == self._recorded:
            self.version = item.version
        self.page = page
        self._show_outcomes(page)
        if not keeps:
            self._recorded = stored
            self._put(stored)
            self._pause.stop()
        self.set_title(item.case_reference)
        self.box.setAccessibleDescription(item.case_reference)
        self._show_chips(page)
        self.brief.show_case(page, today)
        self._show_status(page, final=final)
        open_to_typing = self._may_change and not final
        if self.box.isReadOnly() == open_to_typing:
            self.box.setReadOnly(not open_to_typing)
            self.box.style().unpolish(self.box)  # the style sheet asks for it
            self.box.style().polish(self.box)
        self.outcome.setEnabled(open_to_typing)
        set_shown(self.more, self._may_change)
        if not same:
            self.saved.setText("")

    def recorded(self, text: DiscussionText, version: int, when: str) -> DiscussionText:
        """Note that what was typed is recorded now; return what was recorded before."""
        before, self._recorded, self.version = self._recorded, text, version
        self._pause.stop()
        self.saved.setText(_("saved {time}").format(time=when))
        return before

    def put_back(self, text: DiscussionText) -> None:
        """Show what was recorded before; Undo of the box itself brings back what stood there."""
        self._quiet = True
        whole = QTextCursor(self.box.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(text.minutes)
        self.outcome.set_value(text.outcome or "")
        self._quiet = False

    def forget(self) -> None:
        """Show no discussion; what was typed was recorded before."""
        self.page, self._recorded = None, DiscussionText()
        self._put(DiscussionText())

    def draft(self) -> dict[str, Any]:
        """Return which case is in sight, and what is typed of it and not recorded."""
        if not self.is_dirty:
            return {"id": self.discussion_id}
        typed = self.typed()
        return {"id": self.discussion_id, "minutes": typed.minutes, "outcome": typed.outcome}

    def restore(self, draft: dict[str, Any], /) -> None:
        """Put back what `draft` gave; the page has shown its discussion already."""
        same = draft.get("id") == self.discussion_id
        if same and "minutes" in draft and not self.box.isReadOnly():
            self._put(DiscussionText(draft["minutes"], draft["outcome"]))
            self._pause.start()

    def _add_minutes(self) -> None:
        self.minutes_head = head = QHBoxLayout()
        space(head, gap=8)
        title = label(_("Minutes"), "strong")
        self.saved = label("", "quiet")
        head.addWidget(title, 1)
        head.addWidget(self.saved)
        head.addWidget(label(_("F7"), "quiet"))
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(_("Minutes"))
        at_least(self.box, height=96)
        title.setBuddy(self.box)
        self.add(head)
        self.add(self.box, 1)

    def _add_outcome(self) -> None:
        self.outcome = ChoiceBox(_("Outcome"), [], empty=_("No outcome yet"))
        keep_narrow(self.outcome, 120)
        self.status = StateLabel()
        self.reason = label("", "quiet", wrap=True)
        beside = QWidget()
        column, side = QVBoxLayout(beside), QHBoxLayout()
        space(column, gap=0)
        space(side, gap=8)
        side.addWidget(self.status, 1)
        side.addWidget(self.more)
        column.addStretch(1)  # in line with the box, not with its label
        column.addLayout(side)
        field = FormField(_("O&utcome"), self.outcome)
        self.add(Columns([(field, 3), (beside, 4)], gap=12, narrow_below=_OUTCOME_FROM))
        self.add(self.reason)

    def _show_outcomes(self, page: DiscussionPage) -> None:
        forum = forums().get(page.discussion.forum_id)
        outcomes = () if forum is None else forum.outcomes
        choices = [Choice(one.id, capital(catalogue_text(one.title))) for one in outcomes]
        held = page.discussion.item.outcome
        if held is not None and held not in {one.id for one in choices}:
            choices.append(Choice(held, held))  # words of an import
        self._quiet = True
        self.outcome.set_choices(choices)
        self._quiet = False

    def _show_chips(self, page: DiscussionPage) -> None:
        row = self._chips.layout()
        while row is not None and (item := row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        chips = self.brief.chips(page)
        for chip in chips:
            if row is not None:
                chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # never cut
                row.addWidget(chip)
        if isinstance(row, QHBoxLayout):
            row.addStretch(1)
        set_shown(self._chips, bool(chips))

    def _show_status(self, page: DiscussionPage, *, final: bool) -> None:
        item, reason = page.discussion.item, page.discussion.deferred_reason or ""
        states = {
            DiscussionStatus.LISTED: (State.OPEN, _("Not heard yet")),
            DiscussionStatus.HEARD: (State.GOOD, _("Heard")),
            DiscussionStatus.DEFERRED: (State.WARN, _("Put off")),
        }
        self.status.show_state(*states[item.status])
        corrections = [
            _("Corrected {field}: {reason}").format(field=_field(one.field), reason=one.reason)
            for one in page.discussion.corrections
            if one.field in {"minutes", "outcome", *(("status",) if final else ())}
        ]
        put_off = item.status is DiscussionStatus.DEFERRED and reason
        lines = ([_("Put off: {reason}").format(reason=reason)] if put_off else []) + corrections
        self.reason.setText("\n".join(lines[-3:]))
        set_shown(self.reason, bool(lines))

    def _put(self, text: DiscussionText) -> None:
        self._quiet = True
        if self.box.toPlainText().strip() != text.minutes:
            self.box.setPlainText(text.minutes)
        self.outcome.set_value(text.outcome or "")
        self._quiet = False

    @Slot()
    def _on_typed(self) -> None:
        if not self._quiet and self.page is not None:
            self._pause.start()
            self.changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        if not self._quiet and self.page is not None:
            self.changed.emit()
            self.paused.emit()


def _field(name: str) -> str:
    status = _("whether it was heard")
    return {"minutes": _("minutes"), "outcome": _("outcome"), "status": status}[name]
