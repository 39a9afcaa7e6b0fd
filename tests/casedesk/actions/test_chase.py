"""Chasing: one message to an owner, nobody's name in it, files whole or not at all, a log."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casedesk.actions import service
from casedesk.actions.action_list import action_ids, action_lines, saved_views
from casedesk.actions.chase import chase_messages, save_chase, usual_text
from casedesk.actions.chase_text import Letterhead, message_text, names_somebody
from casedesk.actions.model import ChaseLine, ChaseMessage, ChaseWanted, NewAction
from casedesk.cases.service import take_in_referral
from casedesk.errors import ConflictError, InputError, NotAllowedError, StorageError
from casedesk.people.model import NameKind
from casedesk.people.service import add_name
from casedesk.workspace.marking import PageMarking, page_marking, set_page_marking
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

TODAY, SET_ON = date(2026, 11, 20), date(2026, 11, 6)
LATE, LATER = date(2026, 11, 18), date(2026, 11, 27)


def a_case_of_sian(workspace: Workspace) -> int:
    """A case of Siân Morgan, also known as Blodyn, and of Gareth Pugh."""
    case = take_in_referral(workspace, new_referral()).case_id
    assert case is not None
    add_name(workspace, people_of(workspace, case)[0], "Blodyn", NameKind.ALIAS)
    return case


def four_actions(workspace: Workspace) -> list[int]:
    case = a_case_of_sian(workspace)
    rows = (
        ("Ring Sian about the locks", "housing", LATE, "Ruth Amery"),
        ("Fit a door bar", "housing", LATER, "Ruth Amery"),
        ("Flag the address", "police", LATE, "Dev Marsh"),
        ("Offer a place", "housing", LATER, "Joy Bevan"),
    )
    return [
        service.add_action(workspace, NewAction(task, agency, SET_ON, due, owner, case_id=case))
        for task, agency, due, owner in rows
    ]


def wanted(workspace: Workspace, *ids: int, tasks: bool = False, mail: bool = True) -> ChaseWanted:
    messages = chase_messages(workspace, ids, all_open=True)
    texts = ((one, usual_text(workspace, one, with_tasks=tasks)) for one in messages)
    return ChaseWanted(tuple(texts), as_mail=mail, with_tasks=tasks)


def test_each_owner_of_an_overdue_action_gets_one_message_about_what_is_overdue(
    workspace: Workspace,
) -> None:
    first, second, third, fourth = four_actions(workspace)
    found = chase_messages(workspace)
    assert [(one.agency_id, one.owner) for one in found] == [
        ("housing", "Ruth Amery"), ("police", "Dev Marsh"),
    ]  # fmt: skip
    assert [line.action_id for line in found[0].lines] == [first]
    whole = chase_messages(workspace, all_open=True)
    assert [line.action_id for line in whole[0].lines] == [first, second]
    assert [one.owner for one in whole] == ["Ruth Amery", "Dev Marsh"]
    of_one = chase_messages(workspace, [fourth])
    assert [[line.action_id for line in one.lines] for one in of_one] == [[fourth]]
    service.complete_action(workspace, third, TODAY)
    assert [one.owner for one in chase_messages(workspace)] == ["Ruth Amery"]


def test_a_message_says_reference_and_due_date_and_the_task_only_if_chosen(
    workspace: Workspace,
) -> None:
    four_actions(workspace)
    overdue = usual_text(workspace, chase_messages(workspace)[0], with_tasks=True)
    assert "These actions are overdue." in overdue
    assert "A-0001: was due on 18 November 2026" in overdue
    assert "A-0002" not in overdue
    message = chase_messages(workspace, all_open=True)[0]
    short = usual_text(workspace, message, with_tasks=False)
    assert "To: Ruth Amery, Housing" in short
    assert "These actions are still open." in short
    late = "Overdue:\nA-0001: was due on 18 November 2026\n"
    assert f"{late}\nNot due yet:\nA-0002: due on 27 November 2026" in short
    assert "door bar" not in short
    long = usual_text(workspace, message, with_tasks=True)
    assert "A-0002: due on 27 November 2026\n    Fit a door bar" in long


def test_a_message_is_marked_as_the_partnership_chose(workspace: Workspace) -> None:
    four_actions(workspace)
    message = chase_messages(workspace)[0]
    usual = usual_text(workspace, message, with_tasks=False)
    assert usual.splitlines()[:2] == ["OFFICIAL-SENSITIVE", ""]
    chosen = PageMarking("official", handling="Do not send it on.")
    set_page_marking(workspace, chosen, page_marking(workspace))
    text = usual_text(workspace, message, with_tasks=False)
    assert text.splitlines()[:3] == ["OFFICIAL", "Do not send it on.", ""]


def test_a_text_that_names_a_person_of_the_case_never_goes_in(workspace: Workspace) -> None:
    first, *_rest = four_actions(workspace)
    tasks = ("Ring siân", "Tell PUGH's landlord", "Ask for Blodyn", "Ring Morgan-Lee", "Ring Sian")
    for task in tasks:
        held = service.get_action(workspace, first)
        new = NewAction(task, "housing", SET_ON, LATE, "Ruth Amery", case_id=held.case_id)
        service.correct_action(workspace, first, new, "Misheard.")
        text = usual_text(workspace, chase_messages(workspace)[0], with_tasks=True)
        assert "left out: it may hold a name" in text
        assert task not in text


def test_an_owner_with_the_name_of_a_person_of_the_case_is_not_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = a_case_of_sian(workspace)
    for owner in ("Sian Morgan", "Sian Davies"):
        new = NewAction("Call", "idva", SET_ON, LATE, owner, case_id=case)
        service.add_action(workspace, new)
    saved = save_chase(workspace, tmp_path, wanted(workspace))
    together = "".join(one.read_bytes().decode() for one in saved.folder.iterdir())
    assert "Sian Davies" in together  # a colleague who shares one of the names is
    assert "Morgan" not in together


def test_a_name_typed_into_a_message_stops_it_before_anything_is_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    four_actions(workspace)
    chase = wanted(workspace)
    message, text = chase.messages[0]
    named = replace(chase, messages=((message, text + "\nIt is about Siân."), chase.messages[1]))
    with pytest.raises(InputError) as refused:
        save_chase(workspace, tmp_path, named)
    assert set(refused.value.problems) == {message.key}
    assert "Siân" not in str(refused.value)
    assert [one for one in tmp_path.iterdir() if one.name.startswith("chase")] == []
    assert action_ids(workspace, saved_views(TODAY, "")["chased"]) == []
    edited = replace(chase, messages=((message, text + "\nRing me on Monday."),))
    assert save_chase(workspace, tmp_path, edited).messages == 1


def test_words_that_casedesk_wrote_itself_are_no_names(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A person called November does not stop every message of that month."""
    case = a_case_of_sian(workspace)
    add_name(workspace, people_of(workspace, case)[0], "November Price", NameKind.ALIAS)
    service.add_action(workspace, NewAction("Call", "idva", SET_ON, LATE, "Nia", case_id=case))
    assert save_chase(workspace, tmp_path, wanted(workspace)).messages == 1


