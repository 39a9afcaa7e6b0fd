"""A wrong passphrase, then the right one: what went wrong is heard, and typing can begin anew."""

from pathlib import Path

from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener


def test_a_wrong_passphrase_is_said_and_the_right_one_opens_the_file(
    listener: Listener, file: Path
) -> None:
    listener.start(file)
    assert listener.tree.label(listener.find("combo box", file.stem)) == "Partnership file"
    listener.press("push button", "Unlock")
    listener.hear_said("Passphrase: Type the passphrase.")
    for _try in range(2):
        box = listener.fill("Passphrase", "harbour violin teapot", "password text")
        listener.keys("Return")
        listener.hear_said("does not open this file")
        assert "does not open this file" in listener.find("password text", "Passphrase").description
    assert listener.focus().place == box.place
    listener.press("push button", "Use recovery key")
    listener.find("password text", "Recovery key")
    listener.press("push button", "Use the passphrase")
    listener.unlock(PASSPHRASE)
    listener.close()
    service.lock(service.open_file(file, PASSPHRASE))
