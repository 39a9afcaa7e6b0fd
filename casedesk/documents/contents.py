"""Gathers what stands in a document, and says what can be made of a record and for whom."""

from collections.abc import Iterator

from msgspec import Struct

from casedesk.agencies.catalogue import agencies
from casedesk.agencies.service import agency_title
from casedesk.cases.case_life import case_details
from casedesk.cases.people_in_case import people_of_case
from casedesk.documents.action_documents import actions_document
from casedesk.documents.case_documents import summary_document
from casedesk.documents.letterhead import letterhead
from casedesk.documents.letters import letter_document
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
from casedesk.documents.own_letters import letters_in_use
from casedesk.documents.power_documents import CLOSURE_NOTICE, notice_document
from casedesk.documents.wording import day, forum_title
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.interventions.catalogue import powers
from casedesk.interventions.model import Intervention
from casedesk.interventions.service import get_intervention
from casedesk.meetings.agenda import get_discussion, hearings_of_case
from casedesk.overviews.service import case_page, meeting_page
from casedesk.people.protected_addresses import protected_addresses
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_KINDS = {
    SubjectKind.CASE: (DocumentKind.SUMMARY, DocumentKind.ACTIONS, DocumentKind.LETTER),
    SubjectKind.MEETING: (DocumentKind.AGENDA, DocumentKind.MINUTES, DocumentKind.ACTIONS),
    SubjectKind.POWER: (DocumentKind.NOTICE, DocumentKind.LETTER),
}


class Offer(Struct, frozen=True):
    """What can be made of a record: its title, the documents, and whom they may be for.

    `letters` are the templates, each with its title.
    """

    title: str
    kinds: tuple[DocumentKind, ...]
    letters: tuple[tuple[str, str], ...]
    recipients: tuple[Recipient, ...]
    case_id: int | None


def offer(workspace: Workspace, subject: Subject) -> Offer:
    """Return what can be made of a record.

    Raises:
        NotFoundError: it is no longer there.
    """
    title, case_id, kinds = _known(workspace, subject)
    people = () if case_id is None else people_of_case(workspace, case_id)
    recipients = [Recipient(RecipientKind.FILE, "", _("Own papers of the partnership"))]
    recipients += _agencies()
    for one in {person.person_id: person for person in people}.values():
        name = _("{name} ({part})").format(name=one.name, part=one.role_title)
        recipients.append(Recipient(RecipientKind.PERSON, str(one.person_id), name))
    named = tuple(
        (one.id, catalogue_text(one.title))
        for one in letters_in_use(workspace).values()
        if subject.kind in one.made_of
    )
    return Offer(title, kinds, named, tuple(recipients), case_id)


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
    if wanted.kind is DocumentKind.LETTER:
        return _letter(workspace, wanted)
    if wanted.kind is DocumentKind.NOTICE:
        return _notice(workspace, wanted.subject.id)
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


def _notice(workspace: Workspace, intervention_id: int) -> Document:
    held = get_intervention(workspace, intervention_id, opening=False)
    if held.summary.power_id != CLOSURE_NOTICE:
        raise InputError({"kind": _("Choose a document of the list.")})
    return notice_document(held)


def _letter(workspace: Workspace, wanted: Wanted) -> Document:
    letter = letters_in_use(workspace).get(wanted.letter_id)
    if letter is None or wanted.subject.kind not in letter.made_of:
        raise InputError({"letter": _("Choose one of the letters.")})
    if wanted.recipient.kind is RecipientKind.FILE:
        raise InputError({"recipient": _("A letter is for an agency or a person. Choose one.")})
    values = {
        "organisation": workspace.file.organisation,
        "today": day(workspace.today()),
        "author": workspace.user.name,
        "recipient": _named(wanted.recipient),
    }
    if wanted.subject.kind is SubjectKind.POWER:
        held = get_intervention(workspace, wanted.subject.id, opening=False)
        values |= _of_power(held)
        case_id = held.summary.case_id
    else:
        case_id = wanted.subject.id
        values |= _of_case(workspace, case_id)
    if wanted.recipient.person_id is not None and case_id is not None:
        people = people_of_case(workspace, case_id)
        values["recipient"] = next(
            (one.name for one in people if one.person_id == wanted.recipient.person_id), ""
        )
    return letter_document(letter, values, case_id, letterhead(workspace))


def _of_case(workspace: Workspace, case_id: int) -> dict[str, str]:
    page = case_page(workspace, case_id, opening=False)
    case, hearing = page.case, page.now.next_hearing
    return {
        "reference": case.reference,
        "subject_name": case.subject_name,
        "forum": forum_title(case.forum_id),
        "next_hearing": day(None if hearing is None else hearing.held_on),
    }


def _of_power(held: Intervention) -> dict[str, str]:
    summary = held.summary
    power = powers().get(summary.power_id)
    return {
        "reference": summary.reference,
        "power": summary.power_id if power is None else catalogue_text(power.title),
        "premises": summary.address or "",
        "issued_on": day(summary.granted_on or summary.issued_on),
        "ends_on": day(summary.ends_on),
    }


def _known(
    workspace: Workspace, subject: Subject
) -> tuple[str, int | None, tuple[DocumentKind, ...]]:
    """Return the title of a record, its case, and what can be made of it."""
    kinds = _KINDS[subject.kind]
    if subject.kind is SubjectKind.MEETING:
        return meeting_page(workspace, subject.id).title, None, kinds
    if subject.kind is SubjectKind.CASE:
        return case_details(workspace, subject.id).reference, subject.id, kinds
    summary = get_intervention(workspace, subject.id, opening=False).summary
    if summary.power_id != CLOSURE_NOTICE:
        kinds = (DocumentKind.LETTER,)
    return summary.reference, summary.case_id, kinds


def _named(recipient: Recipient) -> str:
    """Return what a letter calls its recipient: an agency in the letter's own language."""
    return agency_title(recipient.id) if recipient.agency_id else recipient.name


def _agencies() -> Iterator[Recipient]:
    named = [(catalogue_text(one.title), key) for key, one in agencies().items()]
    for title, key in sorted(named, key=lambda one: sort_key(one[0])):
        yield Recipient(RecipientKind.AGENCY, key, title)
