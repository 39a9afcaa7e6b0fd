"""Two records of one person become one, and part again exactly as they were."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.cases.tables import CasePersonRow, MustNotReceiveRow
from casedesk.contacts.tables import ContactNoteRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions.person_changes import correct_person, join_people, undo_join
from casedesk.interventions.tables import InterventionRow
from casedesk.people.model import FoundPair, JoinSide, MatchReason, NameKind, NewPerson
from casedesk.people.references import all_references, moved_references
from casedesk.people.service import (
    add_address,
    add_name,
    add_relation,
    mark_different,
    open_matches,
    person_details,
    preview_join,
    record_matches,
    record_person,
)
from casedesk.risk.tables import AssessmentRow
from casedesk.security.roles import Permission
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import NOW, Clock

SIAN = NewPerson("Morgan", "Siân", born_on=date(1988, 5, 3), address="2 Mill Court")
SHAN = NewPerson("Morgan", "Shan", known_as="Shan", gender="female", address="9 Tŷ Melin")
# Read differently after every change, or kept as a record of what happened.
_NOT_COMPARED = frozenset(("audit", "audit_head", "person_join", "correction", "setting"))


def add(workspace: Workspace, *rows: Base) -> list[int]:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        for row in rows:
            change.add(row)
        change.audit("test.recorded", "test")
    return [row.id for row in rows]  # type: ignore[attr-defined]


def state(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Every stored value of every table, but for the counter of a row's versions."""
    found = {}
    with workspace.reading(Permission.READ_RECORDS) as session:
        for table in Base.metadata.tables.keys() - _NOT_COMPARED:
            rows = session.execute(text(f'SELECT * FROM "{table}"')).mappings()
            found[table] = [{k: v for k, v in row.items() if k != "version"} for row in rows]
        for index in ("person_index", "case_index"):
            rows = session.execute(text(f"SELECT rowid, * FROM {index} ORDER BY rowid")).mappings()
            found[index] = [dict(row) for row in rows]
    return found


