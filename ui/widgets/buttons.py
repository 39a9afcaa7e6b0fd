"""Buttons: ordinary, primary (one in sight at most), and flat ones that read as links.

A link is a flat button: links inside a label keep their colour after a change of theme and
do not exist for a screen reader. Return presses the button with the focus as Space does
(`setAutoDefault`; nothing here is in a QDialog, where Return in a field would press it too).
"""

from PySide6.QtWidgets import QMenu, QPushButton

from ui.theme.icons import dress, refit


class _Button(QPushButton):
    """A button whose icon keeps its gap when the words come later."""

    def setText(self, text: str) -> None:
        had_words = bool(self.text())
        super().setText(text)
        if had_words is not bool(text):
            refit(self)


def button(text: str, icon: str = "", *, primary: bool = False) -> QPushButton:
    """Return a button that says what happens ("Save referral"), 32 high.

    Args:
        text: with `&` before the letter for Alt; `&&` shows an ampersand.
        icon: name of a drawing in `resources/icons`, or empty.
        primary: the one thing this page is for.
    """
    made = _Button(text)
    made.setAutoDefault(True)
    if primary:
        made.setProperty("kind", "primary")
    if icon:
        dress(made, icon, "on_accent" if primary else "text")
    return made


def link_button(text: str, icon: str = "", *, at_edge: bool = False) -> QPushButton:
    """Return a flat button in the colour of links, 24 high.

    `at_edge`: its words stand in line with the words above and below, in a column of text.
    """
    made = _Button(text)
    made.setProperty("edge", "true" if at_edge else "")
    made.setAutoDefault(True)
    made.setProperty("kind", "flat")
    if icon:
        dress(made, icon, "accent")
    return made


def menu_button(text: str, menu: QMenu, icon: str = "", *, primary: bool = False) -> QPushButton:
    """Return a button that opens a menu and shows that it does."""
    made = button(text, icon, primary=primary)
    made.setProperty("menu", "true")
    made.setMenu(menu)
    menu.setParent(made, menu.windowFlags())
    return made
