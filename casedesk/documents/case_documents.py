"""The summary of a case."""

from collections.abc import Iterable

from casedesk.actions.model import ActionStatus
from casedesk.agencies.service import agency_title
from casedesk.cases.model import CaseStatus, PersonInCase
from casedesk.documents.action_documents import ACTION_WIDTHS, action_rows
from casedesk.documents.model import Document, Field, Section, Tells
from casedesk.documents.wording import address_field, day, forum_title, outcome_title, told, yes_no
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import powers
from casedesk.interventions.model import InterventionSummary
from casedesk.meetings.model import CaseHearing, DiscussionStatus
from casedesk.overviews.case_view import band_title
from casedesk.overviews.model import CasePage
from casedesk.referrals.model import ReferralDetails
from casedesk.risk.catalogue import risk_tools


def summary_document(
    page: CasePage, hearings: Iterable[CaseHearing], protected: frozenset[str]
) -> Document:
    """Return the summary of a case, without any address that is protected.

    Args:
        page: the case.
        hearings: its meetings.
        protected: addresses that are never shown.
    """
    sections = [_case(page, protected), _people(page), *_referrals(page), _risk(page)]
    sections += [_meetings(page, hearings), _actions(page), _powers(page)]
    return Document(
        title=_("Case summary: {reference}").format(reference=page.case.reference),
        subtitle=forum_title(page.case.forum_id),
        sections=tuple(one for one in sections if one.fields or one.rows),
        case_ids=(page.case.id,),
    )


def _case(page: CasePage, protected: frozenset[str]) -> Section:
    case, key, hearing = page.case, page.case.id, page.now.next_hearing
    state = _("open") if case.status is CaseStatus.OPEN else _("closed")
    return Section(
        _("Case"),
        told(
            Field(_("State"), state, Tells.CASE, key),
            Field(_("Opened"), day(case.opened_on), Tells.CASE, key),
            Field(_("Closed"), day(case.closed_on), Tells.CASE, key),
            Field(_("Why it was closed"), case.close_reason or "", Tells.DISCUSSION, key),
            Field(_("Lead agency"), page.lead_agency, Tells.CASE, key),
            Field(_("Repeat"), yes_no(is_so=case.is_repeat), Tells.CASE, key),
            Field(_("Risk"), page.risk, Tells.RISK, key),
            address_field(_("Place"), page.place, protected, key),
            Field(_("Last heard"), day(case.last_heard_on), Tells.CASE, key),
            Field(
                _("Next hearing"),
                day(None if hearing is None else hearing.held_on),
                Tells.CASE,
                key,
            ),
        ),
    )


def _people(page: CasePage) -> Section:
    rows = tuple(_person(one, page.case.id) for one in page.people if one.ended_on is None)
    return Section(_("People"), widths=(2.6, 2.2, 2.2), rows=rows)


def _person(one: PersonInCase, case_id: int) -> tuple[Field, ...]:
    return (
        Field(_("Name"), one.name, Tells.NAME, case_id),
        Field(_("Part in the case"), one.role_title, Tells.NAME, case_id),
        Field(_("Born"), day(one.born_on), Tells.NAME, case_id),
    )


def _referrals(page: CasePage) -> list[Section]:
    return [_referral(one, page.case.id) for one in page.referrals]


def _referral(one: ReferralDetails, case_id: int) -> Section:
    fields = one.fields
    referred_by = "; ".join(agency_title(share.agency_id) for share in one.agencies)
    return Section(
        _("Referral {reference}").format(reference=one.reference),
        told(
            Field(_("Received"), day(fields.received_on), Tells.CASE, case_id),
            Field(_("Referred by"), referred_by, Tells.CASE, case_id),
            Field(_("Reason"), fields.reason, Tells.DISCUSSION, case_id),
        ),
    )


def _risk(page: CasePage) -> Section:
    titles, rows = (_("Day"), _("Tool"), _("Score"), _("Band")), []
    for one in page.risk_history:
        tool = risk_tools().get(one.tool_id)
        values = (
            day(one.assessed_on),
            one.tool_id if tool is None else catalogue_text(tool.title),
            "" if one.score is None else str(one.score),
            band_title(one.tool_id, one.band),
        )
        pairs = zip(titles, values, strict=True)
        rows.append(tuple(Field(t, value, Tells.RISK, page.case.id) for t, value in pairs))
    return Section(_("Risk assessments"), widths=(1.8, 3.2, 0.8, 1.8), rows=tuple(rows))


def _meetings(page: CasePage, hearings: Iterable[CaseHearing]) -> Section:
    key = page.case.id
    rows = tuple(
        (
            Field(_("Day"), day(one.held_on), Tells.CASE, key),
            Field(_("Forum"), forum_title(one.forum_id), Tells.CASE, key),
            Field(_("Outcome"), _outcome(one), Tells.DISCUSSION, key),
        )
        for one in hearings
    )
    return Section(_("Meetings"), widths=(1.8, 2.6, 2.6), rows=rows)


def _outcome(one: CaseHearing) -> str:
    """Return what came of it; a meeting to come says that it has not been heard."""
    if one.status is DiscussionStatus.LISTED:
        return _("not yet")
    return outcome_title(one.forum_id, one.outcome)


def _actions(page: CasePage) -> Section:
    waiting = [one for one in page.actions if one.status is ActionStatus.OPEN]
    return Section(_("Open actions"), widths=ACTION_WIDTHS, rows=action_rows(waiting))


def _powers(page: CasePage) -> Section:
    rows = tuple(_power(one, page.case.id) for one in page.interventions)
    return Section(_("Tools and powers"), widths=(1.4, 3.4, 1.6, 1.6), rows=rows)


def _power(one: InterventionSummary, case_id: int) -> tuple[Field, ...]:
    return (
        Field(_("Reference"), one.reference, Tells.CASE, case_id),
        Field(_("Tool or power"), _title_of(one.power_id), Tells.CASE, case_id),
        Field(_("Issued or granted"), day(one.granted_on or one.issued_on), Tells.CASE, case_id),
        Field(_("Ends"), day(one.ends_on), Tells.CASE, case_id),
    )


def _title_of(power_id: str) -> str:
    power = powers().get(power_id)
    return power_id if power is None else catalogue_text(power.title)
