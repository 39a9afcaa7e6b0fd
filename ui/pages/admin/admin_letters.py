"""The partnership's letters and letterhead on the page "Admin": listed, read, added, taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casedesk.documents.letterhead import (
    Letterhead,
    letterhead,
    read_logo,
    set_letterhead,
)
from casedesk.documents.own_letters import (
    LetterShown,
    add_letter,
    put_letter,
    save_letter,
)
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.error_display import attempt, say_done
from ui.file_choice import ask_file, ask_new_file
from ui.page import Navigator
from ui.pages.parts.list_tab import ListTab, Tool
from ui.table_models.admin_table import letter_columns, letter_rows
from ui.theme.units import at_least, at_most, px, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

LOGO_HEIGHT, WIDEST = 64, 760


class LettersTab(ListTab):
    """The letters that can be written, and the words of the one that is chosen."""

    def __init__(self) -> None:
        """Build an empty list."""
        tools = [
            Tool("letter_add", _("Add or replace from a file…"), for_row=False, icon="plus"),
            Tool("letter_copy", _("Save a copy to change…"), icon="download"),
            Tool("letter_remove", _("Remove")),
        ]
        super().__init__(_("Letters"), letter_columns(), "", tools, "", may_change=True)
        self._letters: dict[str, LetterShown] = {}
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        at_least(self.words, height=160)
        self.words.setAccessibleName(_("What it says"))
        self.words.setPlaceholderText(_("Choose a letter to read it here."))
        self.add(label(_("What it says")))
        self.add(self.words, 1)
        self.chosen.connect(self._show_words)

    def show_letters(self, found: Sequence[LetterShown]) -> None:
        """Show other letters."""
        self._letters = {one.id: one for one in found}
        self.show_rows(letter_rows(found))

    @Slot(object)
    def _show_words(self, letter_id: str | None) -> None:
        one = self._letters.get(letter_id or "")
        text = "" if one is None else one.words
        if self.words.toPlainText() != text:  # a refresh leaves the place of reading alone
            self.words.setPlainText(text)
        own = {"letter_remove"} if one is not None and one.is_own else set()
        if self._allowed != {"letter_copy", *own}:
            self.allow({"letter_copy", *own})


class LetterheadCard(Card):
    """What stands at the head of every letter."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        """Build without a letterhead."""
        super().__init__(_("Letterhead"))
        at_most(self, width=WIDEST)
        self.address = label("", "strong", wrap=True)
        self.logo = label("", "strong")
        self.add(FormField(_("Lines below the name"), self.address))
        self.logo_field = FormField(_("Logo"), self.logo)
        self.add(self.logo_field)
        self.add(
            label(
                _("Name, lines and logo stand on every letter, as PDF and Word."),
                "quiet",
                wrap=True,
            )
        )
        bar = QWidget()
        flow = FlowLayout(bar)
        space(flow, gap=8)  # Qt's own margins took two pixels of the words above
        self.buttons = {}
        for kind, text, icon in (
            ("letterhead", _("Change the lines"), "pencil"),
            ("logo", _("Choose a logo…"), "folder-open"),
            ("logo_remove", _("Remove the logo"), ""),
        ):
            self.buttons[kind] = made = button(text, icon)
            made.clicked.connect(partial(self._want, kind))
            flow.addWidget(made)
        self.add(bar)

    def show_head(self, head: Letterhead) -> None:
        """Show the letterhead in force."""
        self.address.setText(head.address or _("None yet"))
        picture = QPixmap()
        picture.loadFromData(head.logo)
        set_shown(self.buttons["logo_remove"], bool(head.logo))
        if picture.isNull():
            self.logo.setText(_("None yet"))
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        self.logo.setPixmap(picture.scaledToHeight(px(LOGO_HEIGHT), smooth))
        self.logo.setAccessibleName(_("Logo of the partnership"))

    def _want(self, kind: str, _checked: bool = False) -> None:
        self.wanted.emit(kind, None)


class LetterActs:
    """What the buttons for letters and logo do; files are chosen in the system's own dialog."""

    def __init__(self, workspace: Workspace, navigator: Navigator, parent: QWidget) -> None:
        """Belong to a page."""
        self._workspace, self._navigator, self._parent = workspace, navigator, parent
        self.kinds: dict[str, Callable[[Any], None]] = {
            "letter_add": self._on_add,
            "letter_copy": self._on_copy,
            "letter_remove": self.remove,
            "logo": self._on_logo,
            "logo_remove": self.remove_logo,
        }

    def add(self, path: Path) -> None:
        """Take a template from a file."""

        def act() -> None:
            letter_id, before = add_letter(self._workspace, path)
            undo = partial(put_letter, self._workspace, letter_id, before)
            text = _("Letter added.") if before is None else _("Letter replaced.")
            say_done(self._navigator, text, undo)

        attempt(self._navigator, act)

    def copy(self, letter_id: str, path: Path) -> None:
        """Write a template to a file."""
        if attempt(self._navigator, partial(save_letter, self._workspace, letter_id, path)):
            text = _("The template was saved: {file}").format(file=path.name)
            say_done(self._navigator, text)

    def remove(self, letter_id: str) -> None:
        """Take a letter out of the file; a shipped one of the same id is there again."""

        def act() -> None:
            before = put_letter(self._workspace, letter_id, None)
            undo = partial(put_letter, self._workspace, letter_id, before)
            say_done(self._navigator, _("The letter is removed."), undo)

        attempt(self._navigator, act)

    def use_logo(self, path: Path) -> None:
        """Put another logo at the head of letters."""

        def act() -> None:
            text = _("The logo stands on letters from now on.")
            self._change_logo(read_logo(path), text)

        attempt(self._navigator, act)

    def remove_logo(self, _record: object = None) -> None:
        """Write letters without a logo."""
        text = _("Letters have no logo from now on.")
        attempt(self._navigator, partial(self._change_logo, b"", text))

    def _change_logo(self, logo: bytes, text: str) -> None:
        before = letterhead(self._workspace)
        set_letterhead(self._workspace, Letterhead(before.address, logo))
        say_done(self._navigator, text, partial(set_letterhead, self._workspace, before))

    def _on_add(self, _record: object) -> None:
        kinds = _("Templates of letters (*.toml)")
        chosen = ask_file(self._parent, _("Choose a template"), kinds)
        if chosen:
            self.add(Path(chosen))

    def _on_copy(self, letter_id: str) -> None:
        title, kinds = _("Save a copy"), _("Templates of letters (*.toml)")
        chosen = ask_new_file(self._parent, title, f"{letter_id}.toml", kinds)
        if chosen:
            self.copy(letter_id, Path(chosen))

    def _on_logo(self, _record: object) -> None:
        kinds = _("Pictures (*.png *.jpg *.jpeg)")
        chosen = ask_file(self._parent, _("Choose a logo"), kinds)
        if chosen:
            self.use_logo(Path(chosen))
