"""Twenty reference pictures: `python -m tests.pictures` makes them anew.

Each is 640 pixels wide. They are compared block by block by the mean of their colours, so that
the edges of letters do not matter, but a lost panel, a wrong colour or a shifted column does.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casedesk.practice.service import make_practice_file
from casedesk.tour.service import leave
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW, Clock
from tests.keep_texts import compile_texts
from tests.ui.every_page.walk import Look, opened, records_of, rest, window_in
from ui.first_sight import SETTLED_MS

FOLDER = Path(__file__).parent / "data" / "pictures"
WIDTH, BLOCK = 640, 16
MOST = 14.0  # of 255: the mean difference of a block that is still alike
CASES = 60
PASSPHRASE = "practice data only"
SIZE = (1280, 800)
TAKEN: dict[Look, tuple[str, ...]] = {
    Look(size=SIZE): (
        *("today", "cases", "case", "intake", "meeting", "actions", "powers", "person"),
    ),
    Look("dark", size=SIZE): ("today", "case", "meeting", "power", "actions"),
    Look(percent=150, size=SIZE): ("today", "case", "intake", "power"),
    Look(language="cy", size=SIZE): ("today", "cases", "intake"),
}


def pictures(app: QApplication, workspace: Workspace) -> Iterator[tuple[str, QImage]]:
    """Give each picture with its name, as the window looks now, without the offer of the tour."""
    leave(workspace, offer_again=False)
    for look, pages in TAKEN.items():
        with window_in(app, look) as window:
            frame, records = opened(window, workspace), records_of(workspace)
            for page_id in pages:
                frame.open_page(page_id, records.get(page_id))
                rest()
                if page_id in records:  # it is seen from its top once its columns have settled
                    QTest.qWait(2 * max(SETTLED_MS))
                image = window.grab().toImage()
                smooth = Qt.TransformationMode.SmoothTransformation
                yield f"{page_id}_{look}", image.scaledToWidth(WIDTH, smooth)


def unlike(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """Return the blocks, across and down, in which two pictures differ."""
    if one.size() != other.size():
        return [(-1, -1)]
    across, down = one.width() // BLOCK, one.height() // BLOCK
    means = [
        image.scaled(
            across,
            down,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for image in (one, other)
    ]
    return [
        (x, y)
        for y in range(down)
        for x in range(across)
        if _far(means[0].pixelColor(x, y), means[1].pixelColor(x, y)) > MOST
    ]


def _far(one: QColor, other: QColor) -> float:
    red, green = abs(one.red() - other.red()), abs(one.green() - other.green())
    return max(red, green, abs(one.blue() - other.blue()))


def main() -> int:
    """Make all pictures anew; return the exit status."""
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    compile_texts()
    scratch = Path(tempfile.mkdtemp(prefix="casedesk-pictures-"))
    try:
        folder = scratch / "practice.casedesk"
        made = make_practice_file(folder, PASSPHRASE, CASES, today=NOW.date(), clock=Clock())
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        for name, image in pictures(app, made):
            image.save(str(FOLDER / f"{name}.png"))
        service.lock(made)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
