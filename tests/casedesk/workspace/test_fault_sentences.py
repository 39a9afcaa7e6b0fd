"""Each fault of a partnership file has a sentence of its own that says what to do."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casedesk.errors import StorageError
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import open_engine
from casedesk.workspace import service
from tests.conftest import PASSPHRASE

PAGE = 4096
Fault = Callable[[Path, Path], None]  # does something to the first folder; the second is another's


@pytest.fixture
def folder(prepared_file: Path, tmp_path: Path) -> Path:
    """A partnership file that is not open."""
    return Path(shutil.copytree(prepared_file, tmp_path / "riverside.casedesk"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another partnership's file, with a passphrase of its own."""
    folder = tmp_path_factory.mktemp("other") / "elsewhere.casedesk"
    service.lock(service.create(folder, "lantern copper thimble willow", practice=True).workspace)
    return folder


def missing(name: str) -> Fault:
    return lambda folder, _other: (folder / name).unlink()


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Fault:
    def fault(folder: Path, _other: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return fault


def from_another(name: str) -> Fault:
    return lambda folder, other: shutil.copyfile(other / name, folder / name) and None


def no_file(name: str) -> Fault:
    def fault(folder: Path, _other: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return fault


def flipped(*places: int) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        damaged = bytearray(content)
        for place in places:
            damaged[place] ^= 1
        return bytes(damaged)

    return change


def all_but_the_first_page(content: bytes) -> bytes:
    return flipped(*range(PAGE + 100, len(content), PAGE))(content)


def newer_keys(folder: Path, _other: Path) -> None:
    content = json.loads((folder / "keys.json").read_text())
    content.pop("checksum")
    (folder / "keys.json").write_text(json.dumps(content | {"format": 2}))


def other_slots(folder: Path, _other: Path) -> None:
    content = json.loads((folder / "keys.json").read_text())
    content.pop("checksum")
    kept = [slot for slot in content["slots"] if slot["kind"] == "recovery"]
    (folder / "keys.json").write_text(json.dumps(content | {"slots": kept}))


def newer_records(folder: Path, _other: Path) -> None:
    key = (folder.parent / "key.bin").read_bytes()
    engine = open_engine(folder / "records.db", DataKey(key))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


FAULTS: dict[str, tuple[Fault, str]] = {
    "keys missing": (missing("keys.json"), "keys.json is missing .* Copy the whole folder again"),
    "keys empty": (rewritten("keys.json", lambda _: b""), "keys.json .* is empty. Copy keys.json"),
    "keys cut": (rewritten("keys.json", lambda whole: whole[:-40]), "keys.json .* cut short"),
    "keys flipped": (rewritten("keys.json", flipped(700)), "keys.json .* is damaged. Copy keys"),
    "keys of another": (from_another("keys.json"), "keys.json was not made for .* right keys.json"),
    "keys changed on purpose": (other_slots, "keys.json was changed by something other than"),
    "keys unreadable": (no_file("keys.json"), "keys.json .* cannot be read. See that you may"),
    "records missing": (missing("records.db"), "records.db is missing .* Restore the last good"),
    "records empty": (rewritten("records.db", lambda _: b""), "records.db .* is empty: .* Restore"),
    "records nearly gone": (rewritten("records.db", lambda whole: whole[:100]), "almost nothing"),
    "records cut": (
        rewritten("records.db", lambda whole: whole[: -PAGE // 2]),
        "records.db .* cut short or did not arrive whole. Copy the whole folder again",
    ),
    "records of another": (from_another("records.db"), "records.db does not fit .* right records"),
    "records flipped at the beginning": (
        rewritten("records.db", flipped(100)),
        "The beginning of records.db .* is damaged. .* Restore the last good backup",
    ),
    "records flipped": (
        rewritten("records.db", all_but_the_first_page),
        r"\d+ of the \d+ pages of records.db .* (is|are) damaged. Keep a copy",
    ),
    "records unreadable": (no_file("records.db"), "records.db .* is no file. .* restore the last"),
    "newer": (newer_records, "made by a newer CaseDesk. Update CaseDesk"),
}


def a_pipe(folder: Path, _other: Path) -> None:
    (folder / "keys.json").unlink()
    os.mkfifo(folder / "keys.json")


ALIKE: dict[str, tuple[Fault, str]] = {  # what cannot be told from one above has its sentence
    "keys a pipe": (a_pipe, FAULTS["keys unreadable"][1]),
    "newer keys": (newer_keys, FAULTS["newer"][1]),
    "records cut between pages": (
        rewritten("records.db", lambda whole: whole[: len(whole) // PAGE // 2 * PAGE]),
        FAULTS["records cut"][1],
    ),
    "records of one page": (
        rewritten("records.db", lambda whole: whole[:PAGE]),
        FAULTS["records cut"][1],
    ),
    "records not encrypted": (
        rewritten("records.db", lambda _: b"SQLite format 3\0" * 1000),
        FAULTS["records of another"][1],
    ),
    "text instead of records": (
        rewritten("records.db", lambda _: b"plain text\n" * 1000),
        FAULTS["records of another"][1],
    ),
}


def refusal(folder: Path, other: Path, prepared_file: Path, fault: Fault) -> str:
    """Return the sentence with which opening is refused; nothing in the folder may change."""
    shutil.copyfile(prepared_file.parent / "key.bin", folder.parent / "key.bin")
    fault(folder, other)
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    recovery = (prepared_file.parent / "recovery.txt").read_text()
    with pytest.raises(StorageError) as refused:
        service.open_file(folder, recovery, recovery=True)
    after = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    assert {**after, "lock": b""} == {**before, "lock": b""}
    return str(refused.value)


@pytest.mark.parametrize(
    ("fault", "sentence"), [*FAULTS.values(), *ALIKE.values()], ids=[*FAULTS, *ALIKE]
)
def test_a_fault_says_what_it_is_and_what_to_do(
    folder: Path, other: Path, prepared_file: Path, fault: Fault, sentence: str
) -> None:
    assert re.search(sentence, refusal(folder, other, prepared_file, fault))


def test_no_two_faults_have_one_sentence(other: Path, prepared_file: Path, tmp_path: Path) -> None:
    said = {}
    for number, (name, (fault, _sentence)) in enumerate(FAULTS.items()):
        folder = Path(shutil.copytree(prepared_file, tmp_path / f"{number}.casedesk"))
        said[name] = refusal(folder, other, prepared_file, fault)
    assert len(set(said.values())) == len(FAULTS), said


def test_records_of_another_are_told_from_a_wrong_passphrase(folder: Path, other: Path) -> None:
    shutil.copyfile(other / "records.db", folder / "records.db")
    with pytest.raises(StorageError, match=r"records\.db does not fit"):
        service.open_file(folder, PASSPHRASE)


def test_keys_of_before_there_was_a_salt_still_tell_other_records(
    folder: Path, other: Path, prepared_file: Path
) -> None:
    key = (prepared_file.parent / "key.bin").read_bytes()
    shutil.copyfile(other / "records.db", folder / "records.db")
    with pytest.raises(StorageError, match=r"beginning of records\.db"):
        service.open_with_key(folder, key)
