"""The command `export`: a return for the public, for partners or for its named recipient."""

import argparse
from pathlib import Path

from casedesk.cli.opening import add_passphrase_option, opened
from casedesk.cli.parsers import Commands
from casedesk.cli.period import add_period_options, period_of
from casedesk.cli.terminal import say
from casedesk.i18n import _
from casedesk.releases.model import Audience
from casedesk.releases.service import publish, return_called


def add_commands(commands: Commands) -> None:
    """Add the command."""
    export = commands.add_parser("export", help=_("write a return, protected or for its recipient"))
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--return", dest="return_id", required=True, metavar="ID")
    add_period_options(export)
    export.add_argument(
        "--for", dest="audience", required=True, choices=[one.value for one in Audience]
    )
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    add_passphrase_option(export)
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    wanted = return_called(options.return_id)
    period = period_of(options)
    with opened(options, exclusive=True) as workspace:
        made = publish(workspace, wanted.id, period, Audience(options.audience), options.out)
    say(_("Written to {folder}").format(folder=made.folder))
    if made.unfinished:
        say(_("The period is not over. These figures stay as they are until the yearly revision."))
    return 0
