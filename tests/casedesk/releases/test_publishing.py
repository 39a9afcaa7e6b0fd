"""Publishing a scorecard: what readers get, what stays as it was, what is refused."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from casedesk.audit.service import audit_entries
from casedesk.dates import days_between
from casedesk.disclosure.checker import check_release
from casedesk.errors import InputError, NotAllowedError, PublicationRefusedError, StorageError
from casedesk.measures.service import count
from casedesk.releases.model import Audience
from casedesk.releases.service import ledger, preview, publish
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral

SCORECARD = "csp_quarterly_scorecard"
SUMMER_2012 = days_between(date(2012, 4, 1), date(2012, 8, 31))


def cells(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "cells.csv").read_text(encoding="utf-8"))))


def test_a_publication_hides_small_numbers_and_proves_it(
    riverside: Workspace, tmp_path: Path
) -> None:
    made = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q")

    shown = [int(row["value"]) for row in cells(made.folder) if row["value"]]
    assert 91 in shown  # referrals to the MARAC
    assert not any(1 <= value <= 4 for value in shown)
    assert any(row["marker"] == "[c]" for row in cells(made.folder))
    assert check_release(made.folder).ok


def test_readers_get_csv_workbook_and_pdf_with_the_same_figures(
    riverside: Workspace, tmp_path: Path
) -> None:
    folder = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q").folder

    assert "Referrals to the MARAC,91,64,42.2" in (folder / "scorecard.csv").read_text("utf-8-sig")
    book = load_workbook(folder / "scorecard.xlsx")
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    values = list(book["Scorecard"].iter_rows(values_only=True))
    assert ("Referrals to the MARAC", 91, 64, 42.2) in values
    pdf = pypdfium2.PdfDocument(folder / "scorecard.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Referrals to the MARAC" in text
    assert "[c]" in text
    assert "OFFICIAL" in text


def test_publishing_the_same_days_again_shows_exactly_the_same(
    riverside: Workspace, tmp_path: Path
) -> None:
    first = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "one").folder
    second = publish(riverside, SCORECARD, SUMMER_2012, Audience.PARTNERS, tmp_path / "two").folder

    assert cells(first) == cells(second)
    assert check_release(second, [first]).ok
    assert [line.recipient for line in ledger(riverside)] == ["partners", "public"]


def test_days_that_overlap_an_earlier_publication_are_refused(
    riverside: Workspace, tmp_path: Path
) -> None:
    publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "one")
    longer = days_between(date(2012, 4, 1), date(2012, 9, 30))

    with pytest.raises(PublicationRefusedError, match="2012-04-01 to 2012-08-31"):
        publish(riverside, SCORECARD, longer, Audience.PUBLIC, tmp_path / "two")

    assert not (tmp_path / "two").exists()
    assert len(ledger(riverside)) == 1


def test_a_preview_leaves_nothing_behind(riverside: Workspace) -> None:
    found = preview(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC)

    assert found.view.rows[0].now.value == 91
    assert found.hidden_small > 0
    assert ledger(riverside) == []


def test_orders_and_notices_are_shown_as_they_are(riverside: Workspace, tmp_path: Path) -> None:
    year = days_between(date(2018, 4, 1), date(2019, 3, 31))
    folder = publish(riverside, SCORECARD, year, Audience.PUBLIC, tmp_path / "q").folder

    found = {
        (row["measure"], row["period"]): row["value"]
        for row in cells(folder)
        if row["table"] == "measure*period"
    }
    assert found["closure.orders", "2018-04-01..2019-03-31"] == "4"
    assert found["closure.orders", "2017-04-01..2018-03-31"] == "11"


def test_a_folder_with_something_in_it_is_left_alone(riverside: Workspace, tmp_path: Path) -> None:
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "mine.txt").write_text("keep")

    with pytest.raises(StorageError, match="not empty"):
        publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q")

    assert (tmp_path / "q" / "mine.txt").read_text() == "keep"
    assert ledger(riverside) == []


def test_true_counts_go_to_the_named_recipient_only(riverside: Workspace, tmp_path: Path) -> None:
    with pytest.raises(PublicationRefusedError, match="not made for the public"):
        publish(riverside, "safelives_marac", SUMMER_2012, Audience.PUBLIC, tmp_path / "q")

    folder = publish(
        riverside, "safelives_marac", SUMMER_2012, Audience.RECIPIENT, tmp_path / "q"
    ).folder

    rows = list(csv.reader((folder / "safelives_marac.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows[0]) == 32
    heard = sum(int(row[2]) for row in rows[1:])
    assert heard == sum(float(value) for row in rows[1:] for value in row[6:20])
    assert ledger(riverside)[0].recipient == "SafeLives"


def test_partners_learn_what_the_public_learns(riverside: Workspace, tmp_path: Path) -> None:
    public = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q").folder
    partners = publish(riverside, SCORECARD, SUMMER_2012, Audience.PARTNERS, tmp_path / "p").folder
    assert cells(partners) == cells(public)
    assert check_release(partners, [public]).ok
    spec = json.loads((partners / "spec.json").read_text(encoding="utf-8"))
    assert max(len(table) for table in spec["tables"]) == 3  # measure, period and one axis
    with pytest.raises(PublicationRefusedError, match="not made for partners"):
        preview(riverside, "asb_case_review_publication", SUMMER_2012, Audience.PARTNERS)


def test_the_trail_keeps_that_somebody_previewed_and_whether_anything_was_hidden(
    riverside: Workspace,
) -> None:
    preview(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC)
    newest = audit_entries(riverside, limit=1)[0]
    assert (newest.action, newest.detail) == ("figures.previewed", f"{SCORECARD} public hidden")


def test_what_is_published_of_practice_data_says_so(riverside: Workspace, tmp_path: Path) -> None:
    riverside.file = replace(riverside.file, is_practice=True)
    folder = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q").folder

    said = "PRACTICE DATA: NOT REAL"
    assert said in (folder / "scorecard.csv").read_text("utf-8-sig").splitlines()[0]
    book = load_workbook(folder / "scorecard.xlsx")
    assert book.properties.category == "casedesk-practice"
    assert said in {row[0] for row in book.worksheets[0].iter_rows(values_only=True)}
    pdf = pypdfium2.PdfDocument(folder / "scorecard.pdf")
    assert all(said in page.get_textpage().get_text_bounded() for page in pdf)
    assert check_release(folder).ok
    sent = publish(
        riverside, "safelives_marac", SUMMER_2012, Audience.RECIPIENT, tmp_path / "r"
    ).folder
    assert {one.name for one in sent.iterdir()} == {
        "PRACTICE-DATA-safelives_marac.csv", "PRACTICE-DATA-safelives_marac.xlsx"
    }  # fmt: skip


def test_a_return_nobody_knows_is_refused_with_the_nearest(
    riverside: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="csp_quarterly_scorecard"):
        publish(riverside, "csp_scorecard", SUMMER_2012, Audience.PUBLIC, tmp_path / "q")


def test_an_officer_may_not_publish(riverside: Workspace, tmp_path: Path) -> None:
    riverside.user = User(riverside.user.id, "Tom Hale", "officer")

    with pytest.raises(NotAllowedError):
        publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q")


def test_a_workbook_that_leaves_holds_nothing_hidden(riverside: Workspace, tmp_path: Path) -> None:
    folder = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "q").folder

    with zipfile.ZipFile(folder / "scorecard.xlsx") as parts:
        names = parts.namelist()
        text = b"".join(parts.read(name) for name in names).decode("utf-8", "replace")
    assert not [n for n in names if "comment" in n or "external" in n or "pivot" in n]
    assert "<f>" not in text


def test_a_late_record_does_not_change_what_was_published(
    riverside: Workspace, tmp_path: Path
) -> None:
    first = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "one").folder
    case_id = a_case(riverside, reference="LATE-1", forum_id="marac")
    a_referral(riverside, case_id, reference="LATE-1", received_on=date(2012, 5, 2))
    assert count(riverside, SUMMER_2012, ["marac.referrals"])[0].value == 92

    found = preview(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC)
    second = publish(riverside, SCORECARD, SUMMER_2012, Audience.PUBLIC, tmp_path / "two").folder

    assert found.late > 0
    assert cells(first) == cells(second)
