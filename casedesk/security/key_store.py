"""The keyring of this computer, where the command line may find a passphrase.

Only real stores of the operating system count; a plain file or an empty store would be
worse than asking. Every program of the same user can read what is kept there, so CaseDesk
never puts a passphrase into it by itself: whoever wants it there does so with
`keyring set CaseDesk FILE-ID`.
"""

SERVICE = "CaseDesk"
TRUSTED = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")


def stored_passphrase(file_id: str) -> str | None:
    """Return what the keyring holds for a file; None where there is nothing or no keyring."""
    import keyring  # noqa: PLC0415 - 50 to 200 ms, and only where it is wanted
    from keyring.errors import KeyringError  # noqa: PLC0415

    backend = keyring.get_keyring()
    kinds = [type(part).__module__ for part in getattr(backend, "backends", [backend])]
    if not all(kind.rsplit(".", 1)[-1] in TRUSTED for kind in kinds):
        return None
    try:
        return keyring.get_password(SERVICE, file_id)
    except KeyringError:
        return None
