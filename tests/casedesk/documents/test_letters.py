"""Letters are templates with places of a closed list; the notice says all that the law wants."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.cases.service import take_in_referral
from casedesk.catalogue_check import check_all
from casedesk.documents.contents import document_of, offer
from casedesk.documents.letters import letters
from casedesk.documents.model import (
    Document,
    DocumentKind,
    FileFormat,
    Recipient,
    RecipientKind,
    Subject,
    SubjectKind,
    Wanted,
)
from casedesk.documents.power_documents import BLANK
from casedesk.documents.service import make_document
from casedesk.errors import CaseDeskError, DocumentRefusedError, InputError
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.meetings.agenda import list_cases
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.people.model import NewPerson
from casedesk.resource_files import resource_path
from casedesk.workspace.workspace import Workspace
from tests.builders import a_place, new_referral, people_of
from tests.conftest import Clock

POLICE = Recipient(RecipientKind.AGENCY, "police", "Police")
CLOSED = resource_path("catalogues", "letters", "case_closed.toml")


def words(document: Document) -> str:
    return "\n".join(one.text for section in document.sections for one in section.all_fields())


def next_hearing(document: Document) -> list[str]:
    fields = [one for section in document.sections for one in section.all_fields()]
    return [one.text for one in fields if one.title == "Next hearing"]


def a_letter(case: int, letter_id: str, to: Recipient = POLICE) -> Wanted:
    return Wanted(DocumentKind.LETTER, Subject(SubjectKind.CASE, case), to, letter_id)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{recipient}", "{reciever}", 'there is no place "reciever"'),
        ("{recipient}", "you", 'the place "recipient" is missing'),
        ("{recipient}", "{recipient.__class__}", "nothing else in braces"),
        ("{recipient}", "{recipient!r:>9}", "nothing else in braces"),
        ("{recipient}", "{recipient", "nothing else in braces"),
        ("Reference {reference}", "{subject_name} {reference}", 'may not hold "subject_name"'),
        ('made_of = ["case"]', "made_of = []", "made_of"),
    ],
)
def test_a_template_with_a_wrong_place_is_refused_by_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    (tmp_path / "letters").mkdir()
    text = CLOSED.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "letters" / "case_closed.toml").write_text(text.replace(old, new))
    problems = check_all(tmp_path)
    assert any(one.startswith("case_closed.toml") and said in one for one in problems)


def test_every_shipped_letter_is_in_order() -> None:
    assert check_all(resource_path("catalogues")) == []
    assert {kind for one in letters().values() for kind in one.made_of} >= {"case", "power"}


def test_a_letter_is_filled_in_and_goes_to_nobody_it_must_not_reach(
    workspace: Workspace, tmp_path: Path
) -> None:
    subject = NewPerson(surname="Morgan", forenames="Siân", safe_contact_how="call")
    case = take_in_referral(workspace, new_referral(subject=subject)).case_id
    document = document_of(workspace, a_letter(case, "case_closed"))
    assert document.title == "Reference M-2026-001"
    assert "To Police" in words(document)
    assert "Riverside Community Safety Partnership" in words(document)
    found = offer(workspace, Subject(SubjectKind.CASE, case))
    to = next(one for one in found.recipients if one.id == str(people_of(workspace, case)[0]))
    assert (
        "To Siân Morgan\n"
        in words(document_of(workspace, a_letter(case, "case_closed", to))) + "\n"
    )
    to_her = a_letter(case, "case_closed", to)
    with pytest.raises(DocumentRefusedError, match="field “Safe contact”"):
        make_document(workspace, to_her, tmp_path / "a.pdf", FileFormat.PDF)
    harming = next(one for one in found.recipients if one.id == str(people_of(workspace, case)[1]))
    served = a_letter(case, "case_closed", harming)
    make_document(workspace, served, tmp_path / "b.pdf", FileFormat.PDF)
    with pytest.raises(InputError, match="“next hearing”, which is not recorded"):
        document_of(workspace, a_letter(case, "case_to_be_heard"))
    with pytest.raises(InputError):
        document_of(workspace, a_letter(case, "power_used"))


def test_a_day_that_passed_is_no_next_hearing(workspace: Workspace, clock: Clock) -> None:
    case = take_in_referral(workspace, new_referral()).case_id
    first, second = date(2026, 11, 27), date(2026, 12, 11)
    list_cases(workspace, plan_meeting(workspace, NewMeeting("marac", first)), [case])
    letter = a_letter(case, "case_to_be_heard")
    summary = Wanted(DocumentKind.SUMMARY, Subject(SubjectKind.CASE, case), POLICE)
    assert "27 November 2026" in words(document_of(workspace, letter))
    assert next_hearing(document_of(workspace, summary)) == ["27 November 2026"]
    clock.moment += timedelta(days=7)  # the very day
    assert "27 November 2026" in words(document_of(workspace, letter))
    clock.moment += timedelta(days=1)  # nobody ended that meeting
    with pytest.raises(InputError, match="“next hearing”, which is not recorded"):
        document_of(workspace, letter)
    assert next_hearing(document_of(workspace, summary)) == []
    list_cases(workspace, plan_meeting(workspace, NewMeeting("marac", second)), [case])
    assert "11 December 2026" in words(document_of(workspace, letter))
    assert next_hearing(document_of(workspace, summary)) == ["11 December 2026"]


def test_a_closure_notice_is_a_draft_until_what_the_law_wants_is_recorded(
    workspace: Workspace,
) -> None:
    place = a_place(workspace, "9 Quay Street")
    made = record_intervention(workspace, NewIntervention("closure_notice", place_id=place))
    subject = Subject(SubjectKind.POWER, made)
    wanted = Wanted(DocumentKind.NOTICE, subject, POLICE)
    document = document_of(workspace, wanted)
    assert offer(workspace, subject).kinds == (DocumentKind.NOTICE, DocumentKind.LETTER)
    assert document.is_draft
    assert BLANK in words(document)
    assert "9 Quay Street" in words(document)
    for wanted_by_law in ("commits an offence", "section 80", "up to three months"):
        assert wanted_by_law in words(document)
    other = record_intervention(
        workspace,
        NewIntervention("abc", place_id=place, issued_at=datetime(2026, 11, 19, 9, tzinfo=UTC)),
    )
    assert offer(workspace, Subject(SubjectKind.POWER, other)).kinds == (DocumentKind.LETTER,)
    with pytest.raises(CaseDeskError):
        document_of(
            workspace, Wanted(DocumentKind.NOTICE, Subject(SubjectKind.POWER, other), POLICE)
        )
