"""The command `import`: a partnership's workbook into its file, and the template for one."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from casedesk.cli.opening import add_passphrase_option, opened
from casedesk.cli.parsers import Commands
from casedesk.cli.terminal import say
from casedesk.errors import StorageError
from casedesk.exchange import service
from casedesk.exchange.model import ImportReport, ImportResult
from casedesk.i18n import _, ngettext
from casedesk.workspace.file_layout import refuse_inside_file

DONE = 0


def add_commands(commands: Commands) -> None:
    """Add the command of this module."""
    read_in = commands.add_parser("import", help=_("bring in a partnership's workbook"))
    read_in.add_argument("file", type=Path, nargs="?", metavar="FILE")
    read_in.add_argument("workbook", type=Path, nargs="?", metavar="WORKBOOK")
    read_in.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, write nothing")
    )
    read_in.add_argument(
        "--errors", type=Path, metavar="OUT.csv", help=_("write why rows are refused")
    )
    read_in.add_argument(
        "--answers", type=Path, metavar="ANSWERS.toml", help=_("what words of the workbook mean")
    )
    read_in.add_argument(
        "--template", type=Path, metavar="OUT.xlsx", help=_("write an empty workbook to fill in")
    )
    add_passphrase_option(read_in)
    read_in.set_defaults(run=_import, wrong_use=read_in.error)


def _import(options: argparse.Namespace) -> int:
    _check_outputs(options)
    if options.template is not None and options.file is None:
        service.write_template(options.template)
        say(_("The template was written to {file}.").format(file=options.template.name))
        return DONE
    if options.template is not None or options.workbook is None:
        options.wrong_use(_("give FILE and WORKBOOK, or --template alone"))
    answers = {} if options.answers is None else service.read_answers(options.answers)
    with opened(options, exclusive=True) as workspace:
        plan = service.read_plan(workspace, options.workbook, answers)
        if options.errors is not None:
            service.write_errors_csv(plan, options.errors)
        result = None if options.dry_run else service.apply_plan(workspace, plan)
    for line in _lines(plan.report, result):
        say(line)
    return DONE


def _check_outputs(options: argparse.Namespace) -> None:
    """Refuse to write over records or over what is about to be read."""
    read = (options.workbook, options.answers, options.passphrase_file)
    for target in (options.errors, options.template):
        if target is None:
            continue
        refuse_inside_file(target)
        if target.resolve() in {path.resolve() for path in read if path is not None}:
            raise StorageError(
                _("The list would replace a file that is read. Choose another name for it.")
            )


def _lines(report: ImportReport, result: ImportResult | None) -> Iterator[str]:
    """Give the report in words."""
    for count in report.counts:
        text = ngettext(
            "{sheet}: {rows} row; {new} new, {same} known, {differing} differ, {refused} refused",
            "{sheet}: {rows} rows; {new} new, {same} known, {differing} differ, {refused} refused",
            count.rows,
        )
        yield text.format(
            sheet=count.sheet,
            rows=count.rows,
            new=count.new,
            same=count.same,
            differing=count.differing,
            refused=count.refused,
        )
    if report.absent_sheets:
        yield _("Not in this workbook: {names}").format(names=", ".join(report.absent_sheets))
    for sheet in report.ignored_sheets:
        yield _('The sheet "{sheet}" was left out.').format(sheet=sheet)
    for sheet, heading in report.ignored_columns:
        yield _('{sheet}: the column "{column}" was left out.').format(sheet=sheet, column=heading)
    yield from _questions(report)
    for one in report.differences:
        text = _("{sheet} row {row}: {reference} has another {column} in the file; left as it is.")
        yield text.format(sheet=one.sheet, row=one.row, reference=one.reference, column=one.column)
    yield from _ending(report, result)


def _questions(report: ImportReport) -> Iterator[str]:
    for question in report.questions:
        text = _('What is "{word}"? Answer under [{kind}].')
        if question.nearest is not None:
            text = _('What is "{word}"? Perhaps {near}. Answer under [{kind}].')
        yield text.format(word=question.word, kind=question.kind, near=question.nearest)


def _ending(report: ImportReport, result: ImportResult | None) -> Iterator[str]:
    if result is None:
        yield _("Nothing was written: this was a trial.")
    else:
        taken, matches = result.taken, result.possible_matches
        yield ngettext("{count} row taken", "{count} rows taken", taken).format(count=taken)
        if matches:
            yield ngettext(
                "{count} possible match of people waits for a decision",
                "{count} possible matches of people wait for a decision",
                matches,
            ).format(count=matches)
    refused = report.refused
    yield ngettext("{count} row refused", "{count} rows refused", refused).format(count=refused)
