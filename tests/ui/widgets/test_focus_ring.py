"""The ring is always where the typing goes."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.focus_ring import FocusRing


def field_of(window: QWidget, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert found is not None
    return found


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Give a window with the fields `first` and `second`; the focus is in the first."""
    made = QWidget()
    qtbot.addWidget(made)
    for number, name in enumerate(("first", "second")):
        field = QLineEdit(made)
        field.setObjectName(name)
        field.setGeometry(40, 40 + 60 * number, 200, 30)
    made.resize(400, 200)
    made.show()
    made.activateWindow()
    first = field_of(made, "first")
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)
    return made


def test_a_ring_made_late_goes_around_the_field_that_has_the_focus_already(
    window: QWidget,
) -> None:
    ring = FocusRing(window)
    assert ring.isVisible()
    assert ring.geometry().contains(field_of(window, "first").geometry())


def test_the_end_of_a_field_left_behind_does_not_take_the_ring_from_the_next(
    window: QWidget,
) -> None:
    ring = FocusRing(window)
    first, second = (field_of(window, name) for name in ("first", "second"))
    second.setFocus()
    first.deleteLater()
    QApplication.sendPostedEvents(first, QEvent.Type.DeferredDelete)
    assert ring.isVisible()
    assert ring.geometry().contains(second.geometry())


def test_a_field_at_the_edge_of_a_scrolled_page_has_its_whole_ring_and_one_scrolled_out_has_not(
    qtbot: QtBot,
) -> None:
    window, inside = QWidget(), QWidget()
    qtbot.addWidget(window)
    area = QScrollArea(window)
    area.setGeometry(40, 40, 200, 100)
    inside.setFixedSize(180, 400)
    field = QLineEdit(inside)
    field.setGeometry(0, 0, 150, 30)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inside)
    window.resize(400, 200)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    ring = FocusRing(window)
    assert ring._clip == ring.rect()
    area.verticalScrollBar().setValue(60)
    assert ring._clip.isEmpty()
