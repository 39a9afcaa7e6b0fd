"""`keys.json`: the data key, wrapped once for each way of opening the partnership file.

Every slot wraps the same data key with AES-256-GCM. The associated data bind the
slot to its file, kind, label and key-derivation parameters; an HMAC from the data
key covers the whole file, so that no slot can be added, removed or weakened.

Two things can be seen before any passphrase is typed: a checksum tells a file that
was damaged from a wrong passphrase, and the salt of the records tells whether
`records.db` beside it is the one these keys were made for.
"""

import hmac
import json
import secrets
import time
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct
from msgspec.structs import replace

from casedesk.digests import keyed_sha256, sha256_of
from casedesk.errors import StorageError, WrongPassphraseError
from casedesk.i18n import _
from casedesk.safe_file import write_file
from casedesk.security.recovery_key import recovery_secret
from casedesk.storage.data_key import KEY_BYTES, DataKey

FORMAT = 1
PASSPHRASE, RECOVERY = "passphrase", "recovery"
DEFAULT_MEMORY_KIB, DEFAULT_PASSES, LANES = 256 * 1024, 3, 4
LEAST = (64 * 1024, 3)  # a weaker slot is refused before hashing: RFC 9106, second choice
MOST = (2 * 1024 * 1024, 20, 16)  # a stronger one would only stop this computer
WANTED_SECONDS = 0.5
_LENGTHS = {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16}  # bytes

Slot = dict[str, Any]


class KeyFile(Struct, frozen=True):
    """What `keys.json` says: whose file it is and how it can be opened."""

    file_id: str
    kind: str  # real or practice
    generation: int
    slots: tuple[Slot, ...]
    mac: str = ""
    records_salt: str = ""  # the first bytes of records.db, in hex; a copy keeps them

    def unlock(self, kind: str, typed: str) -> DataKey:
        """Return the data key that a passphrase or a typed recovery key opens.

        Raises:
            WrongPassphraseError: it opens no slot.
            StorageError: it opens one, but the file was changed by something else.
        """
        for slot in self.slots:
            if slot["kind"] != kind:
                continue
            key = _unwrapped(slot, self._bound(slot), typed)
            if key is not None:
                self.check(key)
                return key
        if kind == RECOVERY:
            raise WrongPassphraseError(_("This recovery key does not belong to this file."))
        raise WrongPassphraseError(
            _("The passphrase does not open this file. Check for capital letters and try again.")
        )

    def with_slot(self, key: DataKey, kind: str, typed: str) -> "KeyFile":
        """Return this key file with its slot of `kind` replaced by a new one."""
        label = {PASSPHRASE: "passphrase", RECOVERY: "recovery sheet"}[kind]
        slot: Slot = {"id": secrets.token_hex(8), "kind": kind, "label": label}
        slot |= {"salt": secrets.token_hex(16), "nonce": secrets.token_hex(12)}
        slot["kdf"] = {"name": "hkdf-sha256"}
        if kind == PASSPHRASE:
            slot["kdf"] = _calibrated(typed, slot["salt"])
        wrapping = _wrapping_key(slot, typed)
        wrapped = AESGCM(wrapping).encrypt(
            bytes.fromhex(slot["nonce"]), key.reveal(), self._bound(slot)
        )
        slot["wrapped"] = wrapped.hex()
        others = tuple(other for other in self.slots if other["kind"] != kind)
        changed = replace(self, generation=self.generation + 1, slots=(*others, slot))
        return replace(changed, mac=changed._seal(key))

    def for_records(self, key: DataKey, salt: bytes) -> "KeyFile":
        """Return this key file, knowing the records it belongs to by their salt."""
        changed = replace(self, records_salt=salt.hex())
        return replace(changed, mac=changed._seal(key))

    def write(self, path: Path) -> None:
        """Put the key file at `path`, keeping the one before it as `keys.json.previous`."""
        if path.exists():
            write_file(path.with_name(path.name + ".previous"), path.read_bytes(), private=True)
        content = self._plain() | {"mac": self.mac}
        content["checksum"] = _checksum(content)
        write_file(path, json.dumps(content, indent=1, sort_keys=True).encode(), private=True)

    def _plain(self) -> dict[str, Any]:
        known = {"records_salt": self.records_salt} if self.records_salt else {}
        return known | {
            "format": FORMAT,
            "file_id": self.file_id,
            "kind": self.kind,
            "generation": self.generation,
            "slots": list(self.slots),
        }

    def _bound(self, slot: Slot) -> bytes:
        named = {name: slot[name] for name in ("id", "kind", "label", "kdf", "salt")}
        return _canonical({"format": FORMAT, "file_id": self.file_id, "slot": named})

    def _seal(self, key: DataKey) -> str:
        return keyed_sha256(key.derive("key file"), _canonical(self._plain())).hex()

    def check(self, key: DataKey) -> None:
        """See that nothing of this key file was changed since it was written.

        Raises:
            StorageError: something was, or the key is of another file.
        """
        if not hmac.compare_digest(self._seal(key).encode(), self.mac.encode()):
            raise StorageError(
                _(
                    "keys.json was changed by something other than CaseDesk. Put the file "
                    "keys.json.previous in its place, or restore a backup."
                )
            )


def new_key_file(kind: str) -> KeyFile:
    """Return the key file of a new partnership file, without slots."""
    return KeyFile(secrets.token_hex(16), kind, 0, ())


