"""A closed case is erased after its review, with all that is its own and nothing else."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, Table, insert, select, text

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries, check_trail
from casedesk.cases.case_life import case_details, close_case, reopen_case
from casedesk.cases.keeping import hold_case
from casedesk.cases.people_in_case import add_person_to_case
from casedesk.cases.service import take_in_referral
from casedesk.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from casedesk.people.model import NewPerson
from casedesk.people.service import person_details
from casedesk.progress import Unwatched
from casedesk.referrals.model import Involved
from casedesk.retention import service
from casedesk.retention.belongings import tables
from casedesk.search.service import search
from casedesk.security.roles import Permission
from casedesk.storage.column_types import UTCDateTime
from casedesk.workspace.drafts import drafts, save_draft
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.conftest import NOW, Clock

WORD = "Qwyzzlebeck"
LATER = timedelta(days=366 * 8)
NOT_OF_A_CASE = frozenset(
    ("meeting", "attendance", "practitioner", "account", "import_run", "stored_bytes")
)
OF_TWIN = {"second_id", "joined_id", "other_id"}
EMPTY = ("joined_into_id", "mail_id", "repeat_of_id", "follows_id", "error_at", "error_reason",
         "draft_form", "undone_at")  # fmt: skip
FIXED = {"status": "closed", "role": "subject", "on_hold": False, "kept": True} | dict.fromkeys(
    EMPTY
)
KINDS: tuple[tuple[Any, Any], ...] = (
    (UTCDateTime, NOW),
    (Date, date(2026, 1, 1)),
    (Boolean, False),
    (Integer, 1),
    (Float, 1.0),
    (LargeBinary, WORD.encode()),
)


@pytest.fixture
def due(workspace: Workspace, clock: Clock) -> int:
    """Record a case, close it, and let eight years go by."""
    case_id = take_in_referral(workspace, new_referral()).case_id
    close_case(workspace, case_id, "Safe and settled.")
    clock.moment = NOW + LATER
    return case_id


def erase(workspace: Workspace, case_id: int) -> list[int]:
    seen = service.what_goes(workspace, case_id)
    return service.erase_case(workspace, seen, seen.reference)


def everything(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, those of the search and its pages included."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {
            name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}"'))]
            for name in names
        }


def said(rows: dict[str, list[tuple[Any, ...]]], word: str) -> set[str]:
    """Return the tables in which a word stands anywhere, whatever its letters."""
    wanted = word.casefold().encode()

    def holds(value: object) -> bool:
        held = value if isinstance(value, bytes) else str(value).encode()
        return wanted in held.lower()

    return {name for name, found in rows.items() if any(holds(v) for row in found for v in row)}


def fill_every_table(workspace: Workspace) -> int:
    """Make a row of every table that can belong to a case, with one word in every text of it.

    So a table that is added later is erased as well, or this fails.
    """
    made: dict[str, int] = {"account": 1}
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        for table in tables()["case"].metadata.sorted_tables:
            if table.name in {"account", "imported_row"}:
                continue
            targets = {key.column.table.name for c in table.columns for key in c.foreign_keys}
            if table.name in NOT_OF_A_CASE | {"case", "person", "place"} or targets - {"account"}:
                values = {c.name: value_of(table, c, made) for c in table.columns if c.name != "id"}
                found = change.session.execute(insert(table).values(values))
                made[table.name] = (found.inserted_primary_key or [0])[0]
                if table.name == "person":  # and another record of them, joined into the first
                    joined = insert(table).values(values | {"joined_into_id": made["person"]})
                    twin = change.session.execute(joined).inserted_primary_key or [0]
                    made["twin"] = twin[0]
        for number, (table, sheet) in enumerate((("referral", "Referrals"), ("action", "Actions"))):
            change.session.execute(
                insert(tables()["imported_row"]).values(
                    run_id=made["import_run"],
                    sheet=sheet,
                    row_key=f"{WORD}-{number}",
                    content_hash="",
                    record_id=made[table],
                )
            )
        change.session.execute(
            insert(tables()["correction"]).values(
                table_name="referral",
                record_id=made["referral"],
                field="reason",
                old_value=WORD,
                reason=WORD,
                at=NOW,
                account_id=1,
            )
        )
        change.audit("test.recorded", "case/1")
    return made["case"]


def value_of(table: Table, column: Any, made: dict[str, int]) -> Any:
    if column.name in FIXED:
        return FIXED[column.name]
    if table.name == "case" and column.name in {"closed_on", "review_on"}:
        return date(2026, 1, 1)
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return made["twin" if column.name in OF_TWIN else key.column.table.name]
    usual = "plain" if table.name in NOT_OF_A_CASE else WORD
    return next((value for kind, value in KINDS if isinstance(column.type, kind)), usual)


def test_of_everything_a_case_can_hold_no_word_is_left(workspace: Workspace, clock: Clock) -> None:
    case_id = fill_every_table(workspace)
    save_draft(workspace, f"case-{case_id}", json.dumps({"note": WORD}))
    typed = {"discussion": {"id": 1, "minutes": WORD}, "focus": "Minutes"}
    save_draft(workspace, "meeting-1", json.dumps(typed))
    save_draft(workspace, "actions", json.dumps({"form": {"record": [1, 2], "values": [WORD]}}))
    save_draft(workspace, "chase-1-2", json.dumps({"text": WORD}))
    save_draft(workspace, "case-999", json.dumps({"note": "another"}))
    save_draft(workspace, "meeting-2", json.dumps({"discussion": {"id": 9}}))
    before = everything(workspace)
    assert len(said(before, WORD)) > 25
    clock.moment = NOW + LATER
    contents = erase(workspace, case_id)
    service.overwrite_erased(workspace, contents, Unwatched())
    after = everything(workspace)
    assert said(after, WORD) == set()
    assert {one.form for one in drafts(workspace)} == {"case-999", "meeting-2"}
    assert [len(after[name]) for name in sorted(NOT_OF_A_CASE - {"stored_bytes"})] == [
        len(before[name]) for name in sorted(NOT_OF_A_CASE - {"stored_bytes"})
    ]
    with workspace.reading(Permission.READ_RECORDS) as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_who_and_what_other_cases_name_stays_as_it_was(
    workspace: Workspace, clock: Clock, due: int
) -> None:
    clock.moment = NOW
    subject, harming = people_of(workspace, due)
    other = take_in_referral(
        workspace,
        new_referral(
            subject=NewPerson("Ash", "Mair"), others=(Involved(harming, "person_causing_harm"),)
        ),
    ).case_id
    before = everything(workspace)
    clock.moment = NOW + LATER
    seen = service.what_goes(workspace, due)
    assert (seen.count("case"), seen.count("person"), seen.people_kept) == (1, 1, 1)
    erase(workspace, due)
    assert person_details(workspace, harming, opening=False).surname == "Pugh"
    with pytest.raises(NotFoundError):
        person_details(workspace, subject, opening=False)
    with pytest.raises(NotFoundError):
        case_details(workspace, due)
    assert case_details(workspace, other).subject_name == "Mair Ash"
    after = everything(workspace)
    for name in ("case", "case_person", "referral"):
        assert [row for row in before[name] if row in after[name]] == after[name]
    assert not search(workspace, "Morgan")
    assert [hit.person.id for hit in search(workspace, "Pugh").people] == [harming]


def test_the_trail_keeps_that_it_was_erased_by_whom_and_how_much_and_not_what(
    workspace: Workspace, due: int
) -> None:
    subject, *_others = people_of(workspace, due)
    erase(workspace, due)
    (entry,) = audit_entries(workspace, AuditFilter(action="case.erased"))
    assert (entry.record, entry.user_name) == (f"case/{due}", "Cariad Price")
    assert "case 1 " in entry.detail
    assert "referral 1" in entry.detail
    people = audit_entries(workspace, AuditFilter(action="person.erased"))
    assert f"person/{subject}" in [one.record for one in people]
    assert check_trail(workspace).broken_at is None
    with workspace.reading(Permission.READ_AUDIT) as session:
        assert session.scalar(select(tables()["audit"].c.seq).limit(1)) == 1  # none is missing


def test_only_what_is_due_is_listed_and_can_be_erased(
    workspace: Workspace, clock: Clock, due: int
) -> None:
    (listed,) = service.cases_due(workspace)
    assert (listed.id, listed.review_on) == (due, date(2033, 11, 20))
    clock.moment = NOW
    assert service.cases_due(workspace) == []
    with pytest.raises(ConflictError, match="not due"):
        service.what_goes(workspace, due)
    clock.moment = NOW + LATER
    seen = service.what_goes(workspace, due)
    hold_case(workspace, due, "An inquest.")
    assert service.cases_due(workspace)[0].on_hold
    with pytest.raises(ConflictError, match="on hold"):
        service.erase_case(workspace, seen, seen.reference)
    reopen_case(workspace, due, "Threats again.")
    with pytest.raises(ConflictError, match="not due"):
        service.erase_case(workspace, seen, seen.reference)
    assert case_details(workspace, due).reference == seen.reference


def test_it_asks_for_the_reference_and_for_what_was_looked_at(
    workspace: Workspace, due: int
) -> None:
    seen = service.what_goes(workspace, due)
    with pytest.raises(InputError):
        service.erase_case(workspace, seen, "M-1999-001")
    efa = Involved(NewPerson("Morgan", "Efa"), "family_member")
    add_person_to_case(workspace, due, efa)
    with pytest.raises(ConflictError, match="meanwhile"):
        service.erase_case(workspace, seen, seen.reference)
    assert case_details(workspace, due).reference == seen.reference


def test_who_may_not_erase_is_told_nothing_of_what_would_go(workspace: Workspace, due: int) -> None:
    seen = service.what_goes(workspace, due)
    workspace.user = User(1, "Owen Tate", "officer")
    with pytest.raises(NotAllowedError):
        service.what_goes(workspace, due)
    with pytest.raises(NotAllowedError):
        service.erase_case(workspace, seen, seen.reference)
