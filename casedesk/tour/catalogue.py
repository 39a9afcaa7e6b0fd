"""The tasks of the tour as data, and which role is given which."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_folder import Labelled, by_id
from casedesk.errors import CatalogueError
from casedesk.i18n import _
from casedesk.resource_files import resource_path
from casedesk.security.roles import Permission, roles


class DoneWhen(StrEnum):
    """What must be in the records for a task to be done; `casedesk/tour/done.py` decides."""

    ENTRY = "entry"  # the audit trail has the act named in `entry`, with `word` in its detail
    CASE_OPENED = "case_opened"  # the case the task names
    CALL_NOTED = "call_noted"  # on that case
    KNOWN_PERSON_REFERRED = "known_person_referred"
    HEARD_WITH_ACTION = "heard_with_action"
    DONE_AND_TAKEN_BACK = "done_and_taken_back"  # an overdue action


class Task(Labelled, frozen=True, kw_only=True):
    """One thing to do.

    Attributes:
        text: how, in a practitioner's words; {name} and {person} are people of the practice data,
            and what stands in “ ” is read in the window.
        keys: what leads there, as Qt names keys.
        page: the id of the page where it begins, if it has one.
        permission: who lacks it is not given the task.
        done: what must be in the records.
        entry: for `ENTRY`, the act of the audit trail.
        word: for `ENTRY`, what the detail of the entry must hold; empty for nothing.
    """

    text: str
    keys: tuple[str, ...] = ()
    page: str = ""
    permission: Permission
    done: DoneWhen
    entry: str = ""
    word: str = ""


class _Given(Entry, frozen=True, kw_only=True):
    """The tasks of one role, in their order."""

    role: str
    tasks: tuple[str, ...]


class _TourFile(Entry, frozen=True, kw_only=True):
    task: tuple[Task, ...]
    given: tuple[_Given, ...]


def read_tour(path: Path) -> Mapping[str, tuple[Task, ...]]:
    """Read the tasks by role; what a role may not do is left out.

    Raises:
        CatalogueError: a role or a task is named that there is not.
    """
    content = read_catalogue(path, _TourFile)
    tasks, found = by_id(content.task, path.name), {}
    for given in content.given:
        unknown = {given.role} - set(roles()) or set(given.tasks) - set(tasks)
        if unknown:
            text = _('{file}: "{id}" is not known.')
            raise CatalogueError(text.format(file=path.name, id=min(unknown)))
        may = roles()[given.role].permissions
        found[given.role] = tuple(tasks[one] for one in given.tasks if tasks[one].permission in may)
    return found


@cache
def tasks_by_role() -> Mapping[str, tuple[Task, ...]]:
    """Return the tasks of the tour by the id of the role."""
    return read_tour(resource_path("help", "tour.toml"))
