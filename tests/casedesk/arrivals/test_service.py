"""Files become draft referrals; saving moves the file to the case, throwing away can be undone."""

import json
from datetime import date
from pathlib import Path

import pypdf
import pytest
from sqlalchemy.exc import DBAPIError

from casedesk.arrivals.model import Arrival, ArrivalKind
from casedesk.arrivals.service import (
    bring_in,
    count_waiting,
    draw_page_of,
    open_arrival,
    save_form,
    throw_away,
    tidy,
    waiting_drafts,
)
from casedesk.attachments.model import Owner
from casedesk.attachments.service import attachment_content, attachments_of
from casedesk.cases.service import take_in_referral
from casedesk.cases.taking_back import take_back_referral
from casedesk.errors import Cancelled, InputError, NotFoundError, StorageError
from casedesk.progress import Unwatched
from casedesk.workspace.drafts import draft_of, drafts, save_draft
from casedesk.workspace.marking import PageMarking, page_marking, set_page_marking
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.casedesk.arrivals import files
from tests.casedesk.arrivals.filled_form import filled_form


def compose(arrival: Arrival) -> str:
    return json.dumps({"kind": arrival.kind, "typed": arrival.form and arrival.form.typed})


def put(folder: Path, **contents: bytes) -> list[Path]:
    """Write files; a double line in a name stands for the dot."""
    paths = [folder / name.replace("__", ".") for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def form(workspace: Workspace, folder: Path, **typed: str) -> bytes:
    save_form(workspace, "marac", folder / "empty.pdf")
    return filled_form((folder / "empty.pdf").read_bytes(), typed)


def test_a_form_sent_out_before_the_marking_changed_is_still_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = form(workspace, tmp_path, subject_surname="Morgan")
    chosen = PageMarking("official", handling="Return it by secure email.")
    set_page_marking(workspace, chosen, page_marking(workspace))
    after = form(workspace, tmp_path, subject_surname="Morgan")
    words = pypdf.PdfReader(tmp_path / "empty.pdf").pages[0].extract_text()
    assert "OFFICIAL — Riverside Community Safety Partnership" in words
    assert "Return it by secure email." in words
    paths = put(tmp_path, a__pdf=before, b__pdf=after)
    found = bring_in(workspace, paths, compose, Unwatched())
    assert [one.kind for one in found] == [ArrivalKind.FORM, ArrivalKind.FORM]


def test_each_file_becomes_a_draft_with_the_file_beside_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = put(
        tmp_path, a__eml=files.mail(), b__tif=files.scan(2), c__pdf=b"", d__zip=b"PK\x03\x04"
    )
    found = bring_in(workspace, paths, compose, Unwatched())
    assert [one.name for one in found] == ["a.eml", "b.tif", "c.pdf", "d.zip"]
    assert [one.kind for one in found[:2]] == [ArrivalKind.MAIL, ArrivalKind.PICTURE]
    assert all(one.problem and not one.draft for one in found[2:])
    waiting = waiting_drafts(workspace)
    assert [one.name for one in waiting] == ["b.tif", "a.eml"]
    assert count_waiting(workspace) == 2
    mail, scan = (open_arrival(workspace, one.draft, Unwatched()) for one in found[:2])
    assert mail.arrival.text == files.WORDS
    assert scan.arrival.pages == 2
    assert draw_page_of(scan.content, 1, 2000).picture.width == 620
    assert all(path.exists() for path in paths)  # they stay where they were


def test_a_filled_in_form_is_read_also_where_it_came_in_an_email(
    workspace: Workspace, tmp_path: Path
) -> None:
    content = form(workspace, tmp_path, subject_surname="Morgan", received="31/02/2026")
    paths = put(tmp_path, f__pdf=content, m__eml=files.mail(files={"f.pdf": content}))
    found = bring_in(workspace, paths, compose, Unwatched())
    assert [one.kind for one in found] == [ArrivalKind.FORM, ArrivalKind.MAIL]
    assert [one.faults for one in found] == [1, 1]
    for one in found:
        draft = draft_of(workspace, one.draft)
        assert draft is not None
        assert json.loads(draft.content)["typed"]["subject_surname"] == "Morgan"


def test_the_same_file_waits_once(workspace: Workspace, tmp_path: Path) -> None:
    paths = put(tmp_path, a__eml=files.mail(), copy__eml=files.mail())
    found = bring_in(workspace, [*paths, paths[0]], compose, Unwatched())
    assert [bool(one.draft) for one in found] == [True, False, False]
    assert "waits as a draft" in found[1].problem


def test_saving_moves_the_file_to_the_case_and_taking_back_returns_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    (made,) = bring_in(workspace, put(tmp_path, a__eml=files.mail()), compose, Unwatched())
    new = new_referral(received_on=date(2026, 11, 12))
    taken = take_in_referral(workspace, new, draft=made.draft)
    assert waiting_drafts(workspace) == []
    (kept,) = attachments_of(workspace, Owner(taken.case_id))
    assert attachment_content(workspace, kept.id).content == files.mail()
    take_back_referral(workspace, taken)
    assert [one.draft for one in waiting_drafts(workspace)] == [made.draft]


def test_a_draft_thrown_away_takes_its_file_along_and_comes_back_whole(
    workspace: Workspace, tmp_path: Path
) -> None:
    (made,) = bring_in(workspace, put(tmp_path, a__eml=files.mail()), compose, Unwatched())
    bring_back = throw_away(workspace, made.draft)
    assert waiting_drafts(workspace) == []
    assert draft_of(workspace, made.draft) is None
    with pytest.raises(NotFoundError):
        open_arrival(workspace, made.draft, Unwatched())
    with pytest.raises(NotFoundError):
        throw_away(workspace, made.draft)
    bring_back()
    (waits,) = waiting_drafts(workspace)
    assert json.loads(waits.content)["kind"] == "mail"


def test_a_draft_is_thrown_away_whole_or_not_at_all(workspace: Workspace, tmp_path: Path) -> None:
    (made,) = bring_in(workspace, put(tmp_path, a__eml=files.mail()), compose, Unwatched())
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE DELETE ON draft BEGIN SELECT raise(ABORT, 'full'); END"
        )
    with pytest.raises(DBAPIError):
        throw_away(workspace, made.draft)
    assert [one.draft for one in waiting_drafts(workspace)] == [made.draft]
    assert draft_of(workspace, made.draft) is not None


