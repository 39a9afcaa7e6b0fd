"""First run: from a computer without a file to Today, heard and not seen."""

import re
from pathlib import Path

from casedesk.workspace import service
from tests.journeys.listener import Listener

PASSPHRASE = "lantern otter biscuit orchard"


def test_somebody_who_hears_the_window_sets_up_a_file(listener: Listener, tmp_path: Path) -> None:
    listener.start()
    choose_the_place(listener, tmp_path)
    choose_the_passphrase(listener)
    key = type_two_groups_back(listener)
    name_the_partnership(listener)
    listener.close()

    folder = tmp_path / "riverside.casedesk"
    by_key = service.open_file(folder, key, recovery=True)
    assert by_key.file.organisation == "Riverside Community Safety Partnership"
    assert by_key.user.name == "Cariad Price"
    assert service.verify(by_key).is_whole
    service.lock(by_key)
    service.lock(service.open_file(folder, PASSPHRASE))


def choose_the_place(listener: Listener, folder: Path) -> None:
    listener.hear("Step 1 of 4: Where to keep the file")
    assert listener.focus().name == "Name of the file"
    listener.fill("Name of the file", "riverside")
    listener.fill("Folder", str(folder / "nowhere"))
    listener.press("push button", "Continue")
    listener.hear_said("Choose a folder that exists.")
    wrong = listener.focus()
    assert (wrong.name, "Choose a folder that exists." in wrong.description) == ("Folder", True)
    listener.fill("Folder", str(folder))
    listener.press("push button", "Continue")


def choose_the_passphrase(listener: Listener) -> None:
    listener.hear_said("Step 2 of 4: Choose a passphrase")
    listener.fill("Passphrase", PASSPHRASE, "password text")
    listener.fill("The same again", "something else", "password text")
    listener.press("push button", "Continue")
    listener.hear_said("Type the same passphrase again.")
    wrong = listener.focus()
    assert (wrong.name, "again" in wrong.description) == ("The same again", True)
    listener.fill("The same again", PASSPHRASE, "password text")
    listener.keys("Return")


def type_two_groups_back(listener: Listener) -> str:
    listener.hear_said("Step 3 of 4: Recovery key")
    shown = listener.find("label", re.compile(r"^(\w+\s+){3,}\w+$"))
    groups = shown.name.split()
    for box in (part for part in listener.tree.look() if part.role == "text"):
        number = int(re.findall(r"\d+", box.name)[0])
        listener.fill(box.name, groups[number - 1].lower())
    listener.press("push button", "Continue")
    return "-".join(groups)


def name_the_partnership(listener: Listener) -> None:
    listener.hear_said("Step 4 of 4: Your partnership")
    listener.fill("Partnership", "Riverside Community Safety Partnership")
    listener.fill("Your name", "Cariad Price")
    assert "checked" in listener.find("check box", "MARAC").states
    listener.press("push button", "Start")
    listener.hear_said("Today")
