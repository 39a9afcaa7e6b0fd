"""Search finds people, cases and places by the beginnings of words, and nothing it must not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.cases.case_life import mark_case_in_error
from casedesk.cases.case_list import case_ids
from casedesk.cases.model import CaseFilter
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.interventions.person_changes import join_people
from casedesk.people.model import NameKind, NewPerson
from casedesk.people.service import add_name, mark_person_in_error, record_person
from casedesk.search import service as search_service
from casedesk.search.model import SearchHits
from casedesk.search.service import recalled_files, search
from casedesk.security.roles import Permission
from casedesk.workspace.full_text import prefix_query
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case


def in_case(workspace: Workspace, case: int, person: int) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.add(CasePersonRow(case_id=case, person_id=person, role="subject"))
        change.audit("test.recorded", "case")


def names(hits: SearchHits) -> list[str]:
    return [hit.person.name for hit in hits.people]


@pytest.fixture
def sian(workspace: Workspace) -> int:
    new = NewPerson(
        "Morgan", "Siân", safe_contact_number="01632 960001", address="Flat 2, Mill Court"
    )
    return record_person(workspace, new)


def test_beginnings_of_words_are_enough_and_accents_do_not_count(
    workspace: Workspace, sian: int
) -> None:
    case = a_case(workspace)
    in_case(workspace, case, sian)
    hits = search(workspace, "sian mor")
    assert [(h.person.id, h.person.name, h.cases) for h in hits.people] == [
        (sian, "Siân Morgan", 1)
    ]
    assert [(h.reference, h.subject_name) for h in hits.cases] == [("M-2026-014", "Siân Morgan")]
    assert [p.address for p in search(workspace, "mill cou").places] == ["Flat 2, Mill Court"]


@pytest.mark.parametrize("words", ["m-2026-014", "M-2026", "2026-014", "bowen", "01632960001"])
def test_what_else_leads_there(workspace: Workspace, sian: int, words: str) -> None:
    in_case(workspace, a_case(workspace), sian)
    add_name(workspace, sian, "Siân Bowen", NameKind.MAIDEN)
    assert search(workspace, words)


def test_below_three_characters_nothing_is_looked_for(workspace: Workspace, sian: int) -> None:
    assert not search(workspace, "mo")
    assert not search(workspace, "- '")
    assert search(workspace, "s mo")


def test_a_name_of_two_letters_is_found_whole(workspace: Workspace, sian: int) -> None:
    record_person(workspace, NewPerson("Ng", "Wei"))
    record_person(workspace, NewPerson("Ngata", "Aroha"))
    for typed in ("ng", " Ng "):
        assert names(search(workspace, typed)) == ["Wei Ng"]
    assert not search(workspace, "n")


@pytest.mark.parametrize("typed", ["B1", "b1", " b1 ", "B1\t"])
def test_a_short_reference_is_found_however_it_is_typed(workspace: Workspace, typed: str) -> None:
    wanted = a_case(workspace, reference="B1")
    for other in ("B12", "C1", "A-B1"):
        a_case(workspace, reference=other)
    assert [hit.id for hit in search(workspace, typed).cases] == [wanted]
    assert case_ids(workspace, CaseFilter(words=typed)) == [wanted]
    assert not search(workspace, "b")


def test_joined_people_and_records_in_error_never_appear(workspace: Workspace, sian: int) -> None:
    joined = record_person(workspace, NewPerson("Morgans", "Shan"))
    wrong = record_person(workspace, NewPerson("Morganstern", "Wrong"))
    case = a_case(workspace)
    in_case(workspace, case, joined)
    join_people(workspace, sian, joined)
    mark_person_in_error(workspace, wrong, 1, "never existed")
    assert names(search(workspace, "morg")) == ["Siân Morgan"]
    assert names(search(workspace, "shan morgans")) == ["Siân Morgan"]  # by the joined name
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.mark_in_error(change.find(CaseRow, case), "entered twice")
        change.audit("test.recorded", "case")
    assert search(workspace, "morg").cases == ()


def test_with_very_many_hits_the_newest_are_ranked(
    workspace: Workspace, sian: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        record_person(workspace, NewPerson("Morgan", f"Number{number}"))
    monkeypatch.setattr(search_service, "MOST_RANKED", 3)
    assert sian not in [h.person.id for h in search(workspace, "morgan").people]
    assert sian in [h.person.id for h in search(workspace, "morgan sian").people]


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_typed_can_break_the_search(workspace: Workspace, typed: str) -> None:
    search(workspace, typed)
    search(workspace, f'{typed}" OR "*')


def test_words_are_quoted() -> None:
    assert prefix_query('NEAR a"b -- x*') == '"NEAR"* "a""b"* "x*"*'


def test_a_file_looked_at_last_goes_with_its_case(workspace: Workspace) -> None:
    case = a_case(workspace)
    file = add_bytes(workspace, Owner(case), "order.txt", b"Order.")
    (hit,) = recalled_files(workspace, [file])
    assert hit.title == "order"
    mark_case_in_error(workspace, case, "Entered twice.")
    assert recalled_files(workspace, [file]) == []
