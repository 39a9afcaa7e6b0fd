"""A passphrase in the keyring of the computer: found in a real one, never asked of another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from casedesk.security.key_store import SERVICE, stored_passphrase
from casedesk.workspace.service import file_id_of
from tests.conftest import PASSPHRASE

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
SESSION = """
printf test-only | gnome-keyring-daemon --unlock --components=secrets > /dev/null
"$PYTHON" -m keyring set "$SERVICE" "$FILE_ID" < "$FOLDER/passphrase.txt"
"$PYTHON" -m casedesk verify "$FILE"
"""


class PlainFileKeyring(KeyringBackend):
    """Keeps everything for everybody to read."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return f"{service}/{username} in plain sight"

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("nothing may be put here")


def test_only_a_store_of_the_operating_system_is_asked() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(PlainFileKeyring())
    try:
        assert keyring.get_password(SERVICE, "any") is not None
        assert stored_passphrase("any") is None
    finally:
        keyring.set_keyring(before)


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="needs a Secret Service")
def test_the_command_line_finds_the_passphrase_in_a_real_keyring(
    prepared_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "riverside.casedesk"
    shutil.copytree(prepared_file, file)
    (tmp_path / "passphrase.txt").write_text(f"{PASSPHRASE}\n")
    folders = {
        name: tmp_path / name.lower() for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    }
    (tmp_path / "xdg_data_home" / "keyrings").mkdir(parents=True)
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    given = {
        **{name: str(folder) for name, folder in folders.items()},
        "XDG_RUNTIME_DIR": str(run),
        "PYTHON": sys.executable,
        "SERVICE": SERVICE,
        "FILE_ID": file_id_of(file),
        "FILE": str(file),
        "FOLDER": str(tmp_path),
    }

    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-e", "-c", SESSION],
        env={**os.environ, **given},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.keyring"))
    assert kept, "the passphrase was not in a keyring"
    assert PASSPHRASE.encode() not in kept
