"""Contact notes: what was said, and what goes against a person's rules."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from casedesk.cases.case_life import mark_case_in_error
from casedesk.contacts import service
from casedesk.contacts.model import ContactKind, NewContactNote, WasSafe
from casedesk.contacts.rules import contact_warnings
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions.person_changes import join_people
from casedesk.people.model import SafeContact
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, notes_of

TEXT_ONLY = SafeContact("text", "Weekdays 10:00 to 14:00", "07700 900461", "Gareth Pugh")


def test_where_texts_alone_are_safe_a_call_is_warned_of(workspace: Workspace) -> None:
    warnings = contact_warnings(TEXT_ONLY, ContactKind.CALL, "07700 900461")
    assert len(warnings) == 2
    assert "Text message" in warnings[0]
    assert "Gareth Pugh" in warnings[1]
    assert contact_warnings(TEXT_ONLY, ContactKind.TEXT, "07700 900461") == []


@pytest.mark.parametrize(
    ("number", "warned"),
    [
        ("07700900461", False),
        ("+44 7700 900461", False),
        ("0044 7700-900461", False),
        ("07700 900462", True),
        ("", False),
    ],
)
def test_another_number_than_the_safe_one_is_warned_of(number: str, warned: bool) -> None:
    assert bool(contact_warnings(TEXT_ONLY, ContactKind.TEXT, number)) == warned
    assert contact_warnings(TEXT_ONLY, ContactKind.LETTER, number)[1:] == []


def test_without_rules_there_is_nothing_to_warn_of(workspace: Workspace) -> None:
    assert contact_warnings(SafeContact(None, None, None, None), ContactKind.VISIT) == []
    person = a_person(workspace, safe_contact_how="text")
    assert service.warnings_for(workspace, person, ContactKind.VISIT)
    with pytest.raises(NotFoundError):
        service.warnings_for(workspace, person + 1, ContactKind.VISIT)


def test_a_note_goes_to_the_record_that_a_person_became_and_to_no_case_in_error(
    workspace: Workspace,
) -> None:
    kept, joined = a_person(workspace), a_person(workspace)
    join_people(workspace, kept, joined)
    service.add_note(workspace, NewContactNote(ContactKind.CALL, "Rang.", person_id=joined))
    assert [note.note for note in notes_of(workspace, person_id=kept)] == ["Rang."]
    case_id = a_case(workspace)
    mark_case_in_error(workspace, case_id, "Never referred.")
    for gone in ({"case_id": case_id}, {"case_id": case_id + 1}, {"person_id": joined + 1}):
        with pytest.raises(NotFoundError):
            service.add_note(workspace, NewContactNote(ContactKind.CALL, "Rang.", **gone))


def test_a_note_is_recorded_corrected_and_planned_on(workspace: Workspace) -> None:
    new = NewContactNote(
        ContactKind.TEXT,
        "Texted; answered within the hour.",
        case_id=a_case(workspace),
        was_safe=WasSafe.YES,
        next_contact_on=date(2026, 11, 24),
    )
    note_id = service.add_note(workspace, new)
    note = service.note_details(workspace, note_id)
    assert (note.at, note.recorded_by) == (workspace.clock(), "Cariad Price")
    changed = replace(new, note="Texted; no answer.", next_contact_on=date(2026, 11, 21))
    with pytest.raises(InputError):
        service.correct_note(workspace, note_id, changed, "")
    service.correct_note(workspace, note_id, changed, "Mixed up.", note.version)
    with pytest.raises(ConflictError):
        service.set_next_contact(workspace, note_id, None, note.version)
    note = service.note_details(workspace, note_id)
    assert [c.old_value for c in note.corrections] == [new.note]
    assert note.next_contact_on == date(2026, 11, 21)
    service.set_next_contact(workspace, note_id, None)
    service.mark_note_in_error(workspace, note_id, "Another case.")
    assert notes_of(workspace, case_id=new.case_id or 0) == []


def test_a_note_needs_words_a_record_and_a_moment_that_was(workspace: Workspace) -> None:
    ahead = datetime(2026, 11, 20, 10, 43, tzinfo=UTC)
    with pytest.raises(InputError) as refused:
        service.add_note(workspace, NewContactNote(ContactKind.CALL, " ", at=ahead))
    assert refused.value.problems.keys() == {"note", "case", "at"}
