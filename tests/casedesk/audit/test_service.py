"""The trail is read in pages, narrowed, and followed from end to end."""

import ast
import csv
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.audit.catalogue import audit_words
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import (
    audit_entries,
    check_trail,
    count_entries,
    entry_numbers,
    export_trail,
    lines_by_number,
)
from casedesk.cases.case_life import case_details
from casedesk.cases.service import take_in_referral
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note
from casedesk.errors import StorageError
from casedesk.interventions.course import mark_breach_in_error, record_breach
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.meetings.agenda import list_cases
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import NOW, Clock

ROOT = Path(__file__).parents[3]


def act(workspace: Workspace, action: str, record: str = "case/1") -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit(action, record, "field")


def test_the_newest_come_first_page_by_page(workspace: Workspace) -> None:
    for number in range(5):
        act(workspace, f"case.changed_{number}")
    first = audit_entries(workspace, limit=3)
    rest = audit_entries(workspace, before=first[-1].number, limit=3)
    assert [e.action[-1] for e in (*first, *rest[:2])] == ["4", "3", "2", "1", "0"]
    assert rest[2].action == "file.created"  # the trail begins with the file itself
    assert (first[0].user_name, first[0].role_id, first[0].at) == (
        "Cariad Price",
        "coordinator",
        NOW,
    )


def test_entries_are_narrowed(workspace: Workspace) -> None:
    act(workspace, "case.closed", "case/1")
    act(workspace, "person.joined", "person/2")
    act(workspace, "case.opened", "case/12")
    assert [e.action for e in audit_entries(workspace, AuditFilter(action="case."))] == [
        "case.opened",
        "case.closed",
    ]
    assert [e.action for e in audit_entries(workspace, AuditFilter(record="case/1"))] == [
        "case.closed"
    ]
    assert count_entries(workspace, AuditFilter(user_id=workspace.user.id)) == 4
    assert count_entries(workspace, AuditFilter(user_id=workspace.user.id + 1)) == 0
    assert count_entries(workspace, AuditFilter(action="%")) == 0  # no wildcard


def test_days_are_local_ones(workspace: Workspace, clock: Clock) -> None:
    for moment in (
        datetime(2026, 7, 1, 22, 59, tzinfo=UTC),  # 23:59 in London
        datetime(2026, 7, 1, 23, 0, tzinfo=UTC),  # midnight of the 2nd
    ):
        clock.moment = moment
        act(workspace, "case.closed")
    first, second = date(2026, 7, 1), date(2026, 7, 2)
    assert count_entries(workspace, AuditFilter(to_on=first)) == 1
    assert count_entries(workspace, AuditFilter("case.", from_on=second)) == 1
    assert count_entries(workspace, AuditFilter(from_on=first, to_on=second)) == 2


def test_an_unbroken_chain_says_from_when_to_when(workspace: Workspace, clock: Clock) -> None:
    act(workspace, "case.closed")
    clock.moment = NOW + timedelta(days=1)
    act(workspace, "case.opened")
    state = check_trail(workspace)
    assert (state.entries, state.broken_at) == (3, None)
    assert (state.first_at, state.last_at) == (NOW, NOW + timedelta(days=1))


def test_lines_say_what_was_done_to_what(workspace: Workspace) -> None:
    made = take_in_referral(workspace, new_referral())
    act(workspace, "case.closed", f"case/{made.case_id}")
    act(workspace, "person.joined", "person/2")
    act(workspace, "forum.use_set", "forum/marac")
    numbers = entry_numbers(workspace)
    forum, person, case = lines_by_number(workspace, numbers[:3])
    reference = case_details(workspace, made.case_id).reference
    assert (case.action_title, case.record_title, case.reference) == (
        "Case closed",
        "case",
        reference,
    )
    assert (person.record_title, person.reference) == ("person", "2")  # never a name
    assert forum.reference == "MARAC"
    by_reference = AuditFilter(reference=reference.lower())
    assert {
        line.entry.record
        for line in lines_by_number(workspace, entry_numbers(workspace, by_reference))
    } == {f"case/{made.case_id}"}
    people = entry_numbers(workspace, AuditFilter(record_kind="person"))
    assert numbers[1] in people
    assert numbers[0] not in people


