"""Twenty pictures of the window are as they were looked at; `make pictures` makes them anew."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from casedesk.practice.service import make_practice_file
from casedesk.workspace import service
from tests.conftest import NOW, Clock
from tests.pictures import BLOCK, CASES, FOLDER, PASSPHRASE, TAKEN, pictures, unlike

FEW = 6  # blocks of about 1,000: a day or a count that is painted otherwise
TWENTY = 20


def test_every_picture_is_as_it_was_looked_at(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "practice.casedesk"
    made = make_practice_file(folder, PASSPHRASE, CASES, today=NOW.date(), clock=Clock())
    wrong: dict[str, list[tuple[int, int]]] = {}
    for name, image in pictures(qapp, made):
        held = QImage(str(FOLDER / f"{name}.png"))
        blocks = unlike(held, image)
        if len(blocks) > FEW:
            wrong[name] = blocks
            image.save(str(tmp_path / f"{name}.png"))
    service.lock(made)
    told = {name: f"{len(blocks)} blocks of {BLOCK}" for name, blocks in wrong.items()}
    assert not wrong, f"{told}: look at {tmp_path}; right? python -m tests.pictures"


def test_there_are_twenty_and_they_are_small() -> None:
    files = list(FOLDER.glob("*.png"))
    assert len(files) == sum(map(len, TAKEN.values())) == TWENTY
    assert sum(one.stat().st_size for one in files) < 2_000_000


@pytest.mark.parametrize("change", ["a lost panel", "a wrong colour", "a shifted column"])
def test_what_matters_is_seen(change: str) -> None:
    held = QImage(str(sorted(FOLDER.glob("today_light-100-en.png"))[0]))
    image = held.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    if change == "a lost panel":
        painter.fillRect(QRect(120, 60, 220, 120), QColor("#f4f5f7"))
    elif change == "a wrong colour":
        painter.fillRect(QRect(0, 0, 640, 20), QColor("#b3001b"))
    else:
        painter.drawImage(QRect(140, 200, 500, 120), held.copy(120, 200, 500, 120))
    painter.end()
    assert len(unlike(held, image)) > FEW
    assert unlike(held, held) == []
