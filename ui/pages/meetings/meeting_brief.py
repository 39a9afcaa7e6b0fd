"""What must be known of a case while it is heard: warnings, people, what happened, actions."""

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casedesk.dates import age_on
from casedesk.i18n import _, side_by_side
from casedesk.meetings.model import DiscussionStatus
from casedesk.overviews.model import DiscussionPage
from ui.pages.meetings.meeting_rows import how_it_stands, who_owes
from ui.table_models.case_table import band_state
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.chips import Chip
from ui.widgets.elided_line import ElidedLine
from ui.widgets.hairline import Hairline
from ui.widgets.labels import caution, label
from ui.widgets.state_mark import StateLabel

_LONGEST_REASON, _MOST_ACTIONS, _MOST_CORRECTED = 280, 3, 2


class CaseBrief(QWidget):
    """Warnings stand first, in the same words as on the page of the case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        space(self._column, gap=0)

    def chips(self, page: DiscussionPage) -> list[Chip]:
        """Return risk and repeat as chips."""
        found, case = [], page.case
        if case.case.risk_band:
            text = _("{level} risk").format(level=capital(case.risk))
            found.append(Chip(text, band_state(case.case.risk_band)))
        if page.discussion.item.is_repeat:
            found.append(Chip(_("Repeat"), icon="refresh-cw"))
        return found

    def show_case(self, page: DiscussionPage, today: date) -> None:
        """Show what holds for a case."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._show_warnings(page)
        self._show_people(page, today)
        self._show_actions(page, today)
        self._show_corrected(page)

    def _show_warnings(self, page: DiscussionPage) -> None:
        warnings = page.case.now.warnings
        if not warnings:
            return
        frame = QFrame()
        frame.setProperty("part", "warning")
        lines = QVBoxLayout(frame)
        space(lines, (12, 8, 12, 8), 0)
        for warning in warnings:
            lines.addWidget(caution(warning.text, is_danger=warning.is_danger))
        self._column.addWidget(frame)
        self._column.addWidget(Hairline())

    def _show_people(self, page: DiscussionPage, today: date) -> None:
        here = [one for one in page.case.people if one.ended_on is None]
        words = []
        for one in here:
            age = "" if one.born_on is None else f", {age_on(one.born_on, today)}"
            words.append(f"{one.name}{age}")
        holder, lines = _section()
        if words:
            lines.addWidget(label(words[0], "strong", wrap=True))
        others = [f"{one.role_title} {word}" for one, word in zip(here[1:], words[1:], strict=True)]
        if others:
            lines.addWidget(label(capital(side_by_side(*others)), wrap=True))
        children = page.case.case.fields.children_in_household
        if children:
            text = _("Children in the household: {count}").format(count=children)
            lines.addWidget(label(text, "strong", wrap=True))
        referral = page.case.referrals[-1] if page.case.referrals else None
        reason = "" if referral is None else (referral.fields.reason or "")
        if reason:
            short = " ".join(reason.split())
            cut = len(short) > _LONGEST_REASON
            text = f"{short[:_LONGEST_REASON].rstrip()}…" if cut else short
            lines.addWidget(label(text, wrap=True))
        if not lines.count():
            lines.addWidget(label(_("Nothing is recorded of this case yet."), "quiet"))
        self._column.addWidget(holder)
        self._column.addWidget(Hairline())

    def _show_actions(self, page: DiscussionPage, today: date) -> None:
        if not page.earlier_actions:
            return
        waiting = sorted(page.earlier_actions, key=lambda one: (one.status != "open", -one.id))
        holder, lines = _section()
        for one in waiting[:_MOST_ACTIONS]:
            row = QHBoxLayout()
            space(row, gap=8)
            row.addWidget(ElidedLine(f"{who_owes(one)}: ", one.task), 1)
            row.addWidget(StateLabel(*how_it_stands(one, today)))
            lines.addLayout(row)
        more = len(waiting) - _MOST_ACTIONS
        if more > 0:
            text = _("Earlier actions not shown here: {count}").format(count=more)
            lines.addWidget(label(text, "quiet"))
        self._column.addWidget(holder)
        self._column.addWidget(Hairline())

    def _show_corrected(self, page: DiscussionPage) -> None:
        """Show minutes that were corrected, struck: somebody may have relied on them."""
        if page.discussion.item.status is DiscussionStatus.LISTED:
            return
        corrected = [one for one in page.discussion.corrections if one.field == "minutes"]
        holder, lines = _section()
        for one in corrected[-_MOST_CORRECTED:]:
            struck = label(one.old_value or _("No minutes"), "quiet", wrap=True)
            font = struck.font()
            font.setStrikeOut(True)
            struck.setFont(font)
            struck.setAccessibleName(_("Struck: {text}").format(text=one.old_value or ""))
            lines.addWidget(struck)
        if corrected:
            self._column.addWidget(holder)
            self._column.addWidget(Hairline())


def _section() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    lines = QVBoxLayout(holder)
    space(lines, (12, 8, 12, 8), 0)
    return holder, lines
