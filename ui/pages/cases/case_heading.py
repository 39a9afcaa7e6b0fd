"""What the heading of a case's page says, and its menu Record."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from casedesk.cases.model import CaseStatus
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, ngettext
from casedesk.overviews.model import CasePage
from casedesk.referrals.model import ReferralStatus
from casedesk.risk.catalogue import risk_tools
from ui.table_models.case_table import band_state
from ui.text_format import capital, short_date
from ui.widgets.chips import Chip
from ui.widgets.state_mark import State


def chips(page: CasePage) -> list[Chip]:
    """Return forum, risk, repeat and the end of a case as chips."""
    case = page.case
    found = [Chip(page.forum)]
    if case.risk_band:
        text = _("{level} risk").format(level=capital(page.risk))
        found.append(Chip(text, band_state(case.risk_band)))
    gaps = page.risk_history[0].gaps if page.risk_history else ""
    if gaps:
        text = gaps if case.risk_band else _("Risk not yet rated · {gaps}").format(gaps=gaps)
        found.append(Chip(text, State.WARN))
    if case.is_repeat:
        found.append(Chip(_("Repeat"), icon="refresh-cw"))
    if case.status is CaseStatus.CLOSED:
        found.append(Chip(_("Closed"), State.NONE))
    return found


def subtitle(page: CasePage) -> str:
    """Return how long a case has been open, and who leads it."""
    days, case = page.days_open, page.case
    if case.status is CaseStatus.CLOSED and case.closed_on is not None:
        text = _("Closed {day}").format(day=short_date(case.closed_on))
    else:
        text = ngettext("Open {count} day", "Open {count} days", days).format(count=days)
    if not page.lead_agency:
        return text
    return _("{open} · Lead: {agency}").format(open=text, agency=page.lead_agency)


def record_menu(menu: QMenu, page: CasePage, act: Callable[[str, Any], None]) -> None:
    """Fill the menu of what can be recorded on a case; `act` is given the kind of form."""
    menu.clear()
    forum = forums().get(page.case.forum_id)
    usual = forum.default_risk_tool if forum else ""
    entries = [
        ("note", _("&Contact note"), None),
        ("add_action", _("&Action"), None),
        ("add_person", _("&Person"), None),
        ("add_intervention", _("&Tool or power"), None),
        ("add_attachment", _("&File…"), None),
    ]
    for kind, text, record in entries:
        menu.addAction(text).triggered.connect(partial(_act, act, kind, record))
    menu.addSeparator()
    tools = sorted(risk_tools().values(), key=lambda tool: tool.id != usual)
    for tool in tools:
        text = _("Assessment: {tool}").format(tool=catalogue_text(tool.title))
        menu.addAction(text).triggered.connect(partial(_act, act, "new_risk", tool.id))


def _act(act: Callable[[str, Any], None], kind: str, record: Any, _checked: bool = False) -> None:
    act(kind, record)


def referral_acts(view: CasePage) -> list[tuple[str, str, int]]:
    """Return what can be done with each referral of a case: kind of form, text, id."""
    found = []
    for one in view.referrals:
        acts = [("correct_referral", _("Correct referral {reference}"))]
        if one.status is ReferralStatus.ACCEPTED:
            acts.append(("decline_referral", _("Decline referral {reference}")))
            acts.append(("redirect_referral", _("Send referral {reference} elsewhere")))
        else:
            acts.append(("accept_referral", _("Accept referral {reference} after all")))
        if one.repeat.frozen_at is None and one.repeat.denied_reason:
            acts.append(("a_repeat_after_all", _("Let the rule decide: repeat {reference}")))
        elif one.repeat.frozen_at is None and one.repeat.is_repeat:
            acts.append(("not_a_repeat", _("Referral {reference} is not a repeat")))
        found += [(kind, text.format(reference=one.reference), one.id) for kind, text in acts]
    return found
