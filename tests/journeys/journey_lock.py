"""Locking with a half-typed form: nothing is to be heard of it, and then all of it is there."""

import json
from pathlib import Path

from casedesk.workspace import service
from casedesk.workspace.drafts import drafts
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

HALF = "He came back at ni"
HAPPENED = "What has happened, and why it is referred now"


def test_half_a_referral_is_silent_while_locked_and_whole_after(
    listener: Listener, file: Path
) -> None:
    listener.start(file)
    listener.unlock(PASSPHRASE)
    listener.keys("ctrl+n")
    listener.hear_said("New referral")
    listener.fill("Referrer: name", "PC Owen Tate")
    listener.fill(HAPPENED, HALF)
    listener.keys("ctrl+l")
    listener.find("password text", "Passphrase")
    assert listener.focus().role == "password text"
    said = " ".join(listener.tree.text(one) for one in listener.all("text"))
    assert HALF not in listener.read() + said
    assert "Tate" not in listener.read() + said

    listener.unlock(PASSPHRASE)
    box = listener.find("text", HAPPENED)
    listener.until(lambda: listener.focus().place == box.place, "the focus where it was")
    listener.write("ght")
    listener.until(lambda: listener.tree.text(box) == f"{HALF}ght", "the caret where it was")
    assert listener.tree.text(listener.find("text", "Referrer: name")) == "PC Owen Tate"
    listener.close()

    opened = service.open_file(file, PASSPHRASE)
    (draft,) = drafts(opened)
    assert f"{HALF}ght" in json.loads(draft.content)["reason"]
    service.lock(opened)
