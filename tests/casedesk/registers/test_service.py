"""Registers: lines added, ended, corrected, found."""

from datetime import date
from typing import Any

import pytest

from casedesk.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.registers import service
from casedesk.registers.model import EntryFilter, NewEntry
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace

TODAY = date(2026, 11, 20)


def a_camera(**given: Any) -> NewEntry:
    usual: dict[str, Any] = {"register_id": "guardcam", "on_day": date(2026, 11, 3)}
    return NewEntry(**{**usual, **given})


def test_a_camera_is_one_camera_unless_more_is_said(workspace: Workspace) -> None:
    service.add_entry(workspace, a_camera(place=" 4 Heron Close "))
    (line,) = service.list_entries(workspace)
    assert (line.quantity, line.place) == (1, "4 Heron Close")


def test_wrong_entries_are_said_by_field(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        service.add_entry(
            workspace,
            a_camera(
                register_id="umbrellas", on_day=date(2026, 11, 21), quantity=-1, ended_on=TODAY
            ),
        )
    assert set(refused.value.problems) == {"register_id", "on_day", "quantity", "ended_on"}


def test_an_entry_ends_once_between_its_day_and_today(workspace: Workspace) -> None:
    camera = service.add_entry(workspace, a_camera())
    for day in (date(2026, 11, 2), date(2026, 11, 21)):
        with pytest.raises(InputError):
            service.end_entry(workspace, camera, day)
    service.end_entry(workspace, camera, TODAY, "removed")
    (line,) = service.list_entries(workspace)
    assert (line.ended_on, line.outcome) == (TODAY, "removed")
    with pytest.raises(ConflictError):
        service.end_entry(workspace, camera, TODAY)


def test_a_correction_needs_a_reason_and_keeps_what_stood_there(workspace: Workspace) -> None:
    camera = service.add_entry(workspace, a_camera())
    (read,) = service.list_entries(workspace)
    with pytest.raises(InputError):
        service.correct_entry(workspace, camera, a_camera(quantity=2), " ", read.version)
    service.correct_entry(workspace, camera, a_camera(quantity=2), "Two doors.", read.version)
    (struck,) = service.entry_corrections(workspace, camera)
    assert (struck.field, struck.old_value, struck.reason) == ("quantity", "1.0", "Two doors.")
    with pytest.raises(ConflictError):
        service.correct_entry(workspace, camera, a_camera(), "Old page.", read.version)


def test_recorded_in_error_it_leaves_lists_and_counts(workspace: Workspace) -> None:
    camera = service.add_entry(workspace, a_camera())
    with pytest.raises(InputError):
        service.mark_entry_in_error(workspace, camera, "")
    service.mark_entry_in_error(workspace, camera, "Another partnership's.")
    assert service.list_entries(workspace) == []
    assert service.count_entries(workspace) == 0
    with pytest.raises(NotFoundError):
        service.end_entry(workspace, camera, TODAY)


def test_entries_are_found_by_register_days_and_words(workspace: Workspace) -> None:
    camera = service.add_entry(workspace, a_camera(place="4 Heron Close"))
    ended = service.add_entry(workspace, a_camera(on_day=date(2026, 11, 1), ended_on=TODAY))
    locks = service.add_entry(workspace, a_camera(register_id="target_hardening"))

    def found(**which: Any) -> list[int]:
        return [line.id for line in service.list_entries(workspace, EntryFilter(**which))]

    assert found() == [locks, camera, ended]
    assert found(register_id="guardcam") == [camera, ended]
    assert found(register_id="guardcam", running=True) == [camera]
    assert found(to_on=date(2026, 11, 1)) == [ended]
    assert found(from_on=date(2026, 11, 2), words="heron") == [camera]
    assert service.count_entries(workspace, EntryFilter(register_id="guardcam")) == 2


def test_how_many_stand_before_an_entry_is_its_place_in_the_list(workspace: Workspace) -> None:
    for day in (TODAY, date(2026, 11, 3), TODAY, date(2026, 11, 1)):
        service.add_entry(workspace, a_camera(on_day=day))
    service.mark_entry_in_error(workspace, 3, "Another partnership's.")
    listed = [one.id for one in service.list_entries(workspace)]
    assert listed == [1, 2, 4]
    assert [service.entries_before(workspace, one) for one in listed] == [0, 1, 2]
    assert service.entries_before(workspace, 99) == 0


def test_a_reader_adds_nothing(workspace: Workspace) -> None:
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    assert service.list_entries(workspace) == []
    with pytest.raises(NotAllowedError):
        service.add_entry(workspace, a_camera())


def test_who_only_reads_sees_no_property_that_is_a_protected_address(workspace: Workspace) -> None:
    record_person(
        workspace,
        NewPerson(
            "Quarrington",
            address="Flat 2, 12 Mill Court",
            postcode="QX4 1BR",
            address_protected=True,
        ),
    )
    by_street = service.add_entry(workspace, a_camera(place="12 Mill Court, Tref Newydd"))
    by_code = service.add_entry(workspace, a_camera(place="QX41BR"))
    another = service.add_entry(workspace, a_camera(place="112 Mill Court"))
    moved = service.add_entry(workspace, a_camera(place="flat 2, 12 Mill Court"))
    service.correct_entry(workspace, moved, a_camera(place="4 Heron Close"), "Moved.")

    def places() -> dict[int, str | None]:
        return {line.id: line.place for line in service.list_entries(workspace)}

    assert places()[by_street] == "12 Mill Court, Tref Newydd"
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    hidden = "address protected"
    assert places() == {
        by_street: hidden,
        by_code: hidden,
        another: "112 Mill Court",
        moved: "4 Heron Close",
    }
    assert service.entry_details(workspace, by_street).place == hidden
    (struck,) = service.entry_corrections(workspace, moved)
    assert struck.old_value == hidden
