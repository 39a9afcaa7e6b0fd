"""Reads the command line and runs one command.

Exit status: 0 done, 1 refused (one sentence on standard error), 2 wrong use.
"""

import argparse
from collections.abc import Sequence

from casedesk.cli import count, deadlines, disclosure, export, file, practice, workbook
from casedesk.cli.terminal import Parser, complain
from casedesk.errors import CaseDeskError
from casedesk.i18n import _, use_language
from casedesk.log import note_unforeseen
from casedesk.security.core_dumps import forbid_core_dumps
from casedesk.settings import load_settings

REFUSED = 1


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    forbid_core_dumps()
    use_language(load_settings().language)
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except CaseDeskError as error:
        complain(str(error))
        return REFUSED
    except BrokenPipeError:
        return REFUSED
    except KeyboardInterrupt:
        complain(_("stopped; nothing was kept"))
        return REFUSED
    except Exception as error:
        log = note_unforeseen(error)
        complain(
            _(
                "something unexpected happened ({kind}); what was saved earlier is safe. The "
                "place is in {log}, without case data"
            ).format(kind=type(error).__name__, log=log)
        )
        return REFUSED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="casedesk",
        description=_("Records and meetings of community-safety partnerships."),
        epilog=_("Without a command, CaseDesk opens its window."),
    )
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    for part in (file, practice, workbook, count, export, disclosure, deadlines):
        part.add_commands(commands)
    return parser