def test_records_are_known_by_their_case_and_meeting_never_by_a_name(workspace: Workspace) -> None:
    made = take_in_referral(workspace, new_referral())
    case = case_details(workspace, made.case_id).reference
    meeting = plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 20), number=35))
    (discussion,) = list_cases(workspace, meeting, [made.case_id])
    file = add_bytes(workspace, Owner(made.case_id), "Letter to Sian Morgan.txt", b"Hello")
    note = add_note(workspace, NewContactNote(ContactKind.CALL, "Rang.", made.case_id))
    power = record_intervention(workspace, NewIntervention("cbo", made.case_id))
    breach = record_breach(workspace, power, date(2026, 11, 19))
    mark_breach_in_error(workspace, breach, "Another order")
    lines = {
        line.entry.record: line for line in lines_by_number(workspace, entry_numbers(workspace))
    }
    assert {record: line.reference for record, line in lines.items() if record != "file"} == {
        f"case/{made.case_id}": case,
        f"meeting/{meeting}": "MARAC 35, 20/11/2026",
        f"discussion/{discussion}": f"of {case} at MARAC 35",
        f"attachment/{file}": f"of case {case}",
        f"contact/{note}": f"of case {case}",
        f"intervention/{power}": "I-0001",
        f"breach/{breach}": "of I-0001",
    }
    (alone,) = lines_by_number(workspace, [lines[f"attachment/{file}"].entry.number])
    assert alone.named == {
        f"case/{made.case_id}": case
    }  # though no line beside it is about the case


def test_all_numbers_are_there_the_newest_first(workspace: Workspace) -> None:
    for number in range(3):
        act(workspace, f"case.changed_{number}")
    all_of_them = entry_numbers(workspace)
    assert list(all_of_them) == [e.number for e in audit_entries(workspace)]
    assert list(entry_numbers(workspace, AuditFilter(from_on=date(2000, 1, 1)))) == list(
        all_of_them
    )


def test_an_export_holds_every_entry_with_its_seal_and_is_an_entry_itself(
    workspace: Workspace, tmp_path: Path
) -> None:
    act(workspace, "case.closed", "case/=1+1")
    before = list(reversed(entry_numbers(workspace)))
    target = tmp_path / "trail.csv"
    assert export_trail(workspace, target, Unwatched()) == len(before)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["number"]) for row in rows] == before
    assert all(len(row["seal"]) == 64 for row in rows)
    assert rows[-1]["who"] == "Cariad Price"
    assert rows[-1]["what"] == "Case closed"
    last = audit_entries(workspace, limit=1)[0]
    assert (last.action, last.record) == ("audit.exported", "audit")


def test_what_cannot_be_written_leaves_no_entry(workspace: Workspace, tmp_path: Path) -> None:
    act(workspace, "case.closed")
    before = len(entry_numbers(workspace))
    with pytest.raises(StorageError):
        export_trail(workspace, tmp_path / "not" / "there.csv", Unwatched())
    with pytest.raises(StorageError):  # never into a partnership file
        export_trail(workspace, workspace.file.folder / "records.db", Unwatched())
    assert len(entry_numbers(workspace)) == before


def test_every_act_and_record_of_the_program_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "casedesk").rglob("*.py")]
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"audit", "note_view"}
    ]
    texts = {
        text.value
        for call in calls
        for argument in call.args[:1]
        for text in ast.walk(argument)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    acts = {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    assert len(acts) > 100
    assert acts <= audit_words().actions.keys()
    seen = {text.removesuffix("/") for text in texts if text.endswith("/")}
    assert {f"{kind}.viewed" for kind in seen} <= audit_words().actions.keys()