def read_key_file(path: Path) -> KeyFile:
    """Read `keys.json`.

    Raises:
        StorageError: it is missing, empty, cut, damaged, too new, or asks for unsafe parameters.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise IsADirectoryError(path)
        written = path.read_bytes()
    except FileNotFoundError:
        raise StorageError(
            _(
                "keys.json is missing from this partnership file, and without it nobody can "
                "read the records. Copy the whole folder again, or restore a backup."
            )
        ) from None
    except OSError:
        raise StorageError(
            _(
                "keys.json of this partnership file cannot be read. See that you may read the "
                "folder, and that no other program holds it."
            )
        ) from None
    fault = key_file_fault(written)
    if fault:
        raise StorageError(" ".join((fault, _advice(path))))
    return _key_file(json.loads(written))


def key_file_fault(written: bytes) -> str:
    """Return what is wrong with the bytes of a `keys.json`, in a sentence; empty if nothing is.

    Raises:
        StorageError: it is whole, but made by a newer CaseDesk.
    """
    if not written.strip(b" \r\n\t\0"):
        return _("keys.json of this partnership file is empty.")
    try:
        content = json.loads(written)
        if content.get("checksum", _checksum(content)) != _checksum(content):
            raise ValueError("checksum")
        if content["format"] > FORMAT:
            raise StorageError(newer_version())
        if content["format"] != FORMAT:
            raise ValueError("no such format")
        _key_file(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        if written.startswith(b"{") and not written.rstrip().endswith(b"}"):
            return _("keys.json of this partnership file is cut short: its end is missing.")
        return _("keys.json of this partnership file is damaged.")
    return ""


def _key_file(content: dict[str, Any]) -> KeyFile:
    slots = tuple(content["slots"])
    for slot in slots:
        _check_parameters(slot)
    return KeyFile(
        str(content["file_id"]),
        str(content["kind"]),
        int(content["generation"]),
        slots,
        str(content["mac"]),
        str(content.get("records_salt", "")),
    )


def _advice(path: Path) -> str:
    """Say where a good one is: the one before the last change of passphrase, if it is there."""
    previous = path.with_name(path.name + ".previous")
    try:
        if previous.is_file() and not key_file_fault(previous.read_bytes()):
            return _(
                "Put the file keys.json.previous in its place, and use the passphrase or recovery "
                "sheet from before the last change of either; or restore a backup."
            )
    except (OSError, StorageError):
        pass
    return _("Copy keys.json from the last good backup of this partnership file into its folder.")


def newer_version() -> str:
    """Return the sentence for a file that this CaseDesk is too old for."""
    return _("This partnership file was made by a newer CaseDesk. Update CaseDesk to open it.")


def _unwrapped(slot: Slot, bound: bytes, typed: str) -> DataKey | None:
    try:
        wrapping = _wrapping_key(slot, typed)
        return DataKey(
            AESGCM(wrapping).decrypt(
                bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), bound
            )
        )
    except InvalidTag:
        return None


def _wrapping_key(slot: Slot, typed: str) -> bytes:
    salt = bytes.fromhex(slot["salt"])
    secret = (
        recovery_secret(typed) if slot["kind"] == RECOVERY else _stretched(typed, salt, slot["kdf"])
    )
    return HKDF(SHA256(), KEY_BYTES, salt, b"casedesk slot " + slot["kind"].encode()).derive(secret)


def _stretched(passphrase: str, salt: bytes, kdf: dict[str, Any]) -> bytes:
    # Keyboards and systems write the same accent in one or in two characters.
    typed = unicodedata.normalize("NFC", passphrase)
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf["passes"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    ).derive(typed.encode())


def _calibrated(passphrase: str, salt: str) -> dict[str, Any]:
    """Return parameters that cost this computer at least half a second, never less than 256 MiB."""
    kdf = {"name": "argon2id", "memory_kib": DEFAULT_MEMORY_KIB, "passes": DEFAULT_PASSES}
    kdf["lanes"] = LANES
    began = time.perf_counter()
    _stretched(passphrase, bytes.fromhex(salt), kdf)
    taken = time.perf_counter() - began
    kdf["passes"] = min(
        MOST[1], max(DEFAULT_PASSES, round(DEFAULT_PASSES * WANTED_SECONDS / taken))
    )
    return kdf


def _check_parameters(slot: Slot) -> None:
    for name in ("id", "kind", "label"):
        if not isinstance(slot[name], str):
            raise TypeError(name)
    for name, length in _LENGTHS.items():
        if len(bytes.fromhex(slot[name])) != length:
            raise ValueError(name)
    kdf = slot["kdf"]
    if not isinstance(kdf, dict):
        raise TypeError("kdf")
    if slot["kind"] != PASSPHRASE:
        return
    memory, passes, lanes = kdf["memory_kib"], kdf["passes"], kdf["lanes"]
    if (
        memory < LEAST[0]
        or passes < LEAST[1]
        or (memory, passes, lanes)
        != tuple(min(*pair) for pair in zip((memory, passes, lanes), MOST, strict=True))
    ):
        raise ValueError("key derivation outside the limits")


def _checksum(content: dict[str, Any]) -> str:
    """Return what shows damage without any key; it is no protection against intent."""
    counted = {name: value for name, value in content.items() if name != "checksum"}
    return sha256_of(_canonical(counted)).hex()


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
