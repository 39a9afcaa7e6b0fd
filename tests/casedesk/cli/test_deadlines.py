"""The commands that need no partnership file, used as a script uses them."""

import argparse
import json
from pathlib import Path

import pytest

from casedesk.cli.deadlines import _events, add_commands
from casedesk.errors import InputError


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="casedesk")
    add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def test_json_gives_one_entry_for_each_deadline_whose_event_happened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert (
        run("deadlines", "Closure Notice", "--event", "served_first=27/03/2027 12:00", "--json")
        == 0
    )
    (hearing,) = json.loads(capsys.readouterr().out)
    assert hearing["id"] == "hearing"
    assert hearing["due"] == "2027-03-29T12:00:00+01:00"
    assert hearing["latest"] == "2027-03-29T13:00:00+01:00"
    assert hearing["status"] == "in_force"
    assert hearing["source"].endswith("/2014/12/section/80")
    assert set(hearing) == {"id", "due", "latest", "rule", "source", "status"}


def test_days_are_given_as_days_and_parts_of_an_anchor_are_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("deadlines", "closure_order", "--event", "notice_cancelled=2027-02-28", "--json")
    (compensation,) = json.loads(capsys.readouterr().out)
    assert (compensation["id"], compensation["due"]) == ("compensation", "2027-05-27")


def test_as_soon_as_practicable_has_no_due(capsys: pytest.CaptureFixture[str]) -> None:
    run("deadlines", "community trigger", "--event", "reporting_period_end=2027-03-31", "--json")
    (publish,) = json.loads(capsys.readouterr().out)
    assert publish["due"] is publish["latest"] is None


def test_in_words_every_day_counted_or_skipped_is_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("deadlines", "closure_notice", "--event", "served_first=2026-12-24 15:00")
    out = capsys.readouterr().out
    assert "27 December 2026, 15:00 (GMT)" in out
    assert "25 December 2026: no hours, Christmas Day" in out
    assert "26 December 2026: 24 h 0 min" in out


@pytest.mark.parametrize(
    ("power", "event", "sentence"),
    [
        ("closure_ordre", "order_made=2026-11-30", "Did you mean closure_order?"),
        ("zzzzzz", "order_made=2026-11-30", "There is no power"),
        ("closure_order", "order_maid=2026-11-30", "Did you mean order_made?"),
        ("cpw", "issued=2026-11-30", "has no deadlines"),
        ("closure_order", "order_made=31/02/2026", "no such day"),
        ("closure_notice", "served_first=2026-11-20", "time of day"),
        ("closure_notice", "served_first=2026-10-25T01:30", "2026-10-25T01:30:00+01:00 or"),
        ("closure_notice", "served_first=2027-03-28T01:30", "no such time"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_in_one_sentence(
    power: str, event: str, sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        run("deadlines", power, "--event", event)
    assert sentence in str(refused.value)


def test_an_event_given_twice_is_refused() -> None:
    given = ("--event", "order_made=2026-11-30")
    with pytest.raises(InputError, match="given twice"):
        run("deadlines", "closure_order", *given, *given)


@pytest.mark.parametrize("arguments", [(), ("--event", "served_first"), ("--event", "=2026-01-01")])
def test_wrong_use_ends_with_status_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("deadlines", "closure_notice", *arguments)
    assert stopped.value.code == 2
    assert "--event" in capsys.readouterr().err


def test_catalogue_says_every_problem_and_ends_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "series.toml").write_text("source = ['x']\nas_of = 2026-01-01\nsorce = 1\n")
    assert run("catalogue", str(tmp_path)) == 1
    assert "series.toml" in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_year_that_nobody_means_is_refused_in_a_sentence(moment: str) -> None:
    with pytest.raises(InputError, match="cannot be right"):
        _events([("served_first", moment)])
