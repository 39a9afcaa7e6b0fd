"""A page that is one card with one button below its fields."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ui.theme.units import at_most
from ui.widgets.card import Card


def put_card(body: QVBoxLayout, card: Card, act: QPushButton) -> None:
    """Put `act` below what `card` holds, and the card at the head of a page's `body`."""
    at_most(card, width=640)
    tools = QHBoxLayout()
    tools.addWidget(act)
    tools.addStretch(1)
    card.add(tools)
    row = QHBoxLayout()  # asks the card how high it is at its own width, not the page's
    row.addWidget(card, 1000)
    row.addStretch(1)
    body.addLayout(row)
    body.addStretch(1)
