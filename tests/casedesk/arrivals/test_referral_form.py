"""The form that CaseDesk issues: filled in by partners, read back with an import's checks."""

import io
from datetime import date

import pypdf
import pytest

from casedesk.arrivals.form_fields import MARK, form_sections
from casedesk.arrivals.form_pdf import referral_form
from casedesk.arrivals.form_reading import read_form
from casedesk.arrivals.model import FormAnswers
from casedesk.arrivals.service import draw_page_of
from casedesk.documents.model import Marking
from casedesk.errors import ImportRefusedError
from casedesk.exchange.name_book import NameBook
from casedesk.forums.catalogue import forums
from tests.casedesk.arrivals import files
from tests.casedesk.arrivals.filled_form import filled_form

TODAY = date(2026, 11, 20)
MARKING = Marking("OFFICIAL-SENSITIVE", "Riverside Community Safety Partnership", False)
FILLED = {
    "agency": "police",
    "received": "12/11/2026",
    "referrer_name": "PC Owen Tate",
    "subject_forenames": "Siân",
    "subject_surname": "Ŵyn-Morgan",
    "subject_born": "3 May 1988",
    "subject_gender": "female",
    "subject_ethnicity": "white.white_british",
    "subject_protected": "/Yes",
    "safe_how": "text",
    "safe_not": "Her brother",
    "other_1_forenames": "Gareth",
    "other_1_surname": "Pugh",
    "other_1_role": "person_causing_harm",
    "other_1_relationship": "ex_partner",
    "children": "2",
    "met_escalation": "/Yes",
    "evidence_escalation": "Third call in a week",
    "risk_tool": "dash_safelives",
    "risk_score": "16",
    "reason": "He came back at night\nand broke the door.",
    "told": "told_agrees",
    "safe": "yes",
    "basis": "public_task_safeguarding",
}


def form(forum_id: str = "marac") -> bytes:
    return referral_form(forums()[forum_id], MARKING)


def filled(**typed: str) -> bytes:
    """Return the form as a partner's program saves it."""
    return filled_form(form(), typed)


def read(content: bytes, *, practice: bool = False) -> FormAnswers:
    found = read_form(content, NameBook({}, {}), TODAY, file_is_practice=practice)
    assert found is not None
    return found


def test_every_field_has_a_label_to_be_read_out_and_tab_goes_row_by_row() -> None:
    reader = pypdf.PdfReader(io.BytesIO(form()))
    fields = reader.get_fields() or {}
    asked = [one.name for part in form_sections(forums()["marac"]) for one in part.fields]
    assert list(fields) == [MARK, *asked]
    assert all(fields[name].get("/TU") for name in asked)
    assert {page["/Tabs"] for page in reader.pages} == {"/R"}
    for page in reader.pages:
        for place in page.get("/Annots", ()):
            assert place.get_object()["/P"] == page
    words = "".join(page.extract_text() for page in reader.pages)
    assert "OFFICIAL-SENSITIVE" in words
    assert "Referral to MARAC" in words
    assert draw_page_of(form(), 0, 1000).picture.width == 1000


def test_what_was_filled_in_comes_back_field_by_field() -> None:
    found = read(filled(**FILLED))
    assert found.problems == {}
    assert found.forum_id == "marac"
    assert found.typed["reason"] == FILLED["reason"]
    expected = {
        **FILLED,
        "received": date(2026, 11, 12),
        "subject_born": date(1988, 5, 3),
        "subject_protected": True,
        "met_escalation": True,
        "children": 2,
        "risk_score": 16,
    }
    assert found.values == expected


def test_what_is_wrong_is_named_by_field_with_the_words_of_the_import_and_kept() -> None:
    wrong = {
        "agency": "Polise",
        "received": "31/02/2026",
        "subject_born": "1 January 2030",
        "children": "two",
        "risk_tool": "dash_safelives",
        "risk_score": "99",
        "told": "maybe",
        "subject_ethnicity": "purple",
        "happened": "1 December 2026",
        "other_2_born": "tomorrow",
    }
    found = read(filled(**wrong))
    assert found.typed == wrong
    assert found.values == {"risk_tool": "dash_safelives"}
    assert set(found.problems) == set(wrong) - {"risk_tool"}
    assert "The nearest is Police" in found.problems["agency"]
    assert found.problems["children"] == "This is not a number."
    assert found.problems["subject_born"] == "This birth date is after the referral."
    assert "not one of the answers" in found.problems["told"]
    assert found.problems["happened"] == "This day is in the future."


def test_answers_are_known_by_their_words_as_well_and_by_the_partnerships_own_names() -> None:
    typed = filled(agency="Town wardens", told="Told, and agrees", subject_gender="F")
    found = read_form(typed, NameBook({}, {"townwardens": "police"}), TODAY, file_is_practice=False)
    assert found is not None
    assert found.values == {"agency": "police", "told": "told_agrees", "subject_gender": "female"}


def test_another_version_is_refused_and_a_printed_form_is_no_form() -> None:
    newer = filled(**{MARK: "referral 2 marac"})
    with pytest.raises(ImportRefusedError, match="another version of CaseDesk"):
        read(newer)
    with pytest.raises(ImportRefusedError, match="another version"):
        read(filled(**{MARK: "referral 1 forum_of_nobody"}))
    for other in (files.pdf(), files.scan_as_pdf(), b"%PDF-1.7 not at all"):
        assert read_form(other, NameBook({}, {}), TODAY, file_is_practice=False) is None


def test_forms_for_practice_and_real_ones_are_kept_apart() -> None:
    practice = referral_form(forums()["marac"], Marking("OFFICIAL", "Riverside", True))
    assert read(practice, practice=True).typed == {}
    with pytest.raises(ImportRefusedError, match="practice"):
        read(practice)
    with pytest.raises(ImportRefusedError, match="practice file"):
        read(form(), practice=True)


@pytest.mark.parametrize("forum_id", [one.id for one in forums().values() if one.content != "none"])
def test_every_forum_has_a_form(forum_id: str) -> None:
    assert read(form(forum_id)).forum_id == forum_id
