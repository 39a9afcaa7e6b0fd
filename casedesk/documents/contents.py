"""Gathers what stands in a document, and says what can be made of a record and for whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from casedesk.agencies.catalogue import agencies
from casedesk.cases.case_life import case_details, people_of_case
from casedesk.documents.action_documents import actions_document
from casedesk.documents.case_documents import summary_document
from casedesk.documents.meeting_documents import agenda_document, minutes_document
from casedesk.documents.model import (
    Document,
    DocumentKind,
    Recipient,
    RecipientKind,
    Subject,
    SubjectKind,
    Wanted,
)
from casedesk.documents.recipient_check import protected_addresses
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.meetings.agenda import get_discussion, hearings_of_case
from casedesk.overviews.service import case_page, meeting_page
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_KINDS = {
    SubjectKind.CASE: (DocumentKind.SUMMARY, DocumentKind.ACTIONS),
    SubjectKind.MEETING: (DocumentKind.AGENDA, DocumentKind.MINUTES, DocumentKind.ACTIONS),
    SubjectKind.POWER: (),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be made of a record: its title, the documents, and whom they may be for."""

    title: str
    kinds: tuple[DocumentKind, ...]
    recipients: tuple[Recipient, ...]
    case_id: int | None


def offer(workspace: Workspace, subject: Subject) -> Offer:
    """Return what can be made of a record.

    Raises:
        NotFoundError: it is no longer there.
    """
    title, case_id = _title(workspace, subject)
    people = () if case_id is None else people_of_case(workspace, case_id)
    recipients = [Recipient(RecipientKind.FILE, "", _("Own papers of the partnership"))]
    recipients += _agencies()
    for one in {person.person_id: person for person in people}.values():
        name = _("{name} ({part})").format(name=one.name, part=one.role_title)
        recipients.append(Recipient(RecipientKind.PERSON, str(one.person_id), name))
    return Offer(title, _KINDS[subject.kind], tuple(recipients), case_id)


def document_of(workspace: Workspace, wanted: Wanted) -> Document:
    """Return a document with all its fields.

    Raises:
        InputError: this kind is not made of this record, or not for this recipient.
        NotFoundError: the record is no longer there.
    """
    if wanted.kind not in _KINDS[wanted.subject.kind]:
        raise InputError({"kind": _("Choose a document of the list.")})
    if wanted.kind is DocumentKind.ACTIONS:
        return _actions(workspace, wanted)
    if wanted.subject.kind is SubjectKind.MEETING:
        return _of_meeting(workspace, wanted)
    return _summary(workspace, wanted.subject.id)


def _of_meeting(workspace: Workspace, wanted: Wanted) -> Document:
    page = meeting_page(workspace, wanted.subject.id)
    if wanted.kind is DocumentKind.MINUTES:
        said = [get_discussion(workspace, item.id, opening=False) for item in page.items]
        return minutes_document(page, said)
    cases = {item.case_id for item in page.items}
    tools = {case_id: case_details(workspace, case_id).risk_tool_id for case_id in cases}
    return agenda_document(page, tools)


def _actions(workspace: Workspace, wanted: Wanted) -> Document:
    if wanted.recipient.kind is RecipientKind.PERSON:
        text = _("A list of actions is for an agency, or for the own papers. Choose one of them.")
        raise InputError({"recipient": text})
    if wanted.subject.kind is SubjectKind.MEETING:
        page = meeting_page(workspace, wanted.subject.id)
        return actions_document(page.actions, page.title, wanted.recipient.agency_id)
    case = case_page(workspace, wanted.subject.id, opening=False)
    return actions_document(case.actions, case.case.reference, wanted.recipient.agency_id)


def _summary(workspace: Workspace, case_id: int) -> Document:
    page = case_page(workspace, case_id, opening=False)
    hearings = hearings_of_case(workspace, case_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        protected = protected_addresses(session)
    return summary_document(page, hearings, protected)


def _title(workspace: Workspace, subject: Subject) -> tuple[str, int | None]:
    if subject.kind is SubjectKind.MEETING:
        return meeting_page(workspace, subject.id).title, None
    return case_details(workspace, subject.id).reference, subject.id


def _agencies() -> Iterator[Recipient]:
    named = [(catalogue_text(one.title), key) for key, one in agencies().items()]
    for title, key in sorted(named, key=lambda one: one[0].casefold()):
        yield Recipient(RecipientKind.AGENCY, key, title)
