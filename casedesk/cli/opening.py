"""How the command line gets a passphrase and opens a partnership file.

The passphrase comes from a file, the keyring of this computer or a prompt, never
from an argument: other users of a computer can read arguments.
"""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedesk.cli.terminal import complain
from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.security.key_store import stored_passphrase
from casedesk.workspace import service
from casedesk.workspace.older_state import rolled_back
from casedesk.workspace.workspace import Workspace


def add_passphrase_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take its passphrase from the first line of a file."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="PATH",
        help=_("take the passphrase from the first line of this file"),
    )


def passphrase_of(options: argparse.Namespace, *, file_id: str = "", confirm: bool = False) -> str:
    """Return the passphrase for a command.

    Args:
        options: what `add_passphrase_option` added to.
        file_id: look in the keyring of this computer for the file with this id.
        confirm: ask twice, for a new passphrase.

    Raises:
        StorageError: there is no way to ask, or the two answers differ.
    """
    if options.passphrase_file is not None:
        return _first_line(options.passphrase_file)
    stored = stored_passphrase(file_id) if file_id else None
    if stored:
        return stored
    if not sys.stdin.isatty():
        raise StorageError(_("No passphrase was given. Use --passphrase-file."))
    typed = getpass.getpass(_("Passphrase: "))
    if confirm and getpass.getpass(_("The same again: ")) != typed:
        raise StorageError(_("The two passphrases differ. Nothing was made."))
    return typed


@contextmanager
def opened(
    options: argparse.Namespace, *, exclusive: bool = False, warned: bool = True
) -> Iterator[Workspace]:
    """Open the partnership file that `options.file` names, and lock it afterwards.

    Whatever the command: a file that was put back to an older state is told on standard error.

    Args:
        options: with `file` and what `add_passphrase_option` added.
        exclusive: refuse if a window has the file open.
        warned: say it if the file is older than it was; a check of the file says so itself.
    """
    passphrase = passphrase_of(options, file_id=service.file_id_of(options.file))
    workspace = service.open_file(options.file, passphrase, exclusive=exclusive)
    try:
        for sentence in rolled_back(workspace) if warned else ():
            complain(sentence)
        yield workspace
    finally:
        service.lock(workspace)


def _first_line(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise StorageError(
            _("The passphrase file {name} cannot be read.").format(name=path.name)
        ) from None
    return text.splitlines()[0] if text else ""
