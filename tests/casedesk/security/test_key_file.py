"""keys.json: each way of opening, and every change that somebody could make to it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.errors import StorageError, WrongPassphraseError
from casedesk.security.key_file import (
    PASSPHRASE,
    RECOVERY,
    new_key_file,
    read_key_file,
)
from casedesk.security.recovery_key import ALPHABET, _written, new_recovery_key, recovery_secret
from casedesk.storage.data_key import DataKey
from tests.conftest import PASSPHRASE as RIGHT


@pytest.fixture
def key(prepared_file: Path) -> bytes:
    return (prepared_file.parent / "key.bin").read_bytes()


@pytest.fixture
def recovery(prepared_file: Path) -> str:
    return (prepared_file.parent / "recovery.txt").read_text()


def changed(prepared_file: Path, tmp_path: Path, **values: Any) -> Path:
    content = json.loads((prepared_file / "keys.json").read_text())
    content.pop("checksum")  # it guards against damage; whoever changes on purpose leaves it out
    target = tmp_path / "keys.json"
    target.write_text(json.dumps(content | values))
    return target


def test_passphrase_and_recovery_key_open_the_same_data_key(
    prepared_file: Path, key: bytes, recovery: str
) -> None:
    keys = read_key_file(prepared_file / "keys.json")
    assert keys.unlock(PASSPHRASE, RIGHT).reveal() == key
    assert keys.unlock(RECOVERY, recovery.lower().replace("-", " ")).reveal() == key


@pytest.mark.parametrize("typed", ["", "harbour violin teapot Meadow", "x" * 5000])
def test_another_passphrase_opens_nothing(prepared_file: Path, typed: str) -> None:
    with pytest.raises(WrongPassphraseError):
        read_key_file(prepared_file / "keys.json").unlock(PASSPHRASE, typed)


def test_no_flipped_bit_goes_unseen(prepared_file: Path, tmp_path: Path, recovery: str) -> None:
    whole = (prepared_file / "keys.json").read_bytes()
    meant = read_key_file(prepared_file / "keys.json")
    target = tmp_path / "keys.json"
    told: list[str] = []
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        target.write_bytes(flipped)
        try:
            keys = read_key_file(target)
        except StorageError as error:  # told before any passphrase, not as a wrong one
            told.append(str(error))
            continue
        assert keys == meant, place  # a blank between two values, or the checksum's own name
        assert keys.unlock(RECOVERY, recovery)
    assert all(re.search("damaged|cut short", sentence) for sentence in told)


def test_a_cut_or_empty_key_file_says_what_to_do(prepared_file: Path, tmp_path: Path) -> None:
    whole = (prepared_file / "keys.json").read_bytes()
    target = tmp_path / "keys.json"
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        target.write_bytes(whole[:length])
        said = r"empty.*last good backup" if not length else r"cut short.*last good backup"
        with pytest.raises(StorageError, match=said):
            read_key_file(target)
    target.with_name("keys.json.previous").write_bytes(whole)  # where there is one, it is named
    with pytest.raises(StorageError, match=r"keys\.json\.previous"):
        read_key_file(target)
    with pytest.raises(StorageError, match="missing"):
        read_key_file(tmp_path / "nowhere.json")


@pytest.mark.parametrize(
    "kdf",
    [
        {"memory_kib": 8, "passes": 1, "lanes": 4},  # weaker
        {"memory_kib": 64 * 1024 * 1024, "passes": 3, "lanes": 4},  # only stops this computer
        {"memory_kib": "262144", "passes": 3, "lanes": 4},
        {},
    ],
)
def test_key_derivation_outside_the_limits_is_refused_before_it_begins(
    prepared_file: Path, tmp_path: Path, kdf: dict[str, Any]
) -> None:
    content = json.loads((prepared_file / "keys.json").read_text())
    for slot in content["slots"]:
        if slot["kind"] == PASSPHRASE:
            slot["kdf"] = {"name": "argon2id"} | kdf
    with pytest.raises(StorageError):
        read_key_file(changed(prepared_file, tmp_path, slots=content["slots"]))


def test_a_slot_cannot_be_taken_out_or_brought_from_another_file(
    prepared_file: Path, tmp_path: Path, recovery: str
) -> None:
    content = json.loads((prepared_file / "keys.json").read_text())
    alone = [slot for slot in content["slots"] if slot["kind"] == RECOVERY]
    with pytest.raises(StorageError, match="changed by something other"):
        read_key_file(changed(prepared_file, tmp_path, slots=alone)).unlock(RECOVERY, recovery)
    with pytest.raises(WrongPassphraseError):  # bound to its file's id
        read_key_file(changed(prepared_file, tmp_path, file_id="0" * 32)).unlock(RECOVERY, recovery)
    with pytest.raises(StorageError, match="changed by something other"):
        read_key_file(changed(prepared_file, tmp_path, kind="practice")).unlock(RECOVERY, recovery)


def test_a_newer_format_asks_for_an_update(prepared_file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="newer CaseDesk"):
        read_key_file(changed(prepared_file, tmp_path, format=2))


def test_the_key_file_before_is_kept(tmp_path: Path) -> None:
    key, recovery = DataKey(b"k" * 32), new_recovery_key()
    first = new_key_file("real").with_slot(key, RECOVERY, recovery)
    first.write(tmp_path / "keys.json")
    second = first.with_slot(key, RECOVERY, new_recovery_key())
    second.write(tmp_path / "keys.json")
    assert second.generation == first.generation + 1
    assert read_key_file(tmp_path / "keys.json") == second
    assert read_key_file(tmp_path / "keys.json.previous") == first
    with pytest.raises(WrongPassphraseError):
        second.unlock(RECOVERY, recovery)


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.integers(1, 31))
def test_one_wrong_character_of_a_recovery_key_is_told(
    secret: bytes, place: int, further: int
) -> None:
    right = _written(secret).replace("-", "")
    assert recovery_secret(right) == secret
    other = ALPHABET[(ALPHABET.index(right[place]) + further) % 32]
    with pytest.raises(WrongPassphraseError):
        recovery_secret(right[:place] + other + right[place + 1 :])