def test_words_without_a_file_go_when_the_file_is_opened_next(
    workspace: Workspace, tmp_path: Path
) -> None:
    (made,) = bring_in(workspace, put(tmp_path, a__eml=files.mail()), compose, Unwatched())
    save_draft(workspace, "arrival-killed", "{}")
    save_draft(workspace, "arrivals of mine", "{}")
    tidy(workspace)
    assert {one.form for one in drafts(workspace)} == {made.draft, "arrivals of mine"}


def test_stopping_keeps_what_was_made_and_says_what_was_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    class StopsAtSecond:
        def step(self, done: int, _total: int) -> None:
            if done == 1:
                raise Cancelled

    paths = put(tmp_path, a__txt=b"One", b__txt=b"Two", c__txt=b"Three")
    found = bring_in(workspace, paths, compose, StopsAtSecond())
    assert [bool(one.draft) for one in found] == [True, False, False]
    assert "stopped" in found[2].problem
    assert count_waiting(workspace) == 1


def test_what_is_no_file_and_too_many_files_are_answered_plainly(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "folder", tmp_path / "gone.eml"]
    found = bring_in(workspace, paths, compose, Unwatched())
    assert all(one.problem for one in found)
    with pytest.raises(InputError, match="At most 50"):
        bring_in(workspace, paths * 26, compose, Unwatched())
    with pytest.raises(StorageError):
        save_form(workspace, "marac", workspace.file.folder / "records.db")
