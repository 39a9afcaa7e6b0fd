"""Paints every part of the window and a frame around it, in each theme, to a folder.

    python -m tests.ui.gallery FOLDER

The pictures are for looking at, beside those of the design; nothing here is asserted. Everything
shown is invented.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from casedesk.settings import Settings
from casedesk.workspace.model import FileInfo, User
from casedesk.workspace.tables import SettingRow
from tests.ui.gallery_forms import CaseLike, IntakeLike
from tests.ui.gallery_pages import NOW, MeasuresLike, TodayLike
from ui.main_window import MainWindow
from ui.page import PageEntry, RailCount

SIZE = (1280, 768)  # the title bar of the design's pictures is the system's own


class GalleryWorkspace:
    """Just enough of an open practice file for the frame."""

    def __init__(self) -> None:
        """Be practice data of nobody."""
        self.file = FileInfo(Path(), "gallery", "Riverside Community Safety Partnership", True)
        self.user = User(1, "Cariad Price", "coordinator")
        self.listeners: list[Any] = []
        self.unwritten_views: list[Any] = []
        self._settings = create_engine("sqlite://")
        SettingRow.metadata.tables["setting"].create(self._settings)  # nothing was chosen

    @contextmanager
    def reading(self, _permission: object) -> Iterator[Session]:
        """Read the settings, which are as at first."""
        with Session(self._settings) as session:
            yield session

    def clock(self) -> datetime:
        """Return the moment of the design's pictures."""
        return NOW

    def today(self) -> date:
        """Return its day."""
        return NOW.date()

    def may(self, _permission: object) -> bool:
        """Permit everything."""
        return True


ENTRIES = (
    PageEntry("today", lambda: "Today", TodayLike, "calendar-check", "Ctrl+1",
              count=lambda _w: RailCount(5, "5 due")),
    PageEntry("cases", lambda: "Referrals and cases", CaseLike, "file-text", "Ctrl+2",
              count=lambda _w: RailCount(3, "3 new")),
    PageEntry("intake", lambda: "New referral", IntakeLike, on_rail=False, under="cases"),
    PageEntry("meetings", lambda: "Meetings", TodayLike, "users", "Ctrl+3"),
    PageEntry("actions", lambda: "Actions", TodayLike, "square-check-big", "Ctrl+4",
              count=lambda _w: RailCount(3, "3 overdue")),
    PageEntry("powers", lambda: "Tools and powers", TodayLike, "scale", "Ctrl+5"),
    PageEntry("people", lambda: "People and places", TodayLike, "map-pin", "Ctrl+6"),
    PageEntry("measures", lambda: "Measures", MeasuresLike, "chart-column", "Ctrl+7"),
    PageEntry("admin", lambda: "Admin", TodayLike, "sliders-horizontal", "Ctrl+8",
              below_line=True),
)  # fmt: skip
SHOWN = ("today", "intake", "cases", "measures")
LOOKS = (("light", 100), ("dark", 100), ("high_contrast", 100), ("light", 150), ("light", 200))


def main(folder: Path) -> None:
    """Paint everything into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    window = MainWindow(app, Settings(theme="light"), lambda _settings: None)
    window.resize(*SIZE)
    window.set_text_percent(100)
    frame = window.open_workspace(GalleryWorkspace(), ENTRIES)  # type: ignore[arg-type]
    window.show()
    window.activateWindow()
    for theme, percent in LOOKS:
        window.set_theme(theme)
        window.set_text_percent(percent)
        for page_id in SHOWN:
            frame.open_page(page_id)
            for _turn in range(5):
                app.processEvents()
            window.grab().save(str(folder / f"{page_id}_{theme}_{percent}.png"))
    frame.show_saved()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
