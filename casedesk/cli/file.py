"""Commands on the partnership file as a whole: create, verify, backup, restore."""

import argparse
from pathlib import Path

from casedesk.cli.opening import add_passphrase_option, opened, passphrase_of
from casedesk.cli.parsers import Commands
from casedesk.cli.terminal import say, say_json
from casedesk.errors import StorageError
from casedesk.i18n import _, ngettext
from casedesk.progress import Unwatched
from casedesk.workspace import backup, service

DONE = 0


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    create = commands.add_parser("create", help=_("make a new partnership file"))
    create.add_argument("file", type=Path, metavar="FILE")
    create.add_argument("--organisation", default="", metavar="NAME")
    add_passphrase_option(create)
    create.set_defaults(run=_create)

    verify = commands.add_parser("verify", help=_("check pages, keys and the audit trail"))
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--json", action="store_true")
    add_passphrase_option(verify)
    verify.set_defaults(run=_verify)

    back_up = commands.add_parser("backup", help=_("copy a partnership file and check the copy"))
    back_up.add_argument("file", type=Path, metavar="FILE")
    where = _("an existing folder, or the name of the copy; .casedesk is added to it")
    back_up.add_argument("out", type=Path, metavar="OUT", help=where)
    add_passphrase_option(back_up)
    back_up.set_defaults(run=_back_up)

    restore = commands.add_parser("restore", help=_("put a backup in the place of a file"))
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("file", type=Path, metavar="FILE")
    add_passphrase_option(restore)
    restore.set_defaults(run=_restore)


def _create(options: argparse.Namespace) -> int:
    passphrase = passphrase_of(options, confirm=True)
    made = service.create(options.file, passphrase, options.organisation)
    service.lock(made.workspace)
    say(made.recovery_key or "")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    with opened(options, warned=False) as workspace:
        found = service.verify(workspace)
    if options.json:
        say_json(
            {
                "whole": found.is_whole,
                "pages_ok": found.pages_ok,
                "audit_ok": found.audit_ok,
                "audit_entries": found.audit_entries,
                "problems": list(found.problems),
            }
        )
    elif found.is_whole:
        text = ngettext(
            "The file is whole. The audit trail is unbroken over {count} entry.",
            "The file is whole. The audit trail is unbroken over {count} entries.",
            found.audit_entries,
        )
        say(text.format(count=found.audit_entries))
    else:
        say(*found.problems)
    if not found.is_whole:
        raise StorageError(_("This file is not whole. Keep a copy of it as it is, and get help."))
    return DONE


def _back_up(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        made = backup.backup(workspace, options.out, Unwatched())
    say(_("Backed up and checked: {name}").format(name=made))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    kept = backup.restore(options.backup, passphrase_of(options), options.file)
    say(_("Restored: {name}").format(name=options.file))
    if kept is not None:
        say(_("The records before it were kept: {name}").format(name=kept))
    return DONE
