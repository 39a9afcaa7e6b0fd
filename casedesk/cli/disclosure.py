"""The commands that protect, check and audit tables; none of them needs a partnership file."""

import argparse
from pathlib import Path
from typing import Any

from casedesk.cli.terminal import say, say_json
from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.checker import check_release
from casedesk.disclosure.counts import read_records
from casedesk.disclosure.protect import protect
from casedesk.disclosure.release_files import cell_rows, read_release, release_core_files
from casedesk.disclosure.spec import read_spec
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _
from casedesk.safe_file import folder_in_one_step, write_file
from casedesk.workspace.file_layout import refuse_inside_file

EXIT_DONE = 0


def add_commands(subparsers: Any) -> None:
    """Add `protect`, `check-release` and `audit-pattern`; each sets `run`, which takes the options.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` returned.
    """
    command = subparsers.add_parser("protect", help=_("protect a table of records and prove it"))
    command.add_argument("--spec", type=Path, required=True, metavar="SPEC.json")
    command.add_argument("records", type=Path, metavar="RECORDS.csv")
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    _add_after(command)
    command.set_defaults(run=_protect)

    command = subparsers.add_parser("check-release", help=_("verify the proof of a release"))
    command.add_argument("folder", type=Path, metavar="DIR")
    _add_after(command)
    command.add_argument("--json", action="store_true", help=_("print one JSON value"))
    command.set_defaults(run=_check_release)

    command = subparsers.add_parser("audit-pattern", help=_("say which hidden cells are unsafe"))
    command.add_argument("--spec", type=Path, required=True, metavar="SPEC.json")
    command.add_argument("cells", type=Path, metavar="CELLS.csv")
    command.add_argument("--records", type=Path, metavar="RECORDS.csv")
    command.set_defaults(run=_audit_pattern)


def _add_after(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--after",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="DIR",
        help=_("earlier releases to hold this one against, oldest first"),
    )


def _protect(options: argparse.Namespace) -> int:
    out: Path = options.out
    taken = PublicationRefusedError(
        _("The folder {folder} is not empty; name a new one.").format(folder=out.name)
    )
    refuse_inside_file(out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise taken
    spec = read_spec(options.spec)
    earlier = [read_release(folder) for folder in options.after]
    release = protect(spec, read_records(options.records), earlier)
    try:
        with folder_in_one_step(out) as part:
            for name, content in release_core_files(release).items():
                write_file(part / name, content)
    except FileExistsError as error:
        raise taken from error
    except OSError as error:
        text = _("The release could not be written to {folder}.").format(folder=out.name)
        raise PublicationRefusedError(text) from error
    say(_("The release was written to {folder}.").format(folder=out.name))
    for warning in release.warnings:
        codes = ", ".join(code for code in warning.where if code)
        text = _("Readers can see that all of {row} have one value of {dimension}.")
        say(text.format(row=codes or _("these records"), dimension=warning.dimension))
    return EXIT_DONE


def _check_release(options: argparse.Namespace) -> int:
    result = check_release(options.folder, options.after)
    if options.json:
        value = {
            "ok": result.ok,
            "problem": result.problem,
            "hidden": result.hidden,
            "decoys": result.decoys,
        }
        say_json(value)
    if not result.ok:
        raise PublicationRefusedError(result.problem)
    if not options.json:
        text = _("The release holds: {decoys} decoy tables protect {hidden} hidden counts.")
        say(text.format(decoys=result.decoys, hidden=result.hidden))
    return EXIT_DONE


def _audit_pattern(options: argparse.Namespace) -> int:
    spec = read_spec(options.spec)
    try:
        cells = cell_rows(options.cells.read_bytes())
    except OSError as error:
        text = _("{file} cannot be read; check its name.").format(file=options.cells.name)
        raise PublicationRefusedError(text) from error
    records = None if options.records is None else read_records(options.records)
    result = audit_pattern(spec, cells, records)
    value = {
        "unsafe": result.unsafe,
        "pinned": result.pinned,
        "undecided": result.undecided,
    }
    say_json(value)
    return EXIT_DONE
