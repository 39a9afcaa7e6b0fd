"""What the tests of files that arrive share: the pages, and a user who brings files in."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.ui.pages.dropping import drop
from tests.ui.pages.window_at_work import AtWork
from ui.navigation import entries
from ui.page import PageEntry
from ui.pages.arrivals.arrivals_page import ArrivalsPage
from ui.pages.arrivals.intake_arrival_page import ArrivedReferralPage


def pages() -> list[PageEntry]:
    wanted = {"arrivals", "arrived", "intake", "case", "import", "today"}
    return [one for one in entries(lambda _wanted: None) if one.id in wanted]


def arrivals(work: AtWork) -> ArrivalsPage:
    page = work.frame.page
    assert isinstance(page, ArrivalsPage)
    return page


def arrived(work: AtWork) -> ArrivedReferralPage:
    page = work.frame.page
    assert isinstance(page, ArrivedReferralPage)
    return page


def put(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def bring(work: AtWork, paths: list[Path]) -> None:
    """Drop files on the middle of the page in sight and wait until they are read."""
    assert work.frame.page is not None
    assert drop(work.frame.page, paths)
    work.see(lambda: arrivals(work)._task is None and arrivals(work).results.isVisible())


def notice(work: AtWork) -> list[str]:
    return [one.text() for one in work.frame.notices.findChildren(QLabel) if one.text()]


def see_file(work: AtWork) -> None:
    """Wait until the file stands beside the form."""
    panel = arrived(work).panel
    work.see(lambda: panel.words.isVisible() or panel.pages._image is not None)
