"""Everything that can be done with workbooks: read one in, ask, write the list of faults."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from casedesk.csv_writer import csv_bytes
from casedesk.errors import ConflictError, ImportRefusedError, StorageError
from casedesk.exchange.differences import apply_differences as correct_records
from casedesk.exchange.layout import MOST_ROWS
from casedesk.exchange.model import Answers, Difference, ImportReport, ImportResult, Question
from casedesk.exchange.name_book import NameBook, read_answers
from casedesk.exchange.planning import Planner, Prepared, Rows
from casedesk.exchange.practice_mark import check_kept_apart
from casedesk.exchange.rows import ParsedRow, read_rows
from casedesk.exchange.stage import Stage
from casedesk.exchange.stored import own_agency_names, read_stored
from casedesk.exchange.tables import ImportRunRow
from casedesk.exchange.template import template_bytes
from casedesk.exchange.writing import write_batch, write_deadlines, write_repeats
from casedesk.i18n import _
from casedesk.people.service import find_matches_among, record_matches
from casedesk.progress import Progress, Unwatched
from casedesk.safe_file import write_file
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.state import state_of
from casedesk.workspace.workspace import Change, Workspace

if TYPE_CHECKING:
    from casedesk.exchange.workbook_reader import OpenSheet, OpenWorkbook

__all__ = [
    "ImportPlan",
    "apply_plan",
    "questions",
    "read_answers",
    "read_plan",
    "write_errors_csv",
    "write_template",
]

_TOPICS = (
    *(Topic.IMPORTS, Topic.PEOPLE, Topic.PLACES, Topic.REFERRALS, Topic.CASES, Topic.MEETINGS),
    *(Topic.ACTIONS, Topic.INTERVENTIONS, Topic.REGISTERS, Topic.FIGURES, Topic.AGENCIES),
)
_TRIES = 3
_READING = 0.6  # the share of the time that reading takes; the rest is planning
_WRITING = 0.65  # the share of the time that writing rows takes; the rest is finding matches


class ImportPlan(Struct, frozen=True):
    """A workbook that was read and checked; only `apply_plan` looks inside."""

    report: ImportReport
    rows: Rows
    names: NameBook
    prepared: Prepared


def read_plan(
    workspace: Workspace,
    path: Path,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read and check a workbook or CSV; nothing is written.

    Args:
        workspace: the open partnership file.
        path: the workbook.
        answers: what words stand for, by kind; see `questions`.
        progress: told how far this is.

    Raises:
        ImportRefusedError: the file cannot be read in at all.
        Cancelled: the user asked to stop.
    """
    stage = Stage(progress or Unwatched())
    with workspace.reading(Permission.IMPORT) as session:
        own_names = own_agency_names(session)
    names = NameBook(answers or {}, own_names)
    from casedesk.exchange.workbook_reader import opened  # noqa: PLC0415 - openpyxl, 35 MB

    with opened(path) as workbook:
        check_kept_apart(
            workbook_is_practice=workbook.is_practice, file_is_practice=workspace.file.is_practice
        )
        rows = _read(workbook, names, stage.part(0, _READING))
        prepared = _prepare(workspace, rows, names, stage.part(_READING, 1))
        report = _report(path.name, workbook, names, prepared)
    return ImportPlan(report, rows, names, prepared)


def questions(plan: ImportPlan) -> list[Question]:
    """Return the words that somebody must be asked about, each once."""
    return list(plan.report.questions)


def apply_plan(
    workspace: Workspace,
    plan: ImportPlan,
    progress: Progress | None = None,
    *,
    apply_differences: Collection[Difference] = (),
) -> ImportResult:
    """Write a plan: everything in one transaction, or nothing.

    If records were changed since the plan was made, it is made again from the rows that
    were read, before anything is written.

    Args:
        workspace: the open partnership file.
        plan: what `read_plan` returned.
        progress: told how far this is.
        apply_differences: those of `plan.report.differences` that somebody looked at and
            wants to have in the records; the others stay as they are.

    Raises:
        Cancelled: the user asked to stop; nothing was written.
        StorageError: it could not be saved; nothing was written.
        ConflictError: records keep changing while this tries to write.
    """
    stage = Stage(progress or Unwatched())
    prepared = plan.prepared
    for _attempt in range(_TRIES):
        try:
            with workspace.changing(Permission.IMPORT, *_TOPICS) as change:
                return _write(change, plan.report.file_name, prepared, apply_differences, stage)
        except _StaleError:
            prepared = _prepare(workspace, plan.rows, plan.names, stage.part(0, 0))
    raise ConflictError(_("The records keep changing. Wait a moment, then bring it in again."))


