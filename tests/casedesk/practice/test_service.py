"""Practice data: the same each time, lifelike, of ranges nobody has, apart from real ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.errors import InputError, StorageError
from casedesk.practice.service import invented, make_practice_file, open_or_make
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace

TODAY = date(2026, 11, 20)
PASSPHRASE = "practice data only"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("practice") / "practice.casedesk"
    made = make_practice_file(folder, PASSPHRASE, 400, 7, TODAY)
    yield made
    service.lock(made)


def rows(workspace: Workspace, statement: str) -> list[Any]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(session.execute(text(statement)).all())


def test_the_same_seed_makes_the_same_records_and_another_seed_others() -> None:
    once, again, other = (invented(1, 120, seed, TODAY, Unwatched())[0] for seed in (3, 3, 4))
    assert once.rows == again.rows
    assert once.rows != other.rows


def test_the_file_says_that_it_is_for_practice_and_is_whole(practice: Workspace) -> None:
    assert practice.file.is_practice
    assert service.verify(practice).is_whole
    assert practice.today() == TODAY


def test_postcodes_and_telephone_numbers_are_nobodys(practice: Workspace) -> None:
    postcodes = rows(practice, "SELECT postcode FROM place")
    assert postcodes
    assert all(row.postcode.startswith("QX") for row in postcodes)
    numbers = rows(
        practice,
        "SELECT safe_contact_number AS n FROM person WHERE n IS NOT NULL"
        " UNION SELECT number_used FROM contact_note WHERE number_used IS NOT NULL",
    )
    assert all(row.n.startswith(("07700 900", "01632 960")) for row in numbers)


def test_shares_are_near_those_that_safelives_publishes(tmp_path: Path) -> None:
    book = invented(1, 6000, 1, TODAY, Unwatched())[0]
    tables = {kind.__tablename__: found for kind, found in book.rows.items()}
    marac = [r for r in tables["referral"] if r["forum_id"] == "marac"]
    assert 0.25 < sum(r["is_repeat"] for r in marac) / len(marac) < 0.31
    children = [r["children_in_household"] for r in marac if r["children_in_household"] is not None]
    assert 1.1 < sum(children) / len(children) < 1.45
    ids = {r["id"] for r in marac}
    police = sum(
        a["weight"]
        for a in tables["referral_agency"]
        if a["agency_id"] == "police" and a["referral_id"] in ids
    )
    assert 0.6 < police / len(marac) < 0.7


def test_the_next_meeting_is_full_and_something_is_due(practice: Workspace) -> None:
    listed = rows(
        practice,
        "SELECT count(*) AS n FROM discussion d JOIN meeting m ON m.id = d.meeting_id"
        " WHERE m.forum_id = 'marac' AND m.status = 'planned' GROUP BY m.id ORDER BY m.held_on",
    )
    assert 12 <= listed[0].n <= 22
    due = rows(
        practice, "SELECT 1 FROM deadline WHERE settled_on IS NULL AND due_at > '2026-11-20'"
    )
    assert len(due) >= 3
    assert rows(practice, "SELECT 1 FROM action WHERE status = 'open' AND due_on < '2026-11-20'")


def test_closure_notices_under_way_say_how_long_they_run(practice: Workspace) -> None:
    running = "power_id = 'closure_notice' AND status = 'open'"
    found = rows(practice, f"SELECT length_id FROM intervention WHERE {running} ORDER BY length_id")
    assert [one.length_id for one in found] == ["hours_24", "hours_48"]


def test_nothing_lies_in_the_future_that_has_happened(practice: Workspace) -> None:
    for table, day in (
        ("referral", "received_on"),
        ("action", "closed_on"),
        ("assessment", "assessed_on"),
        ("person", "born_on"),
        ("register_entry", "on_day"),
        ("outside_figure", "to_on"),
    ):
        assert not rows(practice, f"SELECT 1 FROM {table} WHERE {day} > '2026-11-20'")
    held = "SELECT 1 FROM meeting WHERE status = 'held' AND held_on >= '2026-11-20'"
    assert not rows(practice, held)


def test_closed_cases_have_the_day_of_their_review(practice: Workspace) -> None:
    days = rows(practice, 'SELECT closed_on, review_on FROM "case"')
    assert any(row.closed_on for row in days)
    assert all((row.closed_on is None) == (row.review_on is None) for row in days)


def test_people_can_be_found(practice: Workspace) -> None:
    (case,) = rows(practice, 'SELECT id, reference FROM "case" WHERE id = 7')
    hit = rows(practice, f"SELECT rowid FROM case_index WHERE words MATCH '\"{case.reference}\"'")
    assert [row.rowid for row in hit] == [7]


def test_too_few_or_too_many_cases_are_refused(tmp_path: Path) -> None:
    for cases in (39, 100_001):
        with pytest.raises(InputError, match="40"):
            make_practice_file(tmp_path / "p.casedesk", PASSPHRASE, cases)


def test_practice_never_opens_real_records(prepared_file: Path) -> None:
    with pytest.raises(StorageError, match="real records"):
        open_or_make(prepared_file, "harbour violin teapot meadow", 40)


def test_practice_starts_on_a_computer_where_the_programs_own_folder_is_not_there_yet(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "share" / "casedesk" / "practice.casedesk"
    made = open_or_make(folder, PASSPHRASE, 40)
    assert made.file.is_practice
    service.lock(made)


def test_the_newest_cases_have_attachments_that_are_the_same_each_time(
    practice: Workspace,
) -> None:
    found = rows(
        practice,
        "SELECT kind_id, count(*) AS n, count(DISTINCT sha256) AS others FROM attachment"
        ' JOIN "case" ON "case".id = case_id WHERE status = \'open\' GROUP BY kind_id',
    )
    kinds = {row.kind_id: (row.n, row.others) for row in found}
    assert kinds == {"pdf": (3, 1), "text": (3, 1), "mail": (3, 3)}
