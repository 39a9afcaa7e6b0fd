"""What CaseDesk made of practice data is not taken among real records, nor the other way about."""

import csv
import io
import zipfile
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from pypdf import PdfReader, PdfWriter

from casedesk.arrivals.form_pdf import referral_form
from casedesk.arrivals.service import bring_in
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.audit.service import export_trail
from casedesk.documents.document_docx import document_docx
from casedesk.documents.document_pdf import document_pdf
from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.errors import InputError
from casedesk.forums.service import the_forum
from casedesk.progress import Unwatched
from casedesk.workspace.kept_apart import PRACTICE, origin_problem
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case

WORDS = "PRACTICE DATA: NOT REAL"


def marking(*, practice: bool) -> Marking:
    return Marking("OFFICIAL", "Riverside Community Safety Partnership", practice)


def papers(*, practice: bool) -> dict[str, bytes]:
    """Return what leaves a partnership file and could come back as a file."""
    said, document = (
        marking(practice=practice),
        Document("Case summary", "M-2026-014", (Section("Now", (Field("Next", "Ring."),)),), ()),
    )
    return {
        "summary.pdf": document_pdf(document, said, large_print=False),
        "summary.docx": document_docx(document, said, large_print=False),
        "form.pdf": referral_form(the_forum("marac"), said),
    }


def turned(workspace: Workspace, *, practice: bool) -> Workspace:
    workspace.file = replace(workspace.file, is_practice=practice)
    return workspace


@pytest.mark.parametrize("name", ["summary.pdf", "summary.docx", "form.pdf"])
@pytest.mark.parametrize("practice", [True, False])
def test_a_paper_of_the_one_is_refused_by_the_other(
    workspace: Workspace, name: str, practice: bool
) -> None:
    owner = Owner(a_case(workspace))
    turned(workspace, practice=practice)
    told = "made from real records" if practice else "made from practice data"
    with pytest.raises(InputError, match=told):
        add_bytes(workspace, owner, name, papers(practice=not practice)[name])
    assert add_bytes(workspace, owner, name, papers(practice=practice)[name])


def test_as_a_draft_referral_it_is_refused_with_the_same_sentence(
    workspace: Workspace, tmp_path: Path
) -> None:
    paper = tmp_path / "summary.pdf"
    paper.write_bytes(papers(practice=True)["summary.pdf"])
    (refused,) = bring_in(workspace, [paper], lambda _arrival: "{}", Unwatched())
    assert refused.draft == ""
    assert "never goes among real records" in refused.problem


def kept_anew(pdf: bytes, keywords: str = "") -> bytes:
    """Return a PDF as another program writes it: packed up, with what was read in it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        page.compress_content_streams()
    if keywords:
        writer.add_metadata({"/Keywords": keywords})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def word_file(**properties: str) -> bytes:
    document = docx.Document()
    for name, said in properties.items():
        setattr(document.core_properties, name, said)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_mark_is_found_as_other_programs_write_it() -> None:
    summary = papers(practice=True)["summary.pdf"]
    for content in (
        kept_anew(summary),
        kept_anew(summary, f"MARAC; {PRACTICE}"),
        kept_anew(summary, f"{PRACTICE}, Siân"),  # which a PDF writes in two bytes a letter
        word_file(keywords=f"MARAC, {PRACTICE}"),
        word_file(category=PRACTICE),
    ):
        assert "practice data" in origin_problem(content, file_is_practice=False)
        assert origin_problem(content, file_is_practice=True) == ""


def test_what_only_speaks_of_a_mark_is_nobody_s() -> None:
    plain = papers(practice=False)["summary.pdf"]
    for content in (
        plain.replace(b"%%EOF", f"% /Keywords ({PRACTICE})\n%%EOF".encode()),
        word_file(title=PRACTICE, comments=f"<cp:category>{PRACTICE}</cp:category>"),
        word_file(keywords=f"not-{PRACTICE}"),
        b"%PDF-1.7 /Keywords (" + PRACTICE.encode() + b")",
        b"PK\x03\x04 <keywords>" + PRACTICE.encode() + b"</keywords>",
    ):
        assert origin_problem(content, file_is_practice=False) == ""


def test_properties_that_are_no_xml_or_hold_entities_carry_no_mark() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]>'
    for properties in ("<broken", f"{head}<a>&e;</a>", ""):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            package.writestr("docProps/core.xml", properties)
        assert origin_problem(made.getvalue(), file_is_practice=False) == ""


@pytest.mark.parametrize("name", ["summary.pdf", "form.pdf"])
def test_every_page_of_a_practice_pdf_has_the_watermark(name: str) -> None:
    for practice in (True, False):
        pages = PdfReader(io.BytesIO(papers(practice=practice)[name])).pages
        assert all((WORDS in page.extract_text()) is practice for page in pages)


def test_the_trail_of_practice_data_says_so_in_its_table(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "trail.csv"
    for practice in (True, False):
        export_trail(turned(workspace, practice=practice), path, Unwatched())
        headings = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert (WORDS in headings) is practice
