"""Every text in the window can be translated: in a made-up language none stays English.

The texts of code and catalogues are gathered as for translators, each is put into
brackets, and every page is built in that language.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casedesk.i18n import DOMAIN, use_language
from casedesk.workspace.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.keep_texts import gathered
from ui.change_bus import ChangeBus
from ui.frame import Frame
from ui.navigation import entries

OPEN, CLOSE = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z]{3,}")
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")  # dates follow the language by themselves
# What a partnership typed, and what is the same in every language.
OWN = {"Riverside Community Safety Partnership", "Cariad Price", "CaseDesk", "MARAC", "Ctrl"}


@pytest.fixture
def brackets(tmp_path: Path) -> Iterator[None]:
    """Speak the made-up language while the test runs."""
    catalogue = Catalog(locale="en")
    for text in gathered():
        forms = text if isinstance(text, tuple) else (text,)
        made_up = tuple(f"{OPEN}{one}{CLOSE}" for one in forms)
        catalogue.add(text, made_up if isinstance(text, tuple) else made_up[0])
    target = tmp_path / "xx" / "LC_MESSAGES"
    target.mkdir(parents=True)
    made = BytesIO()
    write_mo(made, catalogue)
    (target / f"{DOMAIN}.mo").write_bytes(made.getvalue())
    use_language("xx", tmp_path)
    yield
    use_language("en")


def shown_by(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def plain_english(window: QWidget) -> list[str]:
    """Return texts in sight that came through no translation."""
    found = []
    for widget in window.findChildren(QWidget):
        for text in (shown_by(widget), widget.accessibleName()):
            english = WORD.search(text) and OPEN not in text and not DAY.search(text)
            if english and not any(own in text for own in OWN):
                found.append(text)
    return found


def test_no_page_shows_a_text_that_cannot_be_welsh(
    qtbot: QtBot, workspace: Workspace, brackets: None
) -> None:
    frame = Frame(workspace, ChangeBus(workspace), entries(lambda _wanted: None))
    qtbot.addWidget(frame)
    frame.resize(1280, 800)
    frame.show()
    missed: dict[str, list[str]] = {}
    for page_id, entry in frame.entries.items():
        if entry.record_of or page_id in {"case", "risk_form"}:
            continue
        frame.open_page(page_id)
        QApplication.processEvents()
        if plain := plain_english(frame):
            missed[page_id] = plain
    assert PASSPHRASE not in str(missed)
    assert not missed
