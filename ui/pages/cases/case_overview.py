"""The tab "Overview" of a case: its facts and its referrals, corrected ones struck."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from casedesk.cases.model import CaseStatus
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.overviews.model import CasePage
from casedesk.people.catalogue import lists
from casedesk.referrals.catalogue import lawful_bases
from casedesk.referrals.model import ReferralDetails, ReferralStatus, gap_text
from casedesk.workspace.model import Correction
from ui.pages.parts.struck_text import struck
from ui.text_format import capital, long_date
from ui.theme.units import space
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.state_mark import State, StateLabel

Facts = Sequence[tuple[str, str]]


class OverviewTab(QScrollArea):
    """A card for the case and one for each referral."""

    wanted = Signal(str, object)  # kind of form, id of its record

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._may, self._shown = may_change, ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        space(self._column, (0, 0, 8, 0), 8)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_case(self, page: CasePage) -> None:
        """Show a case; what has not changed is left alone, and keeps the focus."""
        same = repr((page.case, page.referrals, page.place))
        if same == self._shown:
            return
        self._shown = same
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._add(_("Case"), _case_facts(page), (), "correct_case", None)
        for referral in page.referrals:
            title = _("Referral {reference}").format(reference=referral.reference)
            card = self._add(
                title,
                _referral_facts(referral),
                referral.corrections,
                "correct_referral",
                referral.id,
            )
            for gap in referral.gaps:
                text = _("Missing: {what}").format(what=gap_text(gap))
                card.add(StateLabel(State.WARN, text))

    def _add(
        self,
        title: str,
        facts: Facts,
        corrections: Sequence[Correction],
        kind: str,
        record: int | None,
    ) -> Card:
        card = Card(title)
        if self._may:
            correct = link_button(_("Correct"), "pencil", at_edge=True)
            correct.setAccessibleName(_("Correct: {what}").format(what=title))
            correct.clicked.connect(partial(self._want, kind, record))
            card.add_tool(correct)
        grid = QGridLayout()
        space(grid, (0, 0, 0, 0), 8)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(name, "quiet"), row, 0, top)
            grid.addWidget(label(value or _("Not recorded"), "" if value else "quiet", wrap=True),
                           row, 1)  # fmt: skip
        card.add(grid)
        for one in corrections:
            card.add(struck(one))
        self._column.insertWidget(self._column.count() - 1, card)
        return card

    def _want(self, kind: str, record: int | None, _checked: bool = False) -> None:
        self.wanted.emit(kind, record)


def _case_facts(page: CasePage) -> Facts:
    case = page.case
    children = case.fields.children_in_household
    state = _("Open")
    if case.status is CaseStatus.CLOSED and case.closed_on is not None:
        state = _("Closed on {day}: {reason}").format(
            day=long_date(case.closed_on), reason=case.close_reason or ""
        )
    heard = "" if case.last_heard_on is None else long_date(case.last_heard_on)
    return (
        (_("State"), state),
        (_("Opened"), long_date(case.opened_on)),
        (_("Last heard"), heard),
        (_("Lead agency"), page.lead_agency),
        (_("Place"), page.place),
        (_("Children in the household"), "" if children is None else str(children)),
        *_keeping(page),
    )


def _keeping(page: CasePage) -> Facts:
    """Return how long the case is kept, once that is known."""
    case = page.case
    found: list[tuple[str, str]] = []
    if case.review_on is not None:
        day = _("Look on {day} whether it is still needed").format(day=long_date(case.review_on))
        found.append((_("Kept"), day))
    if case.on_hold:
        found.append((_("On hold"), _("Kept until the hold is lifted")))
    return found


def _referral_facts(one: ReferralDetails) -> Facts:
    held, forum = one.fields, forums().get(one.forum_id)
    titles = {c.id: catalogue_text(c.title) for c in (forum.criteria if forum else ())}
    criteria = "\n".join(
        f"{titles.get(met.criterion_id, met.criterion_id)}: {met.evidence}".removesuffix(": ")
        for met in one.criteria
    )
    told = {entry.id: catalogue_text(entry.title) for entry in lists().told_and_wants}
    safe = {entry.id: catalogue_text(entry.title) for entry in lists().safe_to_tell}
    basis = lawful_bases().get(held.lawful_basis_id or "")
    states = {
        ReferralStatus.ACCEPTED: _("Accepted"),
        ReferralStatus.DECLINED: _("Declined"),
        ReferralStatus.REDIRECTED: _("Sent elsewhere"),
    }
    received = "" if held.received_on is None else long_date(held.received_on)
    state = ". ".join(filter(None, (states[one.status], one.status_reason)))
    return (
        (_("Received"), received),
        (_("From"), with_commas(*_agencies(one), held.referrer_name)),
        (_("State"), state),
        (_("What has happened"), held.reason),
        (_("Criteria met"), criteria),
        (_("Repeat"), _repeat(one)),
        (_("Told and wants"), capital(told.get(held.told_and_wants or "", ""))),
        (_("Safe to tell"), capital(safe.get(held.safe_to_tell or "", ""))),
        (_("Lawful basis"), "" if basis is None else capital(catalogue_text(basis.title))),
    )


def _agencies(one: ReferralDetails) -> list[str]:
    return [share.title for share in one.agencies]


def _repeat(one: ReferralDetails) -> str:
    repeat = one.repeat
    if repeat.is_repeat:
        text = _("Repeat of {reference}. Rule: {rule}")
        return text.format(reference=repeat.of_reference or "", rule=repeat.rule or "")
    if repeat.denied_reason:
        return _("Not a repeat: {reason}").format(reason=repeat.denied_reason)
    return _("No")
