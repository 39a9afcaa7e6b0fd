"""Pictures of every page, PDFs and a publication, made from practice data by the real program.

    python -m tests.tour FOLDER [--readme FOLDER]

With `--readme`, the few pictures that the README shows are copied there.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casedesk.arrivals.service import bring_in, waiting_drafts
from casedesk.dates import quarter_of
from casedesk.documents.recovery_sheet import recovery_sheet
from casedesk.i18n import use_language
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.practice.service import make_practice_file
from casedesk.progress import Unwatched
from casedesk.releases.model import Audience
from casedesk.releases.service import publish
from casedesk.settings import Settings
from casedesk.tour.service import leave
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.builders import people_of
from tests.casedesk.arrivals import files
from ui.frame import Frame
from ui.main_window import MainWindow
from ui.navigation import entries
from ui.pages.admin.admin_tabs import TABS as ADMIN_TABS
from ui.pages.arrivals.arrival_values import first_draft
from ui.pages.registers.registers_page import TABS as REGISTER_TABS
from ui.pages.workspace.first_run_page import FirstRunPage
from ui.pages.workspace.practice_page import PracticePage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.theme.theme import apply_theme
from ui.workers.background_task import work_is_running

TODAY = date(2026, 11, 20)
CASES = 400
PASSPHRASE = "practice data only"
LOOKS = (
    *(("light", 100, "en"), ("dark", 100, "en"), ("light", 150, "en")),
    *(("light", 100, "cy"), ("dark", 150, "cy")),
)
README = (
    *("today_light", "intake_light", "case_light", "meeting_light", "power_light"),
    *("measures_dark", "publication_light", "case_light_cy"),
)
TABBED = {"admin": ADMIN_TABS, "registers": REGISTER_TABS}
QUIET_SECONDS, LONGEST_SECONDS = 0.4, 90


class Tour:
    """One look of the window, page after page."""

    def __init__(self, app: QApplication, folder: Path, look: tuple[str, int, str]) -> None:
        self.app, self.folder = app, folder
        theme, percent, language = look
        self.name = theme if percent == 100 else f"{theme}_{percent}"
        self.name += "" if language == "en" else f"_{language}"
        use_language(language)
        apply_theme(app, theme, percent)
        settings = Settings(theme=theme, text_percent=percent)
        self.window = MainWindow(app, settings, lambda _settings: None)
        self.window.resize(1280, 800)
        self.window.show()

    def take(self, name: str) -> None:
        """Wait until the page is at rest, then take its picture."""
        self.settle()
        self.window.grab().save(str(self.folder / f"{name}_{self.name}.png"))

    def settle(self) -> None:
        began = quiet = time.monotonic()
        while time.monotonic() - began < LONGEST_SECONDS:
            self.app.processEvents()
            time.sleep(0.01)
            if work_is_running():
                quiet = time.monotonic()
            elif time.monotonic() - quiet > QUIET_SECONDS:
                return

    def gates(self) -> None:
        """What is seen before a file is open."""
        gates: dict[str, Callable[[], QWidget]] = {
            "unlock": lambda: UnlockPage(Settings()),
            "first_run": FirstRunPage,
            "practice": PracticePage,
        }
        for name, build in gates.items():
            self.window.show_gate(build())
            self.take(name)

    def pages(self, workspace: Workspace, case_id: int) -> None:
        """Every page of an open file."""
        frame = self.window.open_workspace(workspace, entries(lambda _wanted: None, self.window))
        records: dict[str, object] = {
            "case": case_id,
            **dict.fromkeys(("person", "person_join"), people_of(workspace, case_id)[0]),
            "place": 1,
            "document": ("case", case_id),
            "risk_form": (case_id, "dash_safelives", None),
            "power": newest_closure_notice(workspace),
            "meeting": meeting_ids(workspace, MeetingStatus.HELD, "marac")[0],
            "arrived": arrived_draft(workspace),
            "attachment": 1,
        }
        for page_id in frame.entries:
            frame.open_page(page_id, records.get(page_id))
            if page_id == "people":
                frame.page.search.setText("mill")
            self.take(page_id)
            if page_id == "measures":
                self._measures(frame)
            elif page_id in TABBED:
                self._tabs(frame, page_id)
        self.window.close_workspace()
        self.settle()

    def _tabs(self, frame: Frame, page_id: str) -> None:
        for place, name in enumerate(TABBED[page_id]):
            frame.page.tabs.setCurrentIndex(place)
            self.take(f"{page_id}_{name}")

    def _measures(self, frame: Frame) -> None:
        page = frame.page
        page.working.table.selectRow(4)
        self.take("measures")
        page.mode.set_value("published")
        self.take("publication")


def arrived_draft(workspace: Workspace) -> str:
    """Return a draft made of files as they arrive; they are brought in for the first look."""
    if not waiting_drafts(workspace):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / "scan.tif", Path(folder) / "police.eml"]
            for path, content in zip(paths, (files.scan(2), files.mail()), strict=True):
                path.write_bytes(content)
            bring_in(workspace, paths, first_draft, Unwatched())
    return waiting_drafts(workspace)[0].draft


def newest_closure_notice(workspace: Workspace) -> int:
    """Return a closure notice whose clocks run."""
    from casedesk.interventions.model import InterventionFilter  # noqa: PLC0415 - one use
    from casedesk.interventions.power_list import intervention_ids  # noqa: PLC0415

    which = InterventionFilter(power_id="closure_notice", clocks_running=True)
    return int(intervention_ids(workspace, which)[0])


def newest_marac_case(workspace: Workspace) -> int:
    """Return a case with a full page: the newest repeat of the MARAC."""
    from casedesk.cases.case_list import case_ids  # noqa: PLC0415 - one use
    from casedesk.cases.model import CaseFilter  # noqa: PLC0415

    return int(case_ids(workspace, CaseFilter(forum_id="marac", repeat=True))[0])


def main() -> int:
    """Make the tour; return the exit status."""
    parser = argparse.ArgumentParser(prog="tour")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    scratch = Path(tempfile.mkdtemp(prefix="casedesk-tour-"))
    try:
        workspace = make_practice_file(scratch / "tour.casedesk", PASSPHRASE, CASES, today=TODAY)
        leave(workspace, offer_again=False)
        case_id = newest_marac_case(workspace)
        for look in LOOKS:
            tour = Tour(app, options.folder, look)
            tour.gates()
            tour.pages(workspace, case_id)
            tour.window.close()
        use_language("en")
        documents(options.folder, workspace)
        service.lock(workspace)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if options.readme:
        options.readme.mkdir(parents=True, exist_ok=True)
        for name in README:
            shutil.copy(options.folder / f"{name}.png", options.readme / f"{name}.png")
    print(f"Pictures, documents and a publication are in {options.folder}")
    return 0


def documents(folder: Path, workspace: Workspace) -> None:
    """A publication with its PDF, and a recovery sheet with an invented key."""
    shutil.rmtree(folder / "publication", ignore_errors=True)
    period = quarter_of(date(2026, 8, 1))
    publish(workspace, "csp_quarterly_scorecard", period, Audience.PUBLIC, folder / "publication")
    key = "-".join(["7QX4", "0000", "1111", "2222", "3333", "4444", "5555", "6666", "8888"])
    sheet = recovery_sheet(key, workspace.file.folder.stem, workspace.today())
    (folder / "recovery-sheet.pdf").write_bytes(sheet)


if __name__ == "__main__":
    sys.exit(main())
