"""The three commands that need no partnership file."""

import argparse
import json
from pathlib import Path

import pytest

from casedesk.cli.disclosure import add_commands
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.examples import FOLDER

SPEC = str(FOLDER / "tiny_two_ones" / "spec.json")
RECORDS = str(FOLDER / "tiny_two_ones" / "micro.csv")


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def test_protect_check_and_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "release"
    assert run("protect", "--spec", SPEC, RECORDS, "--out", str(out)) == 0
    assert {p.name for p in out.iterdir()} == {"cells.csv", "spec.json", "proof.json", "method.txt"}
    first = (out / "cells.csv").read_text().splitlines()
    assert first[:2] == ["table,agency,ethnicity,value,marker", "agency*ethnicity,A01,White,,[c]"]
    capsys.readouterr()
    assert run("check-release", str(out), "--json") == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert run("audit-pattern", "--spec", SPEC, str(out / "cells.csv"), "--records", RECORDS) == 0
    assert json.loads(capsys.readouterr().out) == {"unsafe": [], "pinned": [], "undecided": []}


def test_a_second_release_is_held_against_the_first(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run("protect", "--spec", SPEC, RECORDS, "--out", str(one))
    run("protect", "--spec", SPEC, RECORDS, "--out", str(two), "--after", str(one))
    assert (one / "cells.csv").read_bytes() == (two / "cells.csv").read_bytes()
    assert run("check-release", str(two), "--after", str(one)) == 0


def test_several_earlier_releases_may_follow_one_another_or_be_repeated(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    run("protect", "--spec", SPEC, RECORDS, "--out", str(one))
    run("protect", "--spec", SPEC, RECORDS, "--out", str(two), "--after", str(one))
    both = ("--after", str(one), str(two))
    assert run("protect", "--spec", SPEC, RECORDS, "--out", str(three), *both) == 0
    assert run("check-release", str(three), *both) == 0
    repeated = ("--after", str(one), "--after", str(two))
    assert run("check-release", str(three), *repeated) == 0


def test_a_release_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(PublicationRefusedError, match="not empty"):
        run("protect", "--spec", SPEC, RECORDS, "--out", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_release_that_was_touched_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "release"
    run("protect", "--spec", SPEC, RECORDS, "--out", str(out))
    cells = out / "cells.csv"
    cells.write_text(cells.read_text().replace("A01,Asian,,[c]", "A01,Asian,1,"))
    capsys.readouterr()
    with pytest.raises(PublicationRefusedError, match="small count is shown"):
        run("check-release", str(out), "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize("wrong", ["spec", "records", "after"])
def test_files_that_are_not_there_are_one_sentence(tmp_path: Path, wrong: str) -> None:
    missing = str(tmp_path / "missing")
    after = ("--after", missing) if wrong == "after" else ()
    spec = missing if wrong == "spec" else SPEC
    records = missing if wrong == "records" else RECORDS
    with pytest.raises(PublicationRefusedError, match="missing"):
        run("protect", "--spec", spec, records, "--out", str(tmp_path / "out"), *after)
    assert not (tmp_path / "out").exists()
