"""What every test of the window needs: the bundled font and the look of the program."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from ui.theme.theme import apply_theme


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    """Give one application in the light theme, with a caret that does not blink."""
    app = QApplication.instance() or qapp_cls(qapp_args)
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    apply_theme(app, "light")
    # With no font every letter is an empty box and every picture lies: fail early.
    assert "Noto Sans" in QFontDatabase.families()
    return app


@pytest.fixture(scope="module", autouse=True)
def _search_new_objects_only() -> None:
    """Let the search for garbage after each test pass over what was there before its module."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _leave_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let Qt delete what it was asked to, and put the light theme back."""
    yield
    if "qapp" in request.fixturenames:
        app = request.getfixturevalue("qapp")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        apply_theme(app, "light")
