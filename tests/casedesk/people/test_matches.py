"""While a name is typed, whoever may be meant is offered, with every reason."""

from datetime import date

from casedesk.interventions.person_changes import join_people
from casedesk.people.model import (
    FoundPair,
    MatchReason,
    MatchSummary,
    NameKind,
    NewPerson,
    PersonSought,
)
from casedesk.people.service import (
    add_name,
    find_matches_among,
    mark_different,
    mark_person_in_error,
    possible_matches,
    record_matches,
    record_person,
)
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

BORN = date(1988, 5, 3)
SIAN = NewPerson(
    "Morgan",
    "Siân",
    born_on=BORN,
    address="Flat 2, Mill Court",
    postcode="QX1 1AA",
    safe_contact_number="01632 960001",
)


def found(workspace: Workspace, **typed: object) -> list[tuple[int, tuple[MatchReason, ...]]]:
    sought = PersonSought(**typed)  # type: ignore[arg-type]
    return [(m.person_id, m.reasons) for m in possible_matches(workspace, sought)]


def test_a_half_typed_name_without_accents_is_enough(workspace: Workspace) -> None:
    sian = record_person(workspace, SIAN)
    record_person(workspace, NewPerson("Pugh", "Rhodri"))
    assert found(workspace, surname="Mor", forenames="Sian") == [
        (sian, (MatchReason.NAME_BEGINS_SAME,))
    ]
    assert found(workspace, surname="Mo") == []


def test_each_way_to_somebody(workspace: Workspace) -> None:
    sian = record_person(workspace, SIAN)
    add_name(workspace, sian, "Siân Bowen", NameKind.MAIDEN)
    ways: list[dict[str, object]] = [
        {"surname": "Morgan", "forenames": "Siân"},
        {"surname": "Morgun", "forenames": "Siân"},
        {"surname": "Bowen", "forenames": "Sian"},
        {"surname": "Siân", "forenames": "Morgan"},
        {"surname": "Pugh", "forenames": "Siân", "born_on": BORN},
        {"surname": "Pugh", "forenames": "Siân", "born_on": date(1988, 3, 5)},
        {"forenames": "Siân", "address": "flat 2 mill court"},
        {"born_on": BORN, "postcode": "qx11aa"},
        {"telephone": "01632960001"},
    ]
    for typed in ways:
        assert [person for person, _reasons in found(workspace, **typed)] == [sian], typed


def test_the_likeliest_comes_first_with_all_reasons(workspace: Workspace) -> None:
    other = record_person(workspace, NewPerson("Morgan", "Siân"))
    sian = record_person(workspace, SIAN)
    assert found(
        workspace, surname="Morgan", forenames="Sian", born_on=BORN, postcode="QX1 1AA"
    ) == [
        (sian, (MatchReason.NAME_SAME, MatchReason.BORN_SAME, MatchReason.POSTCODE_SAME)),
        (other, (MatchReason.NAME_SAME,)),
    ]


def test_a_protected_address_is_neither_shown_nor_guessed(workspace: Workspace) -> None:
    new = NewPerson(
        "Morgan", "Siân", address="9 Tŷ Melin", postcode="QX2 2BB", address_protected=True
    )
    record_person(workspace, new)
    match = one(workspace, surname="Morgan", forenames="Siân", address="9 Tŷ Melin")
    assert (match.address, match.address_protected) == ("address protected", True)
    assert match.reasons == (MatchReason.NAME_SAME,)
    assert found(workspace, forenames="Siân", address="9 Tŷ Melin", postcode="QX2 2BB") == []


def one(workspace: Workspace, **typed: object) -> MatchSummary:
    (match,) = possible_matches(workspace, PersonSought(**typed))  # type: ignore[arg-type]
    return match


def test_joined_wrong_and_different_people_are_not_offered(workspace: Workspace) -> None:
    kept, joined, wrong, different = (
        record_person(workspace, NewPerson("Morgan", n)) for n in ("Siân", "Sian", "Siân", "Siân")
    )
    join_people(workspace, kept, joined)
    mark_person_in_error(workspace, wrong, 1, "never existed")
    mark_different(workspace, kept, different)
    offered = found(workspace, surname="Morgan", forenames="Siân", person_id=kept)
    assert offered == []
    everybody = found(workspace, surname="Morgan", forenames="Siân")
    assert [person for person, _reasons in everybody] == [kept, different]


def test_whoever_was_joined_is_found_by_the_other_name_too(workspace: Workspace) -> None:
    kept = record_person(workspace, SIAN)
    join_people(workspace, kept, record_person(workspace, NewPerson("Llewelyn", "Angharad")))
    assert found(workspace, surname="Llewelyn", forenames="Angharad") == [
        (kept, (MatchReason.KNOWN_AS_SAME,))
    ]


def test_typing_quotes_and_operators_does_no_harm(workspace: Workspace) -> None:
    record_person(workspace, SIAN)
    for typed in ('Mor" OR "', "NEAR(", "a* AND b", "'; DROP TABLE person; --", "\x00Mor"):
        found(workspace, surname=typed, forenames=typed, known_as=typed, address=typed)


def matches_of(workspace: Workspace, ids: list[int]) -> list[FoundPair]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return find_matches_among(session, ids)


def test_what_an_import_leaves_over_is_found(workspace: Workspace) -> None:
    old = record_person(workspace, SIAN)
    elsewhere = record_person(workspace, NewPerson("Morgan", "Siân", born_on=BORN))
    misspelt = record_person(workspace, NewPerson("Morgen", "Sian", born_on=BORN))
    undated = record_person(workspace, NewPerson("Morgan", "Siân"))
    record_person(workspace, NewPerson("Morgan", "Siân", born_on=date(1961, 9, 20)))
    new = [elsewhere, misspelt, undated]
    pairs = {(p.first_id, p.second_id): p.reasons for p in matches_of(workspace, new)}
    assert pairs[old, elsewhere] == (MatchReason.NAME_SAME, MatchReason.BORN_SAME)
    assert pairs[old, misspelt] == (MatchReason.NAME_LIKE, MatchReason.BORN_SAME)
    assert pairs[old, undated] == (MatchReason.NAME_SAME,)
    assert (misspelt, undated) not in pairs  # too little to go by


def test_pairs_that_wait_or_were_decided_are_not_found_again(workspace: Workspace) -> None:
    one, two, three = (record_person(workspace, SIAN) for _number in range(3))
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        pairs = find_matches_among(change.session, [one, two, three])
        assert record_matches(change, pairs[:1]) == 1
        assert record_matches(change, pairs[:1]) == 0
        change.audit("test.recorded", "test")
    mark_different(workspace, pairs[1].first_id, pairs[1].second_id)
    assert matches_of(workspace, [one, two, three]) == pairs[2:]


def test_old_records_are_not_compared_with_one_another(workspace: Workspace) -> None:
    record_person(workspace, SIAN)
    record_person(workspace, SIAN)
    new = record_person(workspace, NewPerson("Pugh", "Rhodri"))
    assert matches_of(workspace, [new]) == []


def test_a_frequent_name_alone_fills_no_work_list(workspace: Workspace) -> None:
    ids = [record_person(workspace, NewPerson("Jones", "David")) for _number in range(9)]
    assert matches_of(workspace, ids) == []
    born = [
        record_person(workspace, NewPerson("Jones", "David", born_on=BORN)) for _number in range(2)
    ]
    assert [(p.first_id, p.second_id) for p in matches_of(workspace, born)] == [tuple(born)]
