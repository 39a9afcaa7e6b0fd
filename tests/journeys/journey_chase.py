"""Owners of overdue actions are chased: files are written, and the chase stands on each action."""

from pathlib import Path

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

OVERDUE, MESSAGES = 48, 25


def test_all_that_is_overdue_is_chased_by_files(
    listener: Listener, full_file: Path, tmp_path: Path
) -> None:
    messages = tmp_path / "messages"
    messages.mkdir()
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    listener.keys("ctrl+4")
    listener.hear_said(f"Actions. {OVERDUE} actions")
    listener.press("push button", "Chase overdue…")
    listener.hear_said(f"Chase. Saving notes {OVERDUE} actions as chased; nothing is sent.")
    assert listener.focus().name == "Messages"
    listener.hear("To: A. Price, Children's social care", "Actions: 2")

    listener.fill("Folder", str(messages / "nowhere"))
    listener.press("push button", f"Save {MESSAGES} messages")
    listener.hear_said("Folder: Choose a folder that exists.")
    listener.fill("Folder", str(messages))
    listener.keys("ctrl+s")
    listener.hear_said(f"Messages saved: {MESSAGES}")
    assert listener.focus().name == "Actions"
    listener.hear("Chased: 1×")
    listener.close()

    (folder,) = messages.iterdir()
    assert len(list(folder.glob("*.eml"))) >= MESSAGES
    opened = service.open_file(full_file, PASSPHRASE)
    assert len(list_actions(opened, ActionFilter(chased=True))) == OVERDUE
    service.lock(opened)
