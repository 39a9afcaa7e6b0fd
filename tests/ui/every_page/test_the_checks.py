"""The checks of every view see what they are for: a page with all of it wrong."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabBar, QWidget

from tests.ui.every_page.contrast import faint
from tests.ui.every_page.fit import cut, indented, small
from tests.ui.every_page.names import nameless
from ui.widgets.buttons import link_button
from ui.widgets.form_field import FormField


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    """Give an empty page on white."""
    made = QWidget()
    made.setObjectName("bad")
    made.setStyleSheet("#bad { background: #ffffff; }")
    made.resize(400, 300)
    yield made
    made.close()
    made.deleteLater()


def shown(page: QWidget, part: QWidget, wide: int, high: int) -> QWidget:
    """Put a part on the page and show it."""
    part.setParent(page)
    part.setGeometry(40, 40, wide, high)
    page.show()
    part.show()
    QApplication.processEvents()
    return page


def test_a_button_without_a_name(page: QWidget) -> None:
    assert any("no name" in one for one in nameless(shown(page, QPushButton(), 40, 40)))


def test_a_box_named_by_its_placeholder_alone(page: QWidget) -> None:
    box = QLineEdit()
    box.setPlaceholderText("Surname")
    assert list(nameless(shown(page, box, 100, 30)))


def test_a_label_that_leads_elsewhere(page: QWidget) -> None:
    field = FormField("Surname", QLineEdit())
    field.label.setBuddy(QPushButton(page))
    assert any("does not lead" in one for one in nameless(shown(page, field, 200, 60)))


def test_a_text_without_room(page: QWidget) -> None:
    assert list(cut(shown(page, QLabel("What somebody told us"), 40, 30)))


def test_a_tab_without_room(page: QWidget) -> None:
    tabs = QTabBar()
    tabs.setExpanding(False)
    tabs.addTab("What somebody told us")
    tabs.setStyleSheet("QTabBar::tab { width: 20px; }")
    assert any("tab" in one for one in cut(shown(page, tabs, 300, 40)))


def test_a_target_too_small(page: QWidget) -> None:
    assert list(small(shown(page, QPushButton("x"), 18, 18)))


def test_a_link_that_is_not_in_line_with_the_words_above_it(page: QWidget) -> None:
    link, at_edge = link_button("Another agency"), link_button("Another agency", at_edge=True)
    for part, wrong in ((at_edge, 0), (link, 1)):
        shown(page, part, 120, 24)
        part.move(12, 40)
        assert len(list(indented(page))) == wrong
        part.hide()


def test_a_text_and_an_edge_too_faint(page: QWidget) -> None:
    grey = QLabel("What somebody told us")
    grey.setStyleSheet("color: #aaaaaa;")
    assert list(faint(shown(page, grey, 300, 30)))
    edge = QLineEdit()
    edge.setStyleSheet("border: 1px solid #dddddd; background: #ffffff;")
    assert any("edge" in one for one in faint(shown(page, edge, 100, 30)))
