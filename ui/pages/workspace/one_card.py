"""A page that is one card: at its head, or in the middle of a window without an open file."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme.units import at_most, space
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout


def put_card(body: QVBoxLayout, card: Card, *acts: QPushButton) -> None:
    """Put `acts` below what `card` holds, and the card at the head of a page's `body`."""
    at_most(card, width=640)
    tools = FlowLayout()  # in Welsh at 200 % two go one below the other
    space(tools, gap=8)
    for act in acts:
        tools.addWidget(act)
    card.add(tools)
    row = QHBoxLayout()  # asks the card how high it is at its own width, not the page's
    row.addWidget(card, 1000)
    row.addStretch(1)
    body.addLayout(row)
    body.addStretch(1)


def put_in_middle(page: QWidget, card: Card) -> None:
    """Put the card in the middle of a page that has the window for itself."""
    at_most(card, width=560)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(card, 100)
    middle.addStretch(1)
    outer = QVBoxLayout(page)
    space(outer, (24, 24, 24, 24), 16)
    outer.addStretch(1)
    outer.addLayout(middle)
    outer.addStretch(2)
