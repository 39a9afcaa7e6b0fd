"""Documents are checked for their recipient, written whole or not at all, and noted."""

from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.audit.service import audit_entries
from casedesk.cases.model import BarredPart
from casedesk.cases.must_not_receive import bar
from casedesk.cases.service import take_in_referral
from casedesk.documents.contents import offer
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
from casedesk.documents.recipient_check import guarded_for
from casedesk.documents.service import make_document, preview, printed_pages
from casedesk.errors import CaseDeskError, DocumentRefusedError, StorageError
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.person_changes import join_people
from casedesk.interventions.service import record_intervention
from casedesk.meetings.agenda import list_cases, record_discussion
from casedesk.meetings.model import DiscussionText, NewMeeting
from casedesk.meetings.service import approve_minutes, end_meeting, plan_meeting
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.security.roles import Permission
from casedesk.workspace.marking import PageMarking, page_marking, set_page_marking
from casedesk.workspace.workspace import Workspace
from tests.builders import RECEIVED, new_referral, people_of

OWN = Recipient(RecipientKind.FILE, "", "Own papers")


def agency(agency_id: str) -> Recipient:
    return Recipient(RecipientKind.AGENCY, agency_id, agency_id)


def a_meeting(workspace: Workspace, case_id: int, minutes: str = "") -> int:
    meeting = plan_meeting(workspace, NewMeeting("marac", workspace.today()))
    (discussion,) = list_cases(workspace, meeting, [case_id])
    if minutes:
        record_discussion(workspace, discussion, DiscussionText(minutes))
    return meeting


def a_case(workspace: Workspace) -> int:
    """A victim whose address is protected, whom only Siân's sister may answer for."""
    subject = NewPerson(
        surname="Morgan",
        forenames="Siân",
        address="12 Mill Court",
        postcode="QX4 1BR",
        address_protected=True,
        safe_contact_how="call",
        safe_contact_number="07700 900123",
        safe_contact_not="Gareth",
    )
    case = take_in_referral(
        workspace, new_referral(subject=subject, address="12 Mill Court", postcode="QX4 1BR")
    ).case_id
    action = NewAction("Fit a door bar", "housing", RECEIVED, owner="Ruth Amery", case_id=case)
    add_action(workspace, action)
    return case


def docx_words(path: Path) -> str:
    made = docx.Document(str(path))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def wanted(kind: DocumentKind, of: SubjectKind, record: int, to: Recipient = OWN) -> Wanted:
    return Wanted(kind, Subject(of, record), to)


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def trail(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(one.action, one.record, one.detail) for one in audit_entries(workspace, limit=3)]


def test_a_summary_is_made_without_what_is_protected_and_for_whom_is_noted(
    workspace: Workspace, tmp_path: Path
) -> None:
    case, target = a_case(workspace), tmp_path / "summary.pdf"
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case, agency("police"))
    make_document(workspace, asked, target, FileFormat.PDF)
    read = words_of(target)
    assert "Siân Morgan" in read
    assert "protected: not shown" in read
    assert "Fit a door bar" in read
    assert "OFFICIAL-SENSITIVE — Riverside Community Safety Partnership" in read
    assert "Page 1 of 1" in read
    for never in ("Mill Court", "07700", "PRACTICE", "DRAFT"):
        assert never not in read
    assert trail(workspace)[0] == ("document.made", f"case/{case}", "agency/police summary pdf")


def test_minutes_that_hold_a_protected_address_are_not_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    meeting = a_meeting(workspace, a_case(workspace), "She has moved back to 12 Mill Court.")
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting, agency("police"))
    target = tmp_path / "minutes.pdf"
    for act in (
        lambda: make_document(workspace, asked, target, FileFormat.PDF),
        lambda: printed_pages(workspace, asked),
    ):
        with pytest.raises(DocumentRefusedError, match="field “Minutes”: a protected address"):
            act()
    assert not target.exists()
    assert "document.made" not in {action for action, *_rest in trail(workspace)}
    assert [hit.field for hit in preview(workspace, asked).hits] == ["Minutes"]


def test_minutes_that_say_who_must_not_answer_are_not_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    meeting = a_meeting(workspace, a_case(workspace), "Never ring if Gareth may answer.")
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting, agency("police"))
    with pytest.raises(DocumentRefusedError, match="field “Minutes”: it says who must not answer"):
        make_document(workspace, asked, tmp_path / "minutes.pdf", FileFormat.PDF)


