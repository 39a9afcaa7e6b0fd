"""Fourteen mixed files are dropped on the window: drafts, and for the rest the reason."""

from pathlib import Path

from casedesk.arrivals.service import waiting_drafts
from casedesk.workspace import service
from tests.casedesk.arrivals import files
from tests.conftest import PASSPHRASE
from tests.journeys.dragging import dropped
from tests.journeys.listener import Listener
from tests.journeys.screen import Screen

UNREADABLE = 2


def test_fourteen_files_become_drafts_one_of_which_is_read_and_filled_in(
    screen: Screen, listener: Listener, file: Path, tmp_path: Path
) -> None:
    post = fourteen(tmp_path / "post")
    listener.start(file)
    listener.unlock(PASSPHRASE)
    with dropped(screen, listener, post):
        listener.hear_said(f"Drop to bring in files: {len(post)}")
        listener.hear_said("Files that arrived")
    made = len(post) - UNREADABLE
    listener.hear_said(f"Drafts made: {made}. Not read: {UNREADABLE}.")
    listener.hear("protected with a password", "unpacks to far more than a document holds")
    fill_in_the_first(listener)
    listener.close()

    opened = service.open_file(file, PASSPHRASE)
    assert len(waiting_drafts(opened)) == made
    service.lock(opened)


def fourteen(folder: Path) -> list[Path]:
    folder.mkdir()
    made = {
        "police.eml": files.mail(),
        "forty.eml": files.mail(subject="40", files={f"{n}.txt": b"x" for n in range(40)}),
        "health.msg": files.outlook(),
        "housing.docx": files.word(),
        "letter.pdf": files.pdf(),
        "long.pdf": files.pdf(*map(str, range(300))),
        "scan.pdf": files.scan_as_pdf(),
        "scan.tif": files.scan(3),
        "photo.jpg": files.scan(kind="JPEG"),
        "picture.png": files.scan(kind="PNG"),
        "notes.txt": b"Rang at ten.",
        "later.txt": b"Rang at eleven.",
        "locked.pdf": files.locked_pdf(),
        "bomb.docx": files.bomb(),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def fill_in_the_first(listener: Listener) -> None:
    """Open the draft of the e-mail and copy from its words."""
    listener.go("table", "Drafts that wait")
    listener.keys("ctrl+End")

    def chosen() -> bool:
        *_found, waiting = listener.all("cell", "File: police.eml")
        return "selected" in waiting.states

    listener.until(chosen, "the last line to be chosen")
    listener.keys("Return")
    listener.hear_said("Referral from a file")
    words = listener.find("text", "Text of the file, to copy from")
    listener.until(lambda: files.WORDS in listener.tree.text(words), "the words of the e-mail")
    listener.fill("Victim: Full name", "Delyth Pugh")
    listener.keys("ctrl+1")
    listener.hear_said("Today")
