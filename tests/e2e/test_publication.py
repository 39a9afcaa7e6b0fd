"""A quarter of the example workbook is counted, protected, published and checked."""

import csv
from pathlib import Path

from casedesk.disclosure.checker import check_release
from tests.conftest import PASSPHRASE
from tests.e2e.user import CTRL, KEY, User
from ui.pages.measures.measures_page import MeasuresPage


def choose_other_dates(user: User, *parts: str) -> None:
    """Take the last line of the list of periods and type both dates."""
    user.alt("p")
    user.press(KEY.Key_End)
    for part in parts:
        user.press(KEY.Key_Tab)
        user.rewrite(part)
    user.press(KEY.Key_Tab)


def publish(user: User, folder: Path) -> Path:
    """Preview as published, then into a folder; the system's own dialog is left out."""
    user.press(KEY.Key_7, CTRL)
    page = user.page(MeasuresPage)
    choose_other_dates(user, "1", "4", "2018", "30", "6", "2018")
    user.see(lambda: not page.working.state.text())
    user.reach("View: Working figures")
    user.press(KEY.Key_Right)
    user.see_words("Proof file made and checked")
    folder.mkdir()
    page.publish_into(folder)
    user.see_words("Published into")
    (made,) = folder.iterdir()
    return made


def test_a_quarter_leaves_as_csv_workbook_and_pdf_and_holds(
    user: User, full_file: Path, tmp_path: Path
) -> None:
    user.start(full_file)
    user.unlock(PASSPHRASE)
    made = publish(user, tmp_path / "website")
    with user.looking_on():
        result = check_release(made)
    assert (result.ok, result.problem) == (True, "")
    assert {one.suffix for one in made.iterdir()} >= {".csv", ".xlsx", ".pdf", ".json"}
    for each in made.glob("*.csv"):
        with each.open(encoding="utf-8-sig", newline="") as lines:
            assert len(list(csv.reader(lines))) > 1
