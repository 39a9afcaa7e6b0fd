"""What the command line says can be seen, and says what the file is not telling by itself."""

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from casedesk.cli.main import main
from casedesk.cli.terminal import printable
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import PASSPHRASE

ACTING = "\x1b[31m\x07\x9b2J\u202e\u2066\u200b\ue000"
DAYS = ["--from", "2026-01-01", "--to", "2026-12-31"]
REGISTERS = "register,date\nguardian_camera,2018-05-01\n"


def is_plain(text: str) -> bool:
    """Tell whether every sign of `text` can be seen."""
    kinds = {unicodedata.category(sign) for sign in text.replace("\n", "")}
    return not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@pytest.fixture
def secret(tmp_path: Path) -> list[str]:
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE + "\n")
    return ["--passphrase-file", str(tmp_path / "passphrase.txt")]


@pytest.mark.parametrize("word", [ACTING * 60, "\udcff\udc80", "x" * 5000])
def test_a_wrong_command_line_is_repeated_so_that_it_can_be_seen(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in ([word], ["count", "a.casedesk", *DAYS, word], ["deadlines", word]):
        with pytest.raises(SystemExit) as stopped:
            main(line)
        assert stopped.value.code == 2
        said = capsys.readouterr().err
        assert is_plain(said)
        assert len(said) < 2500


def test_a_name_from_a_workbook_cannot_act_on_the_terminal(
    prepared_file: Path, tmp_path: Path, secret: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(shutil.copytree(prepared_file, tmp_path / "here.casedesk"))
    book = tmp_path / f"book{ACTING}.csv"
    book.write_text(f"register,date,no{ACTING}te\nguardian_camera{ACTING},2018-05-01,x\n")
    assert main(["import", str(file), str(book), "--dry-run", *secret]) == 0
    said = capsys.readouterr()
    assert "\\x1b[31m" in said.out
    assert is_plain(said.out + said.err)


def test_the_escape_leaves_every_language_alone() -> None:
    for words in ("Siân Ŵyn-O’Neill – 5 × £20", "محمد", "赵", "🙂"):
        assert printable(words) == words


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("a\x1b[31m.casedesk", "Riverside"),
        ("a\u202eksedesac.casedesk", "Riverside"),
        ("a" * 240 + ".casedesk", "Riverside"),
        ("a\udcff.casedesk", "Riverside"),
        ("a.casedesk", "River\x1b[31mside"),
        ("a.casedesk", "River\u202eside"),
        ("a.casedesk", "Riverside" * 100),
    ],
)
def test_a_partnership_file_is_not_called_what_cannot_be_seen(
    tmp_path: Path,
    secret: list[str],
    capsys: pytest.CaptureFixture[str],
    name: str,
    organisation: str,
) -> None:
    command = ["create", str(tmp_path / name), "--organisation", organisation, *secret]
    assert main(command) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "cannot be seen" in sentence or "too long" in sentence
    assert sorted(p.name for p in tmp_path.iterdir()) == ["passphrase.txt"]


def test_a_folder_that_is_missing_is_not_made_in_passing(
    prepared_file: Path, tmp_path: Path, secret: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "tpyo" / "new.casedesk")
    for command in (
        ["create", nowhere],
        ["practice", nowhere, "--cases", "40"],
        ["backup", str(shutil.copytree(prepared_file, tmp_path / "a.casedesk")), nowhere],
        ["restore", str(prepared_file), nowhere],
    ):
        assert main([*command, *secret]) == 1
        (sentence,) = capsys.readouterr().err.splitlines()
        assert sentence.endswith("does not exist. Make it first.")
    assert not (tmp_path / "tpyo").exists()


def test_every_command_says_when_the_file_was_put_back_to_an_older_state(
    workspace: Workspace,
    prepared_file: Path,
    tmp_path: Path,
    secret: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_case(workspace)
    service.lock(workspace)
    older = str(shutil.copytree(prepared_file, tmp_path / "older.casedesk"))
    (tmp_path / "registers.csv").write_text(REGISTERS)
    returned = ["--return", "csp_quarterly_scorecard", "--for", "public"]
    quarter = ["--from", "2018-04-01", "--to", "2018-06-30"]
    for command in (
        ["count", older, *DAYS, "--json"],
        ["import", older, str(tmp_path / "registers.csv")],
        ["export", older, *returned, *quarter, "--out", str(tmp_path / "out")],
        ["backup", older, str(tmp_path / "copy.casedesk")],
    ):
        status = main([*command, *secret])
        said = capsys.readouterr()
        sentence, *refused = said.err.splitlines()
        assert status == len(refused) == (1 if command[0] == "export" else 0)  # nothing in it
        assert sentence.startswith("casedesk: This file is older than when it was last closed")
        if command[0] == "count":
            assert isinstance(json.loads(said.out), list)
    assert main(["verify", older, *secret]) == 1
    said = capsys.readouterr()
    assert "older" in said.out
    assert len(said.err.splitlines()) == 1


def test_an_error_that_nobody_foresaw_is_told_by_its_kind_without_its_text(
    secret: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ValueError("Nia Prosser")

    monkeypatch.setattr(service, "open_file", fail)
    assert main(["verify", str(tmp_path / "riverside.casedesk"), *secret]) == 1
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "Nia" not in said