def pointing(workspace: Workspace, person_id: int) -> set[str]:
    """Return the columns that point at a person and hold this one."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return {
            r.name
            for r in all_references()
            if session.execute(r.table.select().where(r.column == person_id)).first()
        }


def everything_about(workspace: Workspace, person: int, other: int, case: int) -> None:
    """Record something of every kind that names `person`."""
    add_name(workspace, person, "Siân Bowen", NameKind.MAIDEN)
    add_address(workspace, person, "4 Church Lane", "QX2 2BB", protected=True)
    add_relation(workspace, person, other, "parent")
    add_relation(workspace, other, person, "friend")
    add(
        workspace,
        CasePersonRow(case_id=case, person_id=person, role="subject", note="as told"),
        ContactNoteRow(case_id=case, person_id=person, kind="call", at=NOW, note="rang"),
        AssessmentRow(
            case_id=case,
            person_id=person,
            tool_id="dash_safelives",
            tool_version="1",
            assessed_on=date(2026, 11, 2),
            answers="{}",
            notes="",
        ),
        InterventionRow(reference=f"I-{person}", power_id="abc", person_id=person),
        MustNotReceiveRow(case_id=case, person_id=person, part="risk", reason="A relative."),
    )


def test_whatever_points_at_a_person_follows_and_comes_back(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    case = a_case(workspace)
    everything_about(workspace, joined, child, case)
    earlier = record_person(workspace, NewPerson("Bowen", "Siân"))
    join_people(workspace, joined, earlier)
    # A table that points at a person later must be added above, or this fails.
    assert pointing(workspace, joined) >= {r.name for r in moved_references()}
    before = state(workspace)

    join_id = join_people(workspace, kept, joined)
    assert pointing(workspace, joined) == {"person_join.joined_id", "person_join.kept_id"}
    assert person_details(workspace, joined).id == kept

    undone = undo_join(workspace, join_id)
    assert (undone.kept_id, undone.joined_id) == (kept, joined)
    assert state(workspace) == before


def test_the_preview_says_what_would_move_and_where_the_two_differ(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    case = a_case(workspace)
    add(workspace, CasePersonRow(case_id=case, person_id=kept, role="subject"))
    add(workspace, CasePersonRow(case_id=case, person_id=joined, role="subject"))
    preview = preview_join(workspace, kept, joined)
    assert (preview.moves, preview.set_aside) == ({"person_address": 1}, {"case_person": 1})
    assert {c.field: (c.kept, c.joined, c.suggested) for c in preview.fields} == {
        "forenames": ("Siân", "Shan", JoinSide.KEPT),
        "gender": (None, "female", JoinSide.JOINED),
        "known_as": (None, "Shan", JoinSide.JOINED),
    }


def test_fields_are_taken_as_chosen_and_given_back(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    chosen = {"forenames": JoinSide.JOINED, "gender": JoinSide.KEPT}
    join_id = join_people(workspace, kept, joined, chosen)
    after = person_details(workspace, kept)
    assert (after.forenames, after.gender, after.known_as) == ("Shan", None, "Shan")
    assert [j.name for j in after.joined] == ["Shan Morgan"]
    undo_join(workspace, join_id)
    after = person_details(workspace, kept)
    assert (after.forenames, after.gender, after.known_as) == ("Siân", None, None)


def test_what_was_corrected_since_stays_corrected(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    join_id = join_people(workspace, kept, joined)
    version = person_details(workspace, kept).version
    correct_person(workspace, kept, version, "asked her", gender="other")
    assert undo_join(workspace, join_id).left_as_corrected == ("gender",)
    after = person_details(workspace, kept)
    assert (after.gender, after.known_as) == ("other", None)


def test_both_in_one_case_stand_in_it_once_and_come_back(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    case = a_case(workspace)
    first, second = add(
        workspace,
        CasePersonRow(case_id=case, person_id=joined, role="subject", note="from joined"),
        CasePersonRow(case_id=case, person_id=kept, role="subject"),
    )
    before = state(workspace)
    join_id = join_people(workspace, kept, joined)
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = [session.get(CasePersonRow, i) for i in (first, second)]
        assert [(r.person_id, r.error_at is None) for r in rows if r] == [
            (joined, False),
            (kept, True),
        ]
        assert session.execute(text('SELECT subject_name FROM "case"')).scalar() == "Siân Morgan"
    undo_join(workspace, join_id)
    assert state(workspace) == before


def test_an_entry_in_error_does_not_hide_the_good_one(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    case = a_case(workspace)
    wrong, _good = add(
        workspace,
        CasePersonRow(case_id=case, person_id=kept, role="subject"),
        CasePersonRow(case_id=case, person_id=joined, role="subject", note="as told"),
    )
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.mark_in_error(change.find(CasePersonRow, wrong), "wrong case")
        change.audit("test.recorded", "test")
    before = state(workspace)
    join_id = join_people(workspace, kept, joined)
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(CasePersonRow, wrong)
        assert row is not None
        assert (row.person_id, row.error_at, row.note) == (kept, None, "as told")
    undo_join(workspace, join_id)
    assert state(workspace) == before


def test_a_relation_to_oneself_is_set_aside(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    add_relation(workspace, kept, joined, "sibling")
    add_relation(workspace, joined, kept, "sibling")
    before = state(workspace)
    join_id = join_people(workspace, kept, joined)
    assert person_details(workspace, kept).relations == ()
    undo_join(workspace, join_id)
    assert state(workspace) == before


def test_what_is_recorded_after_joining_stays_with_the_kept_person(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    join_id = join_people(workspace, kept, joined)
    add_address(workspace, kept, "4 Church Lane", "QX2 2BB")
    undo_join(workspace, join_id)
    assert [a.address for a in person_details(workspace, joined).addresses] == ["9 Tŷ Melin"]
    assert {a.address for a in person_details(workspace, kept).addresses} == {
        "2 Mill Court",
        "4 Church Lane",
    }


def test_joinings_are_undone_in_reverse(workspace: Workspace) -> None:
    one, two, three = (record_person(workspace, NewPerson("Morgan", n)) for n in ("A", "B", "C"))
    before = state(workspace)
    first = join_people(workspace, two, one)
    second = join_people(workspace, three, two)
    with pytest.raises(ConflictError, match="later"):
        undo_join(workspace, first)
    undo_join(workspace, second)
    undo_join(workspace, first)
    assert state(workspace) == before
    with pytest.raises(NotFoundError):
        undo_join(workspace, first)


def test_joining_can_be_undone_for_thirty_days(workspace: Workspace, clock: Clock) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    join_id = join_people(workspace, kept, joined)
    assert person_details(workspace, kept).joined[0].until == date(2026, 12, 20)
    clock.moment = NOW + timedelta(days=31)
    with pytest.raises(ConflictError, match="30 days"):
        undo_join(workspace, join_id)
    clock.moment = datetime(2026, 12, 20, 23, 59, tzinfo=NOW.tzinfo)
    undo_join(workspace, join_id)


def test_a_record_can_be_joined_once_and_not_to_itself(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    with pytest.raises(InputError):
        join_people(workspace, kept, kept)
    join_people(workspace, kept, joined)
    with pytest.raises(NotFoundError):
        join_people(workspace, kept, joined)
    with pytest.raises(NotFoundError):
        preview_join(workspace, joined, kept)


def test_somebody_who_changed_the_record_meanwhile_is_not_overrun(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    preview = preview_join(workspace, kept, joined)
    correct_person(workspace, kept, preview.kept_version, "typing", forenames="Sian")
    with pytest.raises(ConflictError):
        join_people(workspace, kept, joined, kept_version=preview.kept_version)


def test_a_joining_is_audited_as_a_combination(workspace: Workspace) -> None:
    kept, joined = record_person(workspace, SIAN), record_person(workspace, SHAN)
    undo_join(workspace, join_people(workspace, kept, joined))
    with workspace.reading(Permission.READ_AUDIT) as session:
        rows = session.execute(text("SELECT action, record, detail FROM audit ORDER BY seq"))
        assert list(map(tuple, rows))[-2:] == [
            ("person.joined", f"person/{kept}", f"person/{joined}"),
            ("person.join_undone", f"person/{kept}", f"person/{joined}"),
        ]


def test_the_work_list_follows_a_joining(workspace: Workspace) -> None:
    one, two, three = (record_person(workspace, NewPerson("Morgan", n)) for n in ("A", "B", "C"))
    four = record_person(workspace, NewPerson("Morgan", "D"))
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        pairs = [(one, two), (two, three), (one, three)]
        record_matches(change, [FoundPair(*p, (MatchReason.SURNAME_SAME,), 60) for p in pairs])
        change.audit("test.recorded", "test")
    mark_different(workspace, two, four)
    before = state(workspace)
    join_id = join_people(workspace, one, two)
    waiting = [(m.first.id, m.second.id) for m in open_matches(workspace)]
    assert waiting == [(one, three)]  # once, and of the person that is left
    with workspace.reading(Permission.READ_RECORDS) as session:
        known = session.execute(
            text("SELECT decision FROM possible_match WHERE first_id = :a AND second_id = :b"),
            {"a": one, "b": four},
        )
        assert known.scalar() == "different"
    undo_join(workspace, join_id)
    assert state(workspace) == before
