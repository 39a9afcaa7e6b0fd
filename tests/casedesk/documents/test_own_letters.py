"""The partnership's own letters and letterhead: read, refused by name, replaced, taken back."""

from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

from casedesk.cases.service import take_in_referral
from casedesk.documents.contents import document_of, offer
from casedesk.documents.letterhead import (
    LONGEST_SIDE,
    Letterhead,
    letterhead,
    read_logo,
    set_letterhead,
)
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
from casedesk.documents.own_letters import (
    LARGEST_BYTES,
    add_letter,
    letter_list,
    put_letter,
    save_letter,
)
from casedesk.documents.service import make_document
from casedesk.errors import CatalogueError, InputError, StorageError
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral

POLICE = Recipient(RecipientKind.AGENCY, "police", "Police")
OURS = """
id = "we_met"
title = "We met"
made_of = ["case"]
subject = "Reference {reference}"
paragraphs = ["To {recipient}", "We met. <b>Ŵy</b> & more.", "{author}"]
"""


def template(folder: Path, text: str = OURS) -> Path:
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def a_letter(case: int, letter_id: str, *, large: bool = False) -> Wanted:
    subject = Subject(SubjectKind.CASE, case)
    return Wanted(DocumentKind.LETTER, subject, POLICE, letter_id, large_print=large)


def words(document: Document) -> str:
    return "\n".join(one.text for section in document.sections for one in section.all_fields())


def titles(workspace: Workspace) -> dict[str, bool]:
    return {one.title: one.is_own for one in letter_list(workspace)}


def picture(path: Path, size: tuple[int, int] = (1200, 400), kind: str = "PNG") -> Path:
    Image.new("RGB", size, "navy").save(path, kind)
    return path


def test_an_own_letter_is_offered_written_and_taken_out_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = take_in_referral(workspace, new_referral()).case_id
    assert add_letter(workspace, template(tmp_path)) == ("we_met", None)
    assert ("we_met", "We met") in offer(workspace, Subject(SubjectKind.CASE, case)).letters
    assert "We met. <b>Ŵy</b> & more." in words(document_of(workspace, a_letter(case, "we_met")))
    target = tmp_path / "letter.pdf"
    make_document(workspace, a_letter(case, "we_met", large=True), target, FileFormat.PDF)
    page = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
    assert "<b>Ŵy</b> & more." in page
    before = put_letter(workspace, "we_met", None)
    assert before == OURS
    assert "We met" not in titles(workspace)
    with pytest.raises(InputError):
        document_of(workspace, a_letter(case, "we_met"))
    put_letter(workspace, "we_met", before)  # Undo
    assert titles(workspace)["We met"]


