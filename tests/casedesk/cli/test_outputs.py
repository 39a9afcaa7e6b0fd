"""What the command line writes never lands on records, and nobody else may read those."""

import json
import resource
import signal
import unicodedata
from pathlib import Path

import pytest

from casedesk.cli.main import main
from casedesk.security.key_file import PASSPHRASE, KeyFile, new_key_file
from casedesk.storage.data_key import KEY_BYTES, DataKey
from tests.casedesk.cli.conftest import WORDS, secret

HEADINGS = "register,date\nguardian_camera,2018-05-01\n"


@pytest.fixture
def made(folder: Path) -> Path:
    """A folder with a partnership file, its passphrase (as Notepad saves it) and a workbook."""
    (folder / "passphrase.txt").write_text(WORDS + "\n", encoding="utf-8-sig")
    (folder / "registers.csv").write_text(HEADINGS)
    return folder


def test_a_list_of_errors_never_replaces_the_records_or_the_workbook(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, workbook = made / "here.casedesk", made / "registers.csv"
    before = (file / "records.db").read_bytes()
    for target in (file / "records.db", file / "errors.csv", workbook):
        command = ["import", str(file), str(workbook), "--errors", str(target), *secret(made)]
        assert main(command) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert (file / "records.db").read_bytes() == before
    assert workbook.read_text() == HEADINGS


def test_a_template_never_replaces_the_keys(made: Path) -> None:
    keys = made / "here.casedesk" / "keys.json"
    before = keys.read_bytes()
    assert main(["import", "--template", str(keys)]) == 1
    assert keys.read_bytes() == before


def test_a_publication_is_not_written_into_a_partnership_file(made: Path) -> None:
    file = made / "here.casedesk"
    days = ["--from", "2018-04-01", "--to", "2018-06-30"]
    wanted = ["--return", "csp_quarterly_scorecard", "--for", "public", "--out", str(file / "q")]
    assert main(["import", str(file), str(made / "registers.csv"), *secret(made)]) == 0
    assert main(["export", str(file), *days, *wanted, *secret(made)]) == 1
    assert not (file / "q").exists()


def test_other_users_of_the_computer_cannot_enter_a_file_or_its_backup(made: Path) -> None:
    file, copy = made / "here.casedesk", made / "copy.casedesk"
    assert main(["backup", str(file), str(copy), *secret(made)]) == 0
    inside = [folder / name for folder in (file, copy) for name in ("records.db", "keys.json")]
    assert {path.stat().st_mode & 0o077 for path in (file, copy, *inside)} == {0}


def test_a_file_that_is_not_whole_is_told_in_one_sentence(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = made / "here.casedesk" / "records.db"
    records.write_bytes(records.read_bytes() + b"x" * 17)
    capsys.readouterr()
    assert main(["verify", str(made / "here.casedesk"), "--json", *secret(made)]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["whole"] is False
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("days", [("0001-01-01", "2018-01-01"), ("2018-01-01", "9999-12-31")])
def test_years_that_nobody_means_are_refused(
    made: Path, days: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    period = ["--from", days[0], "--to", days[1], "--compare", "last-year"]
    assert main(["count", str(made / "here.casedesk"), *period, *secret(made)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_nested_rubbish_in_the_key_file_is_called_damaged(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made / "here.casedesk" / "keys.json").write_text("[" * 100_000)
    assert main(["verify", str(made / "here.casedesk"), *secret(made)]) == 1
    assert "damaged" in capsys.readouterr().err


def test_an_accent_opens_the_file_however_the_keyboard_writes_it() -> None:
    key = DataKey(bytes(range(KEY_BYTES)))
    composed = unicodedata.normalize("NFC", "déjà vu près d'ici")
    keys: KeyFile = new_key_file("real").with_slot(key, PASSPHRASE, composed)
    assert keys.unlock(PASSPHRASE, unicodedata.normalize("NFD", composed)).reveal() == key.reveal()


def test_a_full_disk_leaves_no_half_made_file(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        assert main(["create", str(made / "new.casedesk"), *secret(made)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (made / "new.casedesk").exists()