def test_minutes_are_a_draft_until_they_are_approved(workspace: Workspace, tmp_path: Path) -> None:
    meeting = a_meeting(workspace, a_case(workspace), "The locks were changed.")
    target = tmp_path / "minutes.pdf"
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting)
    make_document(workspace, asked, target, FileFormat.PDF)
    assert "DRAFT" in words_of(target)
    end_meeting(workspace, meeting)
    approve_minutes(workspace, meeting, workspace.today())
    make_document(workspace, asked, target, FileFormat.PDF)
    assert "DRAFT" not in words_of(target)


def test_practice_data_say_so_across_every_page(workspace: Workspace, tmp_path: Path) -> None:
    workspace.file = replace(workspace.file, is_practice=True)
    meeting = a_meeting(workspace, a_case(workspace), "w " * 4_000)
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting)
    make_document(workspace, asked, tmp_path / "minutes.pdf", FileFormat.PDF)
    pages = pypdfium2.PdfDocument((tmp_path / "minutes.pdf").read_bytes())
    said = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    assert len(said) > 1
    assert all("PRACTICE DATA: NOT REAL" in one and "DRAFT" in one for one in said)
    make_document(workspace, asked, tmp_path / "minutes.docx", FileFormat.DOCX)
    header = docx.Document(str(tmp_path / "minutes.docx")).sections[0].header
    assert "PRACTICE DATA: NOT REAL" in "\n".join(line.text for line in header.paragraphs)
    across = [one.get("string") for one in header._element.iter() if one.get("string")]
    assert across == ["DRAFT – PRACTICE DATA: NOT REAL"]


def test_who_must_not_receive_a_case_gets_no_agenda_with_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    bar(workspace, case, BarredPart.EVERYTHING, "A relative works there.", agency_id="housing")
    meeting = a_meeting(workspace, case)
    target = tmp_path / "agenda.pdf"
    asked = wanted(DocumentKind.AGENDA, SubjectKind.MEETING, meeting, agency("housing"))
    with pytest.raises(DocumentRefusedError, match="Section “Cases”, field “Person”"):
        make_document(workspace, asked, target, FileFormat.PDF)
    asked = wanted(DocumentKind.AGENDA, SubjectKind.MEETING, meeting, agency("police"))
    make_document(workspace, asked, target, FileFormat.PDF)
    assert "Siân Morgan" in words_of(target)


def test_who_causes_harm_and_whom_no_letter_may_reach_get_no_summary(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    recipients = {
        one.id: one for one in offer(workspace, Subject(SubjectKind.CASE, case)).recipients
    }
    subject, harming = (recipients[str(one)] for one in people_of(workspace, case))
    for to, why in ((harming, "field “Name”: the recipient must not"), (subject, "safe contact")):
        asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case, to)
        with pytest.raises(DocumentRefusedError, match=why):
            make_document(workspace, asked, tmp_path / "summary.pdf", FileFormat.PDF)


def test_an_agency_gets_its_own_actions_alone(workspace: Workspace, tmp_path: Path) -> None:
    case, target = a_case(workspace), tmp_path / "actions.pdf"
    add_action(workspace, NewAction("Flag the address", "police", RECEIVED, case_id=case))
    asked = wanted(DocumentKind.ACTIONS, SubjectKind.CASE, case, agency("housing"))
    make_document(workspace, asked, target, FileFormat.PDF)
    assert "Fit a door bar" in words_of(target)
    assert "Flag the address" not in words_of(target)


def test_a_check_that_cannot_be_done_stops_the_document(
    workspace: Workspace, tmp_path: Path
) -> None:
    case, target = a_case(workspace), tmp_path / "summary.pdf"
    asked = wanted(DocumentKind.ACTIONS, SubjectKind.CASE, case)
    with workspace.engine.begin() as connection:
        connection.execute(text('ALTER TABLE "must_not_receive" RENAME TO "gone"'))
    with pytest.raises(DocumentRefusedError, match="could not be checked"):
        make_document(workspace, asked, target, FileFormat.PDF)
    assert not target.exists()
    with workspace.engine.begin() as connection:
        connection.execute(text('ALTER TABLE "gone" RENAME TO "must_not_receive"'))


