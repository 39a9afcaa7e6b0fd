"""The command `practice`: a partnership file of invented records, for trying out and training."""

import argparse
from pathlib import Path

from casedesk.cli.opening import add_passphrase_option, passphrase_of
from casedesk.cli.parsers import Commands
from casedesk.cli.period import a_day
from casedesk.cli.terminal import say
from casedesk.i18n import _
from casedesk.practice.service import USUAL_CASES, USUAL_SEED, make_practice_file
from casedesk.workspace import service

DONE = 0


def add_commands(commands: Commands) -> None:
    """Add the command of this module."""
    practice = commands.add_parser("practice", help=_("make a file of invented records"))
    practice.add_argument("file", type=Path, metavar="FILE")
    practice.add_argument("--cases", type=int, default=USUAL_CASES, metavar="N")
    practice.add_argument("--random-seed", type=int, default=USUAL_SEED, metavar="N")
    practice.add_argument("--today", type=a_day, metavar="YYYY-MM-DD")
    add_passphrase_option(practice)
    practice.set_defaults(run=_practice)


def _practice(options: argparse.Namespace) -> int:
    passphrase = passphrase_of(options, confirm=True)
    workspace = make_practice_file(
        options.file, passphrase, options.cases, options.random_seed, options.today
    )
    name = workspace.file.folder
    service.lock(workspace)
    say(_("Practice data made: {name}").format(name=name))
    return DONE
