"""The keyring of this computer, as one optional place for a passphrase.

Only real stores of the operating system count; a plain file or an empty store
would be worse than asking. Every program of the same user can read what is kept.
"""

from casedesk.errors import StorageError
from casedesk.i18n import _

SERVICE = "CaseDesk"
TRUSTED = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")


def is_available() -> bool:
    """Tell whether this computer has a keyring that may hold a passphrase."""
    import keyring  # noqa: PLC0415 - 50 to 200 ms, and only where it is wanted

    backend = keyring.get_keyring()
    kinds = [type(part).__module__ for part in getattr(backend, "backends", [backend])]
    return bool(kinds) and all(kind.rsplit(".", 1)[-1] in TRUSTED for kind in kinds)


def stored_passphrase(file_id: str) -> str | None:
    """Return what the keyring holds for a file; None where there is nothing or no keyring."""
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, file_id) if is_available() else None
    except KeyringError:
        return None


def remember_passphrase(file_id: str, passphrase: str) -> None:
    """Keep a passphrase in the keyring.

    Raises:
        StorageError: this computer has no keyring that can be trusted with it.
    """
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        if is_available():
            keyring.set_password(SERVICE, file_id, passphrase)
            return
    except KeyringError:
        pass
    raise StorageError(
        _("This computer has no keyring that can keep the passphrase. Type it each time.")
    )


def forget_passphrase(file_id: str) -> None:
    """Remove a file's passphrase from the keyring, if it is there."""
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        if stored_passphrase(file_id) is not None:
            keyring.delete_password(SERVICE, file_id)
    except KeyringError:
        return
