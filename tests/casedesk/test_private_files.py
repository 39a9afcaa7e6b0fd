"""What CaseDesk notes for itself on this computer is for its user alone."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.log import log_folder, start_logging
from casedesk.safe_file import write_file
from casedesk.security import anchors
from casedesk.settings import Settings, load_settings, save_settings, settings_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders private")


@pytest.fixture(autouse=True)
def _open_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work under a mask that hides nothing, in folders of this test."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def _logging() -> Iterator[None]:
    """Give back the logging that the program's own set-up changes."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("_logging")
@pytest.mark.parametrize("is_there", [False, True])
def test_the_log_is_private_also_one_that_was_begun_for_all(is_there: bool) -> None:
    log = log_folder() / "casedesk.log"
    if is_there:
        log.parent.mkdir(parents=True)
        write_file(log, b"earlier\n")
        assert mode(log) == 0o666
    start_logging()
    logging.getLogger("a").warning("something – odd")
    assert mode(log.parent) == 0o700
    assert mode(log) == 0o600
    assert log.read_text(encoding="utf-8").endswith("WARNING a something – odd\n")
    assert log.read_text(encoding="utf-8").startswith("earlier\n" if is_there else "2")


def test_settings_and_anchors_are_private() -> None:
    save_settings(Settings(theme="dark"))
    anchors.count_failed_try("0" * 32)
    assert load_settings().theme == "dark"
    assert anchors.anchor_of("0" * 32).failed_tries == 1
    for file in (settings_path(), anchors._path()):
        assert (mode(file.parent), mode(file)) == (0o700, 0o600)


def test_anchors_that_something_else_wrote_into_are_forgotten() -> None:
    anchors.count_failed_try("0" * 32)
    write_file(anchors._path(), json.dumps({"0" * 32: {"seq": "many"}, "1" * 32: []}).encode())
    assert anchors.anchor_of("0" * 32) == anchors.Anchor()
    assert anchors.anchor_of("1" * 32) == anchors.Anchor()
