"""Decides which further cells to hide: the proved optimum for small tables, a search above."""

from casedesk.disclosure.exact import Optimum
from casedesk.disclosure.search import PatternSearch
from casedesk.disclosure.solver import Undecided
from casedesk.disclosure.task import Deadline, Task
from casedesk.progress import Progress

EXACT_CELLS = 300
"""Up to this many cells the optimum is looked for and proved."""

START = 0.2
"""Part of the search done before the optimum is looked for: that ends sooner from a good start."""


def choose_hidden(task: Task, deadline: Deadline, progress: Progress) -> frozenset[int] | None:
    """Return all cells to hide so that every target is reached, or None if none was found.

    Raises:
        TimeUp: see `Deadline`.
        Cancelled: the user asked to stop.
    """
    try:
        search = PatternSearch(task, deadline)
        found = search.find()
        if found is None:
            return None
        if len(task.cells) <= EXACT_CELLS:
            found = search.improved(found, progress, share=START)
            best = Optimum(task, deadline).find(found, progress)
            if best is not None:
                return best
        return search.improved(found, progress)
    except Undecided:
        return None