def write_errors_csv(plan: ImportPlan, path: Path) -> None:
    """Write why rows are refused: one line per fault.

    Raises:
        StorageError: the file cannot be written.
    """
    lines = [(f.sheet, f.row, f.column, f.reason, f.value) for f in plan.report.faults]
    try:
        write_file(
            path, csv_bytes(("sheet", "row", "column", "reason", "value"), lines), private=True
        )
    except OSError:
        raise StorageError(_("The list cannot be written there. Choose another folder.")) from None


def write_template(path: Path, *, practice: bool = False) -> None:
    """Write the empty workbook that a partnership fills in.

    Args:
        path: where to.
        practice: mark it as for invented records; a practice file takes no other.

    Raises:
        StorageError: the file cannot be written.
    """
    try:
        write_file(path, template_bytes(practice=practice))
    except OSError:
        raise StorageError(
            _("The template cannot be written there. Choose another folder.")
        ) from None


class _StaleError(Exception):
    """Records were changed after the plan was made."""


def _read(workbook: "OpenWorkbook", names: NameBook, stage: Stage) -> Rows:
    rows: Rows = {}
    count = 0
    for number, sheet in enumerate(workbook.sheets):
        part = stage.part(number / len(workbook.sheets), (number + 1) / len(workbook.sheets))
        rows[sheet.layout.name] = read = _read_sheet(sheet, names, part, MOST_ROWS - count)
        count += len(read)
    return rows


def _read_sheet(sheet: "OpenSheet", names: NameBook, stage: Stage, most: int) -> list[ParsedRow]:
    from casedesk.exchange.workbook_reader import too_many_rows  # noqa: PLC0415 - loaded by now

    rows: list[ParsedRow] = []
    for row in read_rows(sheet, names, stage.reach):
        if len(rows) >= most:
            raise ImportRefusedError(too_many_rows())
        rows.append(row)
    return rows


def _prepare(workspace: Workspace, rows: Rows, names: NameBook, stage: Stage) -> Prepared:
    stage.reach(0)
    with workspace.reading(Permission.IMPORT) as session:
        stored = read_stored(session)
        planner = Planner(stored, names, workspace.clock(), workspace.today())
        return planner.prepare(session, rows, stage)


def _report(
    file_name: str, workbook: "OpenWorkbook", names: NameBook, prepared: Prepared
) -> ImportReport:
    return ImportReport(
        file_name=file_name,
        counts=prepared.counts,
        faults=tuple(prepared.faults),
        differences=tuple(one for row in prepared.differences for one in row.shown),
        questions=names.questions(),
        absent_sheets=workbook.absent_sheets,
        ignored_sheets=workbook.ignored_sheets,
        ignored_columns=tuple(
            (sheet.layout.name, heading)
            for sheet in workbook.sheets
            for heading in sheet.ignored_columns
        ),
    )


def _write(
    change: Change,
    file_name: str,
    prepared: Prepared,
    chosen: Collection[Difference],
    stage: Stage,
) -> ImportResult:
    if state_of(change.session) != prepared.state:
        raise _StaleError
    taken = sum(count.new for count in prepared.counts)
    refused = sum(count.refused for count in prepared.counts)
    if prepared.batch.size or chosen:
        _write_run(change, file_name, prepared, taken, refused)
        write_batch(change, prepared.batch, stage.part(0, _WRITING - 0.05))
    write_repeats(change.session, prepared.repeats)
    write_deadlines(change, prepared.new_interventions, stage.part(_WRITING - 0.05, _WRITING))
    corrected = correct_records(change, prepared.differences, chosen, prepared.run_id)
    change.session.flush()
    found = find_matches_among(change.session, prepared.new_people, stage.part(_WRITING, 1).reach)
    matches = record_matches(change, found)
    stage.reach(1)  # the last moment at which it can be stopped
    change.audit("import.taken_in", f"import/{prepared.run_id}", " ".join(prepared.sheets))
    return ImportResult(
        taken=taken,
        same=sum(count.same for count in prepared.counts),
        refused=refused,
        corrected=corrected,
        possible_matches=matches,
        records={kind.__tablename__: len(rows) for kind, rows in prepared.batch.rows.items()},
    )


def _write_run(
    change: Change, file_name: str, prepared: Prepared, taken: int, refused: int
) -> None:
    """Write the row of the import itself, to which the rows that came in refer."""
    change.session.add(
        ImportRunRow(
            id=prepared.run_id,
            at=change.now,
            account_id=change.user.id,
            file_name=file_name,
            taken=taken,
            refused=refused,
        )
    )
    change.session.flush()
