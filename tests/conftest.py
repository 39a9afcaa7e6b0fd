"""One prepared partnership file, copied for each test that needs one, at a fixed moment."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedesk import i18n
from casedesk.i18n import use_language
from casedesk.settings import APP_NAME
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.keep_texts import compile_texts
from tests.made_for_all import made_for_all
from tests.plain_memory import is_as_the_program, locked_memory, plain_memory
from tests.statements import own_statements, shared_statements
from tests.stretching import stretched_each_time, stretched_once

PASSPHRASE = "harbour violin teapot meadow"
NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


class Clock:
    """Tells the moment it is set to."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


LONG = ("every_page", "e2e", "kills", "ui", "cli", "exchange", "releases")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, or one worker waits at the end for the other."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if is_as_the_program(item):
        return 100
    return next((at for at, part in enumerate(LONG) if part in item.path.parts), 99)


@pytest.fixture(scope="session", autouse=True)
def _welsh_texts() -> None:
    """Make the Welsh catalogue where the tests run without `make setup`."""
    compile_texts()


@pytest.fixture(scope="session", autouse=True)
def _folders_of_this_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, anchors and logs of the tests out of the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield


@pytest.fixture(scope="session", autouse=True)
def _statements_composed_once() -> Iterator[None]:
    """Let the files of all tests share the statements that were composed for one."""
    with shared_statements():
        yield


@pytest.fixture(scope="session", autouse=True)
def _passphrases_stretched_once() -> Iterator[None]:
    """Keep derived keys; the tests of `security` derive each time."""
    with stretched_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_locked_memory() -> Iterator[None]:
    with plain_memory():
        yield


@pytest.fixture(autouse=True)
def _memory_as_the_program_has_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lock memory where the keeping of records is tried itself."""
    with locked_memory() if is_as_the_program(request.node) else nullcontext():
        yield


@pytest.fixture
def stretched_anew() -> Iterator[None]:
    """Take the time that a key takes: for what is done meanwhile."""
    with stretched_each_time():
        yield


@pytest.fixture
def statements_anew() -> Iterator[None]:
    """Compose what is asked of the files of this test, as the program does at first."""
    with own_statements():
        yield


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test remember where the copies of another test ended: all have one file's id."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path.with_name(f"{tmp_path.name}-state")))


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """End the log that a test began: the next one's lies elsewhere."""
    yield
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.name == APP_NAME]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak the language that the test is run in, which is its parameter; English without one."""
    use_language(getattr(request, "param", "en"))
    yield i18n.language()
    use_language("en")


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership file made once with full-strength keys; tests copy it."""

    def make(place: Path) -> None:
        made = service.create(
            place / "riverside.casedesk",
            PASSPHRASE,
            "Riverside Community Safety Partnership",
            user_name="Cariad Price",
            clock=Clock(),
        )
        (place / "recovery.txt").write_text(made.recovery_key or "")
        (place / "key.bin").write_bytes(made.workspace.key.reveal())
        service.lock(made.workspace)

    return made_for_all(tmp_path_factory, "prepared", make) / "riverside.casedesk"


@pytest.fixture
def clock() -> Clock:
    """The clock of `workspace`; a test may set it on."""
    return Clock()


@pytest.fixture
def workspace(prepared_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An open, empty partnership file, opened with its data key to save the derivation."""
    folder = tmp_path / "riverside.casedesk"
    shutil.copytree(prepared_file, folder)
    opened = service.open_with_key(
        folder, (prepared_file.parent / "key.bin").read_bytes(), clock=clock
    )
    yield opened
    service.lock(opened)