def test_nothing_is_noted_when_the_file_cannot_be_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case)
    with pytest.raises(StorageError):
        make_document(workspace, asked, tmp_path / "no folder" / "a.pdf", FileFormat.PDF)
    with pytest.raises(StorageError):
        make_document(workspace, asked, workspace.file.folder / "a.pdf", FileFormat.PDF)
    assert "document.made" not in {action for action, *_rest in trail(workspace)}


@pytest.mark.parametrize("before", [b"An earlier summary.", None])
def test_what_cannot_be_noted_leaves_what_stood_there_before(
    workspace: Workspace, tmp_path: Path, before: bytes | None
) -> None:
    case, target = a_case(workspace), tmp_path / "summary.pdf"
    if before is not None:
        target.write_bytes(before)
    with workspace.engine.begin() as connection:  # the entry is refused as late as can be
        nobody = "person_id INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED"
        connection.execute(text(f"CREATE TABLE late ({nobody})"))
        late = (
            "CREATE TRIGGER too_late AFTER INSERT ON audit BEGIN INSERT INTO late VALUES (99); END"
        )
        connection.execute(text(late))
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case)
    with pytest.raises((CaseDeskError, IntegrityError)):
        make_document(workspace, asked, target, FileFormat.PDF)
    found = {path.name: path.read_bytes() for path in tmp_path.glob("summary*")}
    assert found == ({} if before is None else {"summary.pdf": before})
    with workspace.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER too_late"))
    make_document(workspace, asked, target, FileFormat.PDF)
    assert [path.name for path in tmp_path.glob("summary*")] == ["summary.pdf"]
    assert target.read_bytes().startswith(b"%PDF")


def test_a_letter_holds_the_number_of_its_recipient_and_of_records_joined_into_theirs(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    sian = people_of(workspace, case)[0]
    twice = record_person(
        workspace, NewPerson("Morgan", "Sian", safe_contact_number="07700 900124")
    )
    join_people(workspace, sian, twice)

    def guarded(to: Recipient) -> frozenset[str]:
        document = Document("A letter", "", (), (case,))
        with workspace.reading(Permission.READ_RECORDS) as session:
            return guarded_for(session, document, to).numbers

    assert guarded(Recipient(RecipientKind.PERSON, str(sian), "Siân Morgan")) == frozenset()
    assert guarded(agency("police")) == {"07700900123", "07700900124"}


def test_the_preview_is_page_one_and_large_print_needs_more_pages(workspace: Workspace) -> None:
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, a_case(workspace))
    usual = preview(workspace, asked)
    large = preview(workspace, replace(asked, large_print=True))
    assert usual.picture.height > usual.picture.width > 800
    assert len(usual.picture.dots) == usual.picture.width * usual.picture.height * 4
    assert large.pages > usual.pages == 1


@pytest.mark.parametrize(
    "words", ["<b>bold</b> & \x00\x07 \u202eabc 😀", "a" * 10_000, "w " * 40_000]
)
def test_hostile_text_is_drawn_as_text(workspace: Workspace, tmp_path: Path, words: str) -> None:
    meeting, target = a_meeting(workspace, a_case(workspace), words), tmp_path / "minutes.pdf"
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting)
    make_document(workspace, asked, target, FileFormat.PDF)
    assert words[:3] in words_of(target)


def test_marking_and_handling_are_those_the_partnership_chose(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case(workspace)
    chosen = PageMarking("own", "SEALED: TŶ GWYN", "Only for those named. Do not copy.")
    set_page_marking(workspace, chosen, page_marking(workspace))
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case)
    as_pdf, as_docx = tmp_path / "one.pdf", tmp_path / "one.docx"
    make_document(workspace, replace(asked, large_print=True), as_pdf, FileFormat.PDF)
    make_document(workspace, asked, as_docx, FileFormat.DOCX)
    page = docx.Document(str(as_docx)).sections[0]
    header = "\n".join(line.text for line in page.header.paragraphs)
    for read in (words_of(as_pdf), header):
        assert "SEALED: TŶ GWYN — Riverside Community Safety Partnership" in read
        assert "Only for those named. Do not copy." in read
        assert "OFFICIAL" not in read
    assert words_of(as_pdf).count("SEALED: TŶ GWYN") == 2 * words_of(as_pdf).count("Page ")
    assert page.footer.paragraphs[0].text == "SEALED: TŶ GWYN"


