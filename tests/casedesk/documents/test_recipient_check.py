"""What stops a document: protected addresses, safe contact, what the recipient must not receive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.cases.model import BarredPart
from casedesk.documents.model import Document, Field, Section, Tells
from casedesk.documents.rules import Guarded, hits, telephone_numbers

ADDRESS = "Flat 2, 12 Mill Court, Riverside, QX4 1BR"
GUARDED = Guarded(
    addresses=frozenset({ADDRESS}),
    numbers=telephone_numbers("07700 900123 after six"),
    not_answering=frozenset({"Gareth", "her new landlady"}),
    names=frozenset({"Gareth Pugh", "Siân Morgan"}),
)

FORMS = [
    "answer", "answers", "answered", "answering", "phone", "phones", "phoned", "phoning",
    "telephone", "telephoned", "call", "calls", "called", "caller", "calling", "callback", "ring",
    "rings", "ringing", "rang", "rung", "text", "texts", "texted", "texting", "message",
    "messages", "messaged", "messaging", "voicemail", "contact", "contacts", "contacted",
    "contacting", "number", "numbers", "mobile", "dial", "dialled", "ateb", "hateb", "atebodd",
    "atebwch", "ffôn", "ffon", "ffonio", "ffoniwch", "ffoniodd", "ffonau", "teleffon", "deleffon",
    "theleffon", "galw", "alw", "ngalw", "galwad", "alwad", "ngalwad", "galwch", "alwch",
    "galwodd", "alwodd", "gelwir", "elwir", "gelwch", "elwch", "neges", "negeseuon", "tecst",
    "decst", "thecst", "tecstio", "lleisbost", "leisbost", "deialu", "ddeialu", "neialu", "rhif",
    "rif", "rhifau", "rifau", "cysylltu", "gysylltu", "nghysylltu", "chysylltu", "cysylltwch",
    "gysylltiad", "cyswllt", "gyswllt", "cyfathrebu", "gyfathrebu", "symudol",
]  # fmt: skip


def one(text: str, tells: Tells = Tells.DISCUSSION, case_id: int | None = 7) -> Document:
    section = Section("1. Case M-2026-014", (Field("Minutes", text, tells, case_id),))
    return Document("Minutes: MARAC 30", "12 November 2026", (section,), (7,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("She has moved to 12 Mill Court.", "protected address"),
        ("she has moved to 12  MILL\ncourt", "protected address"),
        ("Her post goes to qx41br", "protected address"),
        ("Her post goes to QX4\u00a01BR", "protected address"),
        ("12 Mi\u00adll Court", "protected address"),
        ("Ring her on 07700 900123", "number of a safe contact"),
        ("Ring her on +44 (0)7700-900 123", "number of a safe contact"),
        ("Do not let Gareth answer", "who must not answer"),
        ("Her new landlady is told everything", "who must not answer"),
    ],
)
def test_what_stands_in_a_text_stops_it_and_only_the_place_is_said(text: str, why: str) -> None:
    (hit,) = hits(one(text), GUARDED)
    assert why in hit.why
    assert hit.sentence.startswith("Section “1. Case M-2026-014”, field “Minutes”: ")
    for value in ("Mill", "QX4", "07700", "Gareth", "landlady"):
        assert value not in hit.sentence


@pytest.mark.parametrize(
    "words",
    FORMS,
)
def test_a_name_beside_any_form_of_a_word_of_telephoning_stops_it(words: str) -> None:
    (hit,) = hits(one(f"Gareth: {words}."), GUARDED)
    assert "who must not answer" in hit.why
    assert hits(one(f"Dafydd: {words}."), GUARDED) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ni ddylai Gareth ei ffonio ag alw heibio.",
        "Peidiwch â gadael i Gareth gysylltu â hi.",
        "Os yw Gareth yno, ffoniwch eto.",
        "Mae Gareth yn gwybod ei rif.",
    ],
)
def test_a_welsh_sentence_of_who_must_not_answer_stops_it(text: str) -> None:
    assert hits(one(text), GUARDED)


@pytest.mark.parametrize(
    "text",
    [
        "Gareth is always late.",
        "Gareth moved to Galway.",
        "Gareth had a rifle; the rift is wide.",
        "Gwnaeth Gareth elw mawr.",
        "Gareth Pugh was arrested on Tuesday.",  # a name of the case, and nobody telephones
        "Flat 2 was empty.",  # too common to be a trace of one address
        "The mill is closed. 12 officers went.",
        "Ring the office on 01632 960001.",
        "",
    ],
)
def test_what_only_looks_alike_does_not_stop_it(text: str) -> None:
    assert hits(one(text), GUARDED) == ()


def test_every_place_is_looked_at_titles_tables_and_all() -> None:
    bad = "12 Mill Court"
    row = (Field("Place", bad), Field("Owner", "Dev Marsh"))
    document = Document(bad, bad, (Section(bad, (Field("", bad),), (1, 1), (row,)),), ())
    assert [hit.field for hit in hits(document, GUARDED)] == [
        "Title", "Subtitle", "Heading", "Text", "Place",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "tells", "stops"),
    [
        (BarredPart.EVERYTHING, Tells.CASE, True),
        (BarredPart.RISK, Tells.RISK, True),
        (BarredPart.RISK, Tells.DISCUSSION, False),
        (BarredPart.DISCUSSION, Tells.DISCUSSION, True),
        (BarredPart.ADDRESSES, Tells.ADDRESS, True),
        (BarredPart.ADDRESSES, Tells.CASE, False),
    ],
)
def test_what_a_recipient_must_not_receive_of_a_case(
    part: BarredPart, tells: Tells, stops: bool
) -> None:
    guarded = Guarded(barred={7: {part}})
    assert bool(hits(one("high", tells), guarded)) is stops
    assert hits(one("high", tells, case_id=8), guarded) == ()


def test_an_agency_that_must_not_see_people_gets_no_name() -> None:
    guarded = Guarded(names=frozenset({"Siân Morgan"}), sees_people=False)
    assert hits(one("Somebody", Tells.NAME), guarded)
    assert hits(one("Talk to Morgan"), guarded)
    assert hits(one("Mend the street light"), guarded) == ()


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_protected_address_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    assert hits(one(f"{before} 12 Mill Court {after}"), GUARDED)
