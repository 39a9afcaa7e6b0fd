"""Making practice data: a partnership file of its own kind, filled with what never happened."""

from datetime import date, datetime, time
from pathlib import Path

from casedesk.dates import LONDON
from casedesk.errors import InputError, StorageError
from casedesk.i18n import _
from casedesk.practice.around import AroundMaker
from casedesk.practice.attachments import add_attachments
from casedesk.practice.book import Book
from casedesk.practice.cases import CaseMaker, Made, add_review_days
from casedesk.practice.days import days_received
from casedesk.practice.dice import Dice
from casedesk.practice.interventions import InterventionMaker, add_current
from casedesk.practice.lists import make_lists
from casedesk.practice.meetings import make_meetings
from casedesk.progress import Progress, Unwatched
from casedesk.safe_file import private_folder
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.model import Topic
from casedesk.workspace.service import Clock, system_clock
from casedesk.workspace.workspace import Workspace

FEWEST, MOST = 40, 100_000
USUAL_CASES, USUAL_SEED = 400, 1
_USER = "Cariad Price"
_STEPS = 1000
_INVENTING = 0.4  # of the whole time, the rest is writing


def make_practice_file(
    folder: Path,
    passphrase: str,
    cases: int = USUAL_CASES,
    seed: int = USUAL_SEED,
    today: date | None = None,
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> Workspace:
    """Make a file of practice data and leave it open.

    The same `cases`, `seed` and `today` give the same records; the file is for practice for good.

    Args:
        folder: where; its name must end in `.casedesk`, and it must not exist.
        passphrase: what opens it.
        cases: how many, 40 to 100,000.
        seed: any whole number.
        today: the day on which the records stand; by default the day it is.
        progress: told how far it is.
        clock: tells the file the time; by default mid-morning of `today` where that is given.

    Raises:
        InputError: the number of cases, the passphrase or the name will not do.
        StorageError: something is there already.
    """
    if not FEWEST <= cases <= MOST:
        text = _("Choose from {fewest} to {most} cases.").format(fewest=FEWEST, most=MOST)
        raise InputError({"cases": text})
    clock = clock or (system_clock if today is None else _morning_of(today))
    name = _("Riverside Community Safety Partnership (practice)")
    made = service.create(folder, passphrase, name, practice=True, user_name=_USER, clock=clock)
    workspace = made.workspace
    try:
        _fill(workspace, cases, seed, progress or Unwatched())
    except BaseException:
        service.lock(workspace)
        raise
    return workspace


def open_or_make(
    folder: Path, passphrase: str, cases: int, progress: Progress | None = None
) -> Workspace:
    """Open the practice data at `folder`; make them first if there are none.

    Raises:
        StorageError: what is there cannot be opened, or holds real records.
    """
    if not folder.exists():
        if not folder.parent.exists():  # a new computer: the place of the program's own data
            private_folder(folder.parent)
        return make_practice_file(folder, passphrase, cases, progress=progress)
    workspace = service.open_file(folder, passphrase)
    if not workspace.file.is_practice:
        service.lock(workspace)
        raise StorageError(_("This file holds real records. Choose another place for practice."))
    return workspace


def _fill(workspace: Workspace, cases: int, seed: int, progress: Progress) -> None:
    today = workspace.today()
    book, dice = invented(workspace.user.id, cases, seed, today, progress)
    start = int(_INVENTING * _STEPS)

    def written(done: int, total: int) -> None:
        progress.step(start + (_STEPS - start) * done // total, _STEPS)

    with workspace.changing(Permission.CHANGE_RECORDS, *Topic) as change:
        with change.in_bulk():
            book.write(change.session.connection(), written)
        add_current(change, book, dice, today)
        change.audit("practice.made", "file", f"cases={cases} seed={seed}")
    add_attachments(workspace)


def invented(
    account_id: int, cases: int, seed: int, today: date, progress: Progress
) -> tuple[Book, Dice]:
    """Return everything that is written in bulk, before anything is."""
    dice = Dice(seed)
    book = Book(account_id)
    days = days_received(cases, today, dice)
    maker, around = CaseMaker(book, dice), AroundMaker(book, dice, today)
    made: list[Made] = []
    for place, day in enumerate(days):
        one = maker.make(day)
        around.make(one)
        made.append(one)
        if place % 500 == 0:
            progress.step(int(_INVENTING * _STEPS * place / cases), _STEPS)
    make_meetings(book, dice, made, today)
    make_lists(book, dice, cases, days[0], today)
    InterventionMaker(book, dice, today).make(made, days[0])
    add_review_days(book)
    return book, dice


def _morning_of(today: date) -> Clock:
    moment = datetime.combine(today, time(10, 42), LONDON)
    return lambda: moment
