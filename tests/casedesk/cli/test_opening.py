"""How a command gets its passphrase, and which commands go beside an open window."""

from pathlib import Path

import pytest

from casedesk.audit.service import audit_entries
from casedesk.cli.main import main
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook
from tests.conftest import PASSPHRASE

DAYS = ["--from", "2018-04-01", "--to", "2018-06-30"]
SCORECARD = ["--return", "csp_quarterly_scorecard", "--for", "public"]


def test_the_passphrase_is_the_first_line_as_it_stands_and_the_key_is_printed_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, file = "four unrelated small words ", tmp_path / "here.casedesk"  # the blank counts
    (tmp_path / "passphrase.txt").write_bytes(words.encode() + b"\r\nnot this line\r\n")
    secret = ["--passphrase-file", str(tmp_path / "passphrase.txt")]
    assert main(["create", str(file), *secret]) == 0
    (recovery,) = capsys.readouterr().out.splitlines()
    service.lock(service.open_file(file, words))
    service.lock(service.open_file(file, recovery, recovery=True))


def test_restoring_says_where_the_records_before_it_were_kept(
    prepared_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    command = ["restore", str(prepared_file), str(tmp_path / "here.casedesk")]
    command += ["--passphrase-file", str(tmp_path / "passphrase.txt")]
    assert main(command) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1  # nothing was there
    assert main(command) == 0
    (kept,) = tmp_path.glob("here.before-restore-*.casedesk")
    assert capsys.readouterr().out.splitlines()[1].endswith(str(kept))


def test_beside_an_open_window_one_may_count_check_and_back_up_and_no_more(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    secret = ["--passphrase-file", str(tmp_path / "passphrase.txt")]
    file, copy = str(workspace.file.folder), str(tmp_path / "copy.casedesk")
    workbook = str(write_workbook(tmp_path / "w.xlsx", Referrals=[a_referral()]))
    for command in (["count", file, *DAYS], ["verify", file], ["backup", file, copy]):
        assert main([*command, *secret]) == 0
    done = [entry.action for entry in audit_entries(workspace)]
    assert done == ["file.backed_up", "figures.counted", "file.created"]
    refused = (
        ["import", file, workbook],
        ["export", file, *DAYS, *SCORECARD, "--out", str(tmp_path / "q")],
        ["restore", copy, file],
    )
    for command in refused:
        capsys.readouterr()
        assert main([*command, *secret]) == 1
        said = capsys.readouterr()
        assert (said.out, len(said.err.splitlines())) == ("", 1)
        assert said.err.startswith("casedesk: This partnership file is open already.")
    assert not (tmp_path / "q").exists()
    assert [entry.action for entry in audit_entries(workspace)] == done
    assert service.verify(workspace).is_whole
