"""The command `count`: JSON that scripts rely on, words for people, one sentence for a slip."""

import json
from datetime import date
from pathlib import Path

import pytest

from casedesk.cli.main import main
from casedesk.measures.service import axes_of_any, measure_of
from casedesk.practice.service import make_practice_file
from casedesk.workspace import service

PASSPHRASE = "practice data only"
DAYS = ["--from", "2026-07-01", "--to", "30 Sep 2026"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command up to its options, on a file of practice data."""
    folder = tmp_path_factory.mktemp("count")
    file = folder / "practice.casedesk"
    service.lock(make_practice_file(file, PASSPHRASE, 60, 2, date(2026, 11, 20)))
    secret = folder / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n")
    return ["count", str(file), "--passphrase-file", str(secret)]


def test_json_has_the_keys_of_the_contract(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--measure", "marac.referrals", "outside:robbery", "--json"]
    assert main([*asked, *DAYS, *options, "--compare", "last-year"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert list(first) == ["measure", "from", "to", "by", "value", "last_year", "change_percent"]
    assert (first["from"], first["to"], first["by"]) == ("2026-07-01", "2026-09-30", {})
    assert second["measure"] == "outside:robbery"
    assert second["value"] > 0


def test_by_gives_a_row_for_each_value_and_no_total(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, *DAYS, "--measure", "marac.referrals", "--by", "agency", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(list(row["by"]) == ["agency"] for row in rows)
    assert main([*asked, *DAYS, "--measure", "marac.referrals", "--json"]) == 0
    (total,) = json.loads(capsys.readouterr().out)
    assert sum(row["value"] for row in rows) == total["value"]


def test_measures_that_cannot_be_split_are_named_not_dropped_in_silence(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, *DAYS, "--json"]) == 0
    said = capsys.readouterr()
    everything = {row["measure"] for row in json.loads(said.out)}
    assert {one.partition(":")[0] for one in everything} >= {"outside", "marac.referrals"}
    assert said.err == ""
    assert main([*asked, *DAYS, "--by", "agency", "--json"]) == 0
    said = capsys.readouterr()
    (sentence,) = said.err.splitlines()
    assert sentence.startswith("casedesk: Left out, because they cannot be split by agency: ")
    named = set(sentence.rstrip(".").partition("agency: ")[2].split(", "))
    split = {row["measure"] for row in json.loads(said.out)}
    assert not named & split
    assert "outside figures" in named
    within = {one for one in everything if not one.startswith("outside:")}
    assert named - {"outside figures"} == {
        one for one in within if "agency" not in axes_of_any(measure_of(one))
    }


def test_without_json_the_same_in_words(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, *DAYS]) == 0
    out = capsys.readouterr().out
    assert "Referrals to the MARAC" in out
    assert "no figure entered" in out
    assert "None" not in out


def test_days_that_lie_ahead_are_named_as_such(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ahead = ["--from", "2090-04-01", "--to", "2090-06-30", "--measure", "marac.referrals"]
    assert main([*asked, *ahead]) == 0
    said = capsys.readouterr()
    assert said.err == (
        "casedesk: This period has not begun yet: a figure of 0 says nothing about it.\n"
    )
    assert said.out.split()[-1] == "0"
    assert main([*asked, *ahead, "--json"]) == 0
    assert capsys.readouterr().err == ""


def test_an_unknown_measure_is_one_sentence_with_the_nearest(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, *DAYS, "--measure", "marac.referral"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "marac.referrals" in captured.err


def test_a_day_that_is_none_is_wrong_use(asked: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*asked, "--from", "31/02/2026", "--to", "2026-03-01"])
    assert stopped.value.code == 2


def test_practice_makes_a_file_of_the_size_asked(tmp_path: Path) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n")
    file = tmp_path / "small.casedesk"
    given = ["practice", str(file), "--cases", "40", "--random-seed", "9", "--today", "2026-11-20"]
    assert main([*given, "--passphrase-file", str(secret)]) == 0
    opened = service.open_file(file, PASSPHRASE)
    assert opened.file.is_practice
    service.lock(opened)
