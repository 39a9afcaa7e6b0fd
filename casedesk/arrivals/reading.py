"""Reads a file that arrived, whatever it is; a hostile one ends in one sentence."""

from collections.abc import Callable
from typing import TypeVar

from casedesk.arrivals.kinds import check_kind
from casedesk.arrivals.limits import cut, damaged, refuse
from casedesk.arrivals.mail import read_mail, read_outlook
from casedesk.arrivals.model import Arrival, ArrivalKind
from casedesk.arrivals.pages import read_pdf, read_picture
from casedesk.arrivals.plain_words import decoded, plain, words_of_html
from casedesk.arrivals.word import read_word
from casedesk.attachments.catalogue import limits
from casedesk.attachments.rules import size_problem
from casedesk.errors import CaseDeskError
from casedesk.progress import Progress

_T = TypeVar("_T")
_PAGE = ("<!doctype html", "<html")


def read_arrival(name: str, content: bytes, progress: Progress) -> Arrival:
    """Read a file by what its content is.

    Raises:
        ImportRefusedError: it cannot be read; the sentence says what to do.
        Cancelled: somebody asked to stop.
    """
    problem = size_problem(len(content), limits())
    if problem:
        raise refuse(problem)
    progress.step(0, 0)
    readers: dict[str, Callable[[], Arrival]] = {
        "mail": lambda: read_mail(name, content),
        "outlook": lambda: read_outlook(name, content),
        "word": lambda: read_word(name, content, progress),
        "pdf": lambda: read_pdf(name, content, progress),
        **dict.fromkeys(("png", "jpeg", "tiff"), lambda: read_picture(name, content)),
        **dict.fromkeys(("text", "html"), lambda: _read_text(name, content)),
    }
    return _guarded(readers[check_kind(content, frozenset(readers))])


def _read_text(name: str, content: bytes) -> Arrival:
    text = decoded(content)
    if text[:200].lstrip().casefold().startswith(_PAGE):
        text = words_of_html(text)
    shown, notes = cut(plain(text))
    return Arrival(name=name, kind=ArrivalKind.TEXT, text=shown, notes=notes)


def _guarded(read: Callable[[], _T]) -> _T:
    """Read; a hostile file can make any library fail in any way, and all of it is one sentence."""
    try:
        return read()
    except CaseDeskError:
        raise
    except Exception:
        raise refuse(damaged()) from None
