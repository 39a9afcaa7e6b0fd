"""Decides which further cells to hide: the proved optimum for small tables, a search above."""

from casedesk.disclosure.exact import Optimum
from casedesk.disclosure.search import PatternSearch
from casedesk.disclosure.solver import Undecided
from casedesk.disclosure.task import Deadline, Task
from casedesk.progress import Progress

EXACT_CELLS = 300
"""Up to this many cells the optimum is proved (disclosure.md, section 5)."""


def choose_hidden(task: Task, deadline: Deadline, progress: Progress) -> frozenset[int] | None:
    """Return all cells to hide so that every target is reached, or None if none was found.

    Raises:
        TimeUp: see `Deadline`.
        Cancelled: the user asked to stop.
    """
    if len(task.cells) <= EXACT_CELLS:
        found = Optimum(task, deadline).find(progress)
        if found is not None:
            return found
    try:
        return PatternSearch(task, deadline).find(progress)
    except Undecided:
        return None