@pytest.mark.parametrize("mail", [True, False])
def test_files_hold_what_was_shown_and_their_names_name_nobody(
    workspace: Workspace, tmp_path: Path, mail: bool
) -> None:
    four_actions(workspace)
    chase = wanted(workspace, tasks=True, mail=mail)
    saved = save_chase(workspace, tmp_path, chase)
    end = "eml" if mail else "txt"
    names = sorted(one.name for one in saved.folder.iterdir())
    assert names == [
        f"01_housing.{end}", f"02_police.{end}", "agency_housing.txt", "agency_police.txt",
    ]  # fmt: skip
    assert saved.folder.name == "chase-2026-11-20-1042"
    assert (saved.messages, saved.agencies, len(saved.notes)) == (2, 2, 3)
    content = (saved.folder / names[0]).read_bytes()
    if mail:
        read = message_from_bytes(content, policy=default)
        assert (read["X-Unsent"], read["To"]) == ("1", None)
        text = read.get_content()
    else:
        text = content.decode()
    assert text.replace("\r\n", "\n").strip() == chase.messages[0][1].strip()
    together = "".join(one.read_bytes().decode() for one in saved.folder.iterdir())
    for name in ("Sian", "Siân", "Morgan", "Gareth", "Pugh", "Blodyn"):
        assert name not in together
    assert save_chase(workspace, tmp_path, chase).folder.name == "chase-2026-11-20-1042-2"


def test_each_action_says_when_and_how_often_it_was_chased(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second, third, fourth = four_actions(workspace)
    chase = wanted(workspace)
    save_chase(workspace, tmp_path, chase)
    save_chase(workspace, tmp_path, replace(chase, messages=chase.messages[:1]))
    lines = action_lines(workspace, [first, second, third, fourth])
    assert [(one.chased, one.chased_on) for one in lines] == [
        (2, TODAY), (2, TODAY), (1, TODAY), (0, None),
    ]  # fmt: skip
    assert action_ids(workspace, saved_views(TODAY, "")["chased"]) == [first, third, second]


def test_without_room_a_folder_or_the_right_nothing_is_written_or_noted(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_rest = four_actions(workspace)
    chase = wanted(workspace)
    with pytest.raises(InputError):
        save_chase(workspace, tmp_path / "nowhere", chase)
    with pytest.raises(InputError):
        save_chase(workspace, tmp_path, replace(chase, messages=()))
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "chase-2026-11-20-1042.part").write_text("in the way")
    with pytest.raises(StorageError):
        save_chase(workspace, blocked, chase)
    service.complete_action(workspace, first, TODAY)
    with pytest.raises(ConflictError):
        save_chase(workspace, tmp_path, chase)
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    with pytest.raises(NotAllowedError):
        save_chase(workspace, tmp_path, chase)
    assert not list(tmp_path.glob("chase*"))
    assert action_ids(workspace, saved_views(TODAY, "")["chased"]) == []


@given(task=st.text(), name=st.text(alphabet=st.characters(categories=["L"]), min_size=3))
def test_no_name_of_the_case_is_ever_in_a_text_that_casedesk_wrote(task: str, name: str) -> None:
    line = ChaseLine(1, "A-0001", task, LATE, names_somebody(task, [name]))
    message = ChaseMessage("Owner", "housing", "Housing", (line,))
    head = Letterhead("Riverside", "User", False, TODAY, "OFFICIAL-SENSITIVE")
    usual = message_text(head, message, with_tasks=False)
    text = message_text(head, message, with_tasks=True)
    if not names_somebody(usual, [name]):
        rest = text.replace("What is to be done is left out: it may hold a name.", "")
        assert not names_somebody(rest, [name])