def test_a_letter_with_the_id_of_a_shipped_one_takes_its_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert titles(workspace)["A case was closed"] is False
    copy = tmp_path / "copy.toml"
    save_letter(workspace, "case_closed", copy)
    text = copy.read_text(encoding="utf-8").replace("We have closed", "The panel has closed")
    assert add_letter(workspace, template(tmp_path, text)) == ("case_closed", None)
    case = take_in_referral(workspace, new_referral()).case_id
    assert "The panel has closed" in words(document_of(workspace, a_letter(case, "case_closed")))
    assert titles(workspace)["A case was closed"] is True
    save_letter(workspace, "case_closed", copy)  # now the own one
    assert copy.read_text(encoding="utf-8") == text
    assert add_letter(workspace, copy) == ("case_closed", text)
    put_letter(workspace, "case_closed", None)
    assert titles(workspace)["A case was closed"] is False
    with pytest.raises(StorageError):
        save_letter(workspace, "case_closed", workspace.file.folder / "in.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('subject = "Reference {reference}"', "", 'ours.toml: the line "subject" is missing.'),
        ('id = "we_met"', 'id = "we_met"\nrun = "rm"', 'a letter has no line "run"'),
        ('id = "we_met"', 'id = "../we"', "small letters, digits"),
        ('title = "We met"', 'title = " "', 'no words in "title"'),
        ("{author}", "{signature}", 'there is no place "signature"'),
        ("{author}", "{author.__class__}", "nothing else in braces"),
        ("To {recipient}", "To you", 'the place "recipient" is missing'),
        ('["case"]', '["people"]', "no template of a letter"),
        ("id =", "id", "no template of a letter"),
    ],
)
def test_what_is_missing_or_not_known_is_named_and_nothing_is_kept(
    workspace: Workspace, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in OURS
    with pytest.raises(CatalogueError) as raised:
        add_letter(workspace, template(tmp_path, OURS.replace(old, new)))
    assert said in str(raised.value)
    assert not any(titles(workspace).values())


def test_a_file_that_is_none_or_far_too_large_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "ours.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="no template"):
        add_letter(workspace, tmp_path / "ours.toml")
    with pytest.raises(CatalogueError, match="too large"):
        add_letter(workspace, template(tmp_path, "#" * (LARGEST_BYTES + 1)))
    with pytest.raises(CatalogueError, match="could not be read"):
        add_letter(workspace, tmp_path / "nothing.toml")


def test_a_letter_that_no_longer_holds_is_listed_with_the_reason(workspace: Workspace) -> None:
    put_letter(workspace, "old", OURS.replace("{author}", "{gone}"))
    (old,) = [one for one in letter_list(workspace) if one.id == "old"]
    assert 'no place "gone"' in old.words
    case = take_in_referral(workspace, new_referral()).case_id
    assert "old" not in dict(offer(workspace, Subject(SubjectKind.CASE, case)).letters)


def test_logo_and_lines_stand_on_every_letter_as_pdf_and_word(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = take_in_referral(workspace, new_referral()).case_id
    logo = read_logo(picture(tmp_path / "logo.png"))
    set_letterhead(workspace, Letterhead("Civic Offices\nQX1 1AA", logo))
    wanted = a_letter(case, "case_closed")
    target = tmp_path / "letter.pdf"
    make_document(workspace, wanted, target, FileFormat.PDF)
    page = pypdfium2.PdfDocument(target)[0]
    assert "Civic Offices" in page.get_textpage().get_text_range()
    (shown,) = [one for one in page.get_objects() if isinstance(one, pypdfium2.PdfImage)]
    left, bottom, right, top = shown.get_bounds()
    assert right == pytest.approx(595 - 51, abs=2)  # at the right edge
    assert (right - left, top - bottom) == (pytest.approx(142, abs=1), pytest.approx(47.3, abs=1))
    make_document(workspace, wanted, tmp_path / "letter.docx", FileFormat.DOCX)
    assert len(docx.Document(str(tmp_path / "letter.docx")).inline_shapes) == 1
    set_letterhead(workspace, Letterhead())
    assert letterhead(workspace) == Letterhead()
    assert document_of(workspace, wanted).logo == b""


def test_a_picture_is_measured_before_it_is_unpacked_and_made_small(tmp_path: Path) -> None:
    kept = tmp_path / "kept.png"
    kept.write_bytes(read_logo(picture(tmp_path / "logo.jpg", (3000, 900), "JPEG")))
    with Image.open(kept) as made:
        assert made.format == "PNG"
        assert made.size == (900, 270)
    with pytest.raises(InputError, match="4001 by 10 pixels"):
        read_logo(picture(tmp_path / "wide.png", (LONGEST_SIDE + 1, 10)))
    with pytest.raises(InputError, match="no picture"):
        read_logo(picture(tmp_path / "logo.gif", kind="GIF"))
    (tmp_path / "large.png").write_bytes(b"\x89PNG" + b"0" * 2_000_001)
    with pytest.raises(InputError, match="larger than 2 MB"):
        read_logo(tmp_path / "large.png")


@pytest.mark.parametrize("address", ["line\n" * 9, "n" * 81])
def test_a_letterhead_that_leaves_no_room_for_the_letter_is_refused(
    workspace: Workspace, address: str
) -> None:
    with pytest.raises(InputError):
        set_letterhead(workspace, Letterhead(address))
