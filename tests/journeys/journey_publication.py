"""A quarter with hidden cells is published: what was hidden is heard before, the release holds."""

import re
from pathlib import Path

from casedesk.disclosure.checker import check_release
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

FROM, TO = ("1", "7", "2013"), ("30", "9", "2013")


def test_a_quarter_with_small_numbers_leaves_with_its_proof(
    listener: Listener, full_file: Path, tmp_path: Path
) -> None:
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    listener.keys("ctrl+7")
    listener.hear_said("Measures")
    choose_the_period(listener)
    listener.press("check box", "View: Preview as published")
    listener.hear_said("Small numbers hidden: 3; more cells hidden: 1")
    listener.hear("Proof file made and checked", "hidden")
    website = tmp_path / "website"
    website.mkdir()
    publish_into(listener, website)
    listener.close()

    (made,) = website.iterdir()
    result = check_release(made)
    assert (result.ok, result.problem) == (True, "")
    cells = (made / "cells.csv").read_text(encoding="utf-8-sig")
    assert cells.count("[c]") == 4


def choose_the_period(listener: Listener) -> None:
    listener.reach("combo box", re.compile("^Q[1-4], "), "shift+Tab")
    listener.keys("End")
    listener.find("text", "From: day")
    for end, parts in (("From", FROM), ("To", TO)):
        for name, typed in zip(("day", "month", "year"), parts, strict=True):
            listener.fill(f"{end}: {name}", typed)


def publish_into(listener: Listener, folder: Path) -> None:
    """Choose the folder in the dialog, which without a desktop is Qt's own."""
    listener.press_and_leave("push button", "Publish: cannot be undone…")
    listener.find("dialog", re.compile("^Choose a folder"))
    listener.to_the_front()
    listener.fill("Directory:", str(folder))
    listener.keys("Return")
    listener.until(lambda: not listener.all("dialog"), "the dialog to close")
    listener.to_the_front()
    listener.hear_said("Published into")
