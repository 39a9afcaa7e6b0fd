"""The list of actions of one agency, or of all."""

from collections.abc import Iterable
from itertools import groupby

from casedesk.actions.model import ActionStatus, ActionSummary
from casedesk.agencies.service import agency_title
from casedesk.documents.model import Document, Field, Section, Tells
from casedesk.documents.wording import day
from casedesk.i18n import _, sort_key

ACTION_WIDTHS = (0.9, 3.2, 1.5, 1.4, 1.75)
_WIDTHS_OF_AGENCY = (0.9, 1.3, 3.4, 1.5, 1.75)


def actions_document(
    actions: Iterable[ActionSummary], belongs_to: str, agency_id: str | None
) -> Document:
    """Return the open actions, agency by agency.

    Args:
        actions: all actions of the case or the meeting.
        belongs_to: the meeting's title or the case's reference.
        agency_id: the one agency whose list it is; None: all.
    """
    waiting = [
        one
        for one in actions
        if one.status is ActionStatus.OPEN and agency_id in {None, one.agency_id}
    ]
    waiting.sort(key=lambda one: (sort_key(agency_title(one.agency_id)), one.id))
    sections = [
        Section(
            title if agency_id is None else _("Open actions"),
            widths=_WIDTHS_OF_AGENCY,
            rows=_of_agency(own),
        )
        for title, own in groupby(waiting, lambda one: agency_title(one.agency_id))
    ]
    if not sections:
        sections.append(Section(_("Actions"), (Field("", _("No action is open.")),)))
    return Document(
        title=_("Action list: {record}").format(record=belongs_to),
        subtitle=_("Open actions") if agency_id is None else agency_title(agency_id),
        sections=tuple(sections),
        case_ids=tuple(dict.fromkeys(one.case_id for one in waiting if one.case_id is not None)),
    )


def action_rows(actions: Iterable[ActionSummary]) -> tuple[tuple[Field, ...], ...]:
    """Return a row for each action of one case or meeting; see `ACTION_WIDTHS`."""
    return tuple(
        (
            _reference(one),
            _task(one),
            Field(_("Agency"), agency_title(one.agency_id), Tells.ACTION, one.case_id),
            *_owner_and_day(one),
        )
        for one in actions
    )


def _of_agency(actions: Iterable[ActionSummary]) -> tuple[tuple[Field, ...], ...]:
    return tuple(
        (
            _reference(one),
            Field(_("Case"), one.case_reference or "", Tells.CASE, one.case_id),
            _task(one),
            *_owner_and_day(one),
        )
        for one in actions
    )


def _reference(one: ActionSummary) -> Field:
    return Field(_("Action"), one.reference, Tells.CASE, one.case_id)


def _task(one: ActionSummary) -> Field:
    return Field(_("What is to be done"), one.task, Tells.ACTION, one.case_id)


def _owner_and_day(one: ActionSummary) -> tuple[Field, Field]:
    return (
        Field(_("Owner"), one.owner or "", Tells.ACTION, one.case_id),
        Field(_("Due"), day(one.due_on), Tells.ACTION, one.case_id),
    )