def test_a_docx_says_the_same_with_marking_draft_and_page_numbers(
    workspace: Workspace, tmp_path: Path
) -> None:
    minutes = "The locks were changed. <b>\x00 ŵ ŷ"
    meeting, target = a_meeting(workspace, a_case(workspace), minutes), tmp_path / "minutes.docx"
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, meeting)
    make_document(workspace, asked, target, FileFormat.DOCX)
    file = docx.Document(str(target))
    read = "\n".join(line.text for line in file.paragraphs)
    assert "Minutes: The locks were changed. <b> ŵ ŷ" in read
    header = "\n".join(line.text for line in file.sections[0].header.paragraphs)
    assert "OFFICIAL-SENSITIVE — Riverside Community Safety Partnership" in header
    assert "DRAFT" in header
    footer = file.sections[0].footer._element
    fields = [one.get(qn("w:instr")) for one in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert trail(workspace)[0][2] == "file minutes docx"
    bad = a_meeting(workspace, a_case(workspace), "She is at 12 Mill Court.")
    asked = wanted(DocumentKind.MINUTES, SubjectKind.MEETING, bad)
    with pytest.raises(DocumentRefusedError):
        make_document(workspace, asked, target, FileFormat.DOCX)


def test_documents_are_in_the_language_chosen_with_every_welsh_letter(
    workspace: Workspace, tmp_path: Path
) -> None:
    """ŵ and ŷ stand in the words of CaseDesk and in names, and are read back from the file."""
    subject = NewPerson(surname="Llŷr", forenames="Siân Ŵyn")
    case = take_in_referral(workspace, new_referral(subject=subject)).case_id
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case)
    letter = replace(asked, kind=DocumentKind.LETTER, letter_id="case_closed",
                     recipient=agency("housing"), language="cy")  # fmt: skip
    for name, one in (("case", replace(asked, language="cy")), ("letter", letter)):
        make_document(workspace, one, tmp_path / f"{name}.pdf", FileFormat.PDF)
        make_document(workspace, one, tmp_path / f"{name}.docx", FileFormat.DOCX)
    summary, words = words_of(tmp_path / "case.pdf"), words_of(tmp_path / "letter.pdf")
    assert "Siân Ŵyn Llŷr" in summary
    assert "Atgyfeiriad" in summary
    assert "Tachwedd 2026" in words
    assert "At Tai" in words
    assert "Mewn argyfwng ffoniwch 999." in words
    assert "We have closed" not in words
    assert "Siân Ŵyn Llŷr" in docx_words(tmp_path / "case.docx")
    assert "Mewn argyfwng ffoniwch 999." in docx_words(tmp_path / "letter.docx")
    foot = docx.Document(str(tmp_path / "case.docx")).sections[0].footer.paragraphs[-1].text
    assert foot.startswith("Tudalen")
    make_document(workspace, replace(letter, language=""), tmp_path / "en.pdf", FileFormat.PDF)
    assert "In an emergency call 999." in words_of(tmp_path / "en.pdf")


@pytest.mark.parametrize("language", ["cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_without_a_choice_documents_are_in_the_language_in_use(
    workspace: Workspace, tmp_path: Path
) -> None:
    referral = new_referral(address="Tŷ'r Dŵr, 3 Mill Court")
    case = take_in_referral(workspace, referral).case_id
    used_on = NewIntervention("closure_notice", case_id=case)
    power = record_intervention(workspace, used_on)
    asked = wanted(DocumentKind.NOTICE, SubjectKind.POWER, power)
    make_document(workspace, asked, tmp_path / "notice.pdf", FileFormat.PDF)
    words = words_of(tmp_path / "notice.pdf")
    assert "Hysbysiad cau" in words
    assert "Tudalen 1 o 1" in words
    make_document(
        workspace,
        wanted(DocumentKind.SUMMARY, SubjectKind.CASE, case),
        tmp_path / "summary.pdf",
        FileFormat.PDF,
    )
    summary = words_of(tmp_path / "summary.pdf")
    assert "Offer a phwerau" in summary
    assert "Tŷ'r Dŵr" in summary
