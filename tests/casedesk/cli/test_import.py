"""The command `import`: a trial writes nothing, a second run changes nothing, differences stay."""

import csv
import hashlib
import json
import signal
from pathlib import Path

import pytest

from casedesk.cli.main import main
from tests.casedesk.cli.conftest import secret
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

HALF_WAY_S = 0.1  # of the processor
EXAMPLE = Path(__file__).parents[2] / "data" / "partnership_workbook"


def run(folder: Path, workbook: Path, *options: str) -> int:
    command = ["import", str(folder / "here.casedesk"), str(workbook), *options]
    return main([*command, *secret(folder)])


def fingerprint(folder: Path) -> dict[str, str]:
    """Return a hash of every file of the partnership file."""
    file = folder / "here.casedesk"
    return {
        path.relative_to(file).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(file.rglob("*"))
        if path.is_file()
    }


def test_a_trial_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = ("--answers", str(EXAMPLE / "answers.toml"))
    before = fingerprint(folder)
    assert run(folder, EXAMPLE / "partnership.xlsx", "--dry-run", *answers) == 0
    assert "Nothing was written: this was a trial." in capsys.readouterr().out
    assert fingerprint(folder) == before


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_refused_file_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    bad = folder / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    before = fingerprint(folder)
    assert run(folder, bad, *options) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert fingerprint(folder) == before


def test_differences_are_named_and_left_as_they_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_workbook(folder / "w.xlsx", Referrals=[a_referral(victim_gender="F")])
    assert run(folder, path) == 0
    write_workbook(path, Referrals=[a_referral(victim_gender="M")])
    for _time in range(2):
        capsys.readouterr()
        assert run(folder, path) == 0
        said = capsys.readouterr().out
        assert "Referrals row 2: R-1 has another victim_gender in the file; left as it is." in said


def test_the_example_goes_in_with_its_refusals_and_its_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ("--answers", str(EXAMPLE / "answers.toml"))
    errors = folder / "errors.csv"
    capsys.readouterr()
    assert run(folder, EXAMPLE / "partnership.xlsx", *answers, "--errors", str(errors)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "9 rows refused"
    assert "712 rows taken" in said
    assert faults(errors) == faults(EXAMPLE / "expected_errors.csv")
    expected = {
        line["kpi"]: float(line["value"])
        for line in rows_of(EXAMPLE / "expected_counts.csv")
        if (line["from"], line["to"], line["breakdown"]) == ("2018-04-01", "2019-03-31", "")
    }
    days = ["--from", "2018-04-01", "--to", "2019-03-31", "--json"]
    assert main(["count", str(folder / "here.casedesk"), *days, *secret(folder)]) == 0
    counted = {row["measure"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert expected
    assert {measure: counted[measure] for measure in expected} == expected


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm clock")
def test_ctrl_c_stops_an_import_and_keeps_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fingerprint(folder)
    capsys.readouterr()
    kept = signal.signal(signal.SIGPROF, signal.default_int_handler)  # as Ctrl+C does
    signal.setitimer(signal.ITIMER_PROF, HALF_WAY_S)
    try:
        assert run(folder, EXAMPLE / "partnership.xlsx") == 1
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, kept)
    assert capsys.readouterr() == ("", "casedesk: stopped; nothing was kept\n")
    assert fingerprint(folder) == before


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def faults(path: Path) -> list[tuple[str, ...]]:
    rows = rows_of(path)
    assert list(rows[0]) == ["sheet", "row", "column", "reason", "value"]
    return sorted((row["sheet"], row["row"], row["column"], row["value"]) for row in rows)
