"""The page "Settings": choices of this computer, applied at once and taken back by Undo."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casedesk.i18n import _, available_languages, is_reviewed, ngettext
from casedesk.security.roles import Permission
from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.theme.units import at_most, space
from ui.widgets.announce import announce
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.clearable_line import ClearableLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

_WIDEST = 760
_TEXT_SIZES = (100, 125, 150, 175, 200)
_MINUTES = (2, 5, 10, 15, 30, 60)


class Chooser(Protocol):
    """What the page asks of the window."""

    settings: Settings

    @property
    def settings_changed(self) -> SignalInstance:
        """Be told that a setting is another."""

    def choose(self, name: str, value: str | int) -> None:
        """Apply a setting at once, and offer to take it back."""


class _Found(NamedTuple):
    """A part of the page, and the words it is found by."""

    part: QWidget
    words: str


class SettingsPage(Page):
    """One card for each kind of setting; the search hides what does not fit."""

    def __init__(
        self, workspace: Workspace, bus: ChangeBus, navigator: Navigator, chooser: Chooser
    ) -> None:
        """Build the cards; `chooser` applies what is chosen."""
        super().__init__(workspace, bus, navigator)
        self._chooser = chooser
        self._showing = False
        self._parts: list[tuple[Card, list[_Found]]] = []
        self.search = ClearableLine()
        self.search.setPlaceholderText(_("Such as dark, text size, lock"))
        self.search.textChanged.connect(self._on_search)
        box = FormField(_("&Search settings"), self.search)
        at_most(box, width=_WIDEST)
        self.body.addWidget(box)
        self._add_appearance()
        self._add_language()
        self._add_locking()
        self._add_elsewhere()
        self.empty = EmptyState(
            _("No setting is called that. Search for another word."), "", "search"
        )
        set_shown(self.empty, False)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        chooser.settings_changed.connect(self.refresh)

    def title(self) -> str:
        return _("Settings")

    @Slot()
    def refresh(self) -> None:
        """Show what is set."""
        settings = self._chooser.settings
        self._showing = True
        self.theme.set_value(settings.theme)
        self.text_size.set_value(str(settings.text_percent))
        if self.language is not None:
            self.language.set_value(settings.language)
        held = settings.lock_after_minutes
        self.minutes.set_choices([_minutes(one) for one in sorted({*_MINUTES, held})])
        self.minutes.set_value(str(held))
        self.minimised.setChecked(settings.lock_when_minimised)
        self._showing = False

    def first_focus(self) -> QWidget:
        return self.search

    def search_box(self) -> QWidget:
        return self.search

    def panes(self) -> list[QWidget]:
        return [self.search, *(card for card, _found in self._parts)]

    def _add_appearance(self) -> None:
        themes = [
            ("system", _("Desktop")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("high_contrast", _("High contrast")),
        ]
        self.theme = Segmented(_("Theme"), themes)
        self.theme.changed.connect(self._on_theme)
        sizes = [(str(one), _("{percent} %").format(percent=one)) for one in _TEXT_SIZES]
        self.text_size = Segmented(_("Text size"), sizes)
        self.text_size.changed.connect(self._on_text_size)
        size_hint = _("Ctrl and = or - change it anywhere.")
        rows = [
            (_("Theme"), self.theme, "", _("theme colours dark light contrast")),
            (_("Text size"), self.text_size, size_hint, _("text size font letters larger zoom")),
        ]
        self._add_card(_("Appearance"), rows)

    def _add_language(self) -> None:
        self.language: ChoiceBox | None = None
        found = available_languages()
        if len(found) == 1:
            return
        choices = [Choice(one, _language_name(one, name)) for one, name in found.items()]
        self.language = ChoiceBox(_("Language"), choices)
        keep_narrow(self.language, 320)
        self.language.chosen.connect(self._on_language)
        hint = _("Of the window and of what it prints. Records stay as they were typed.")
        words = _("language English Welsh Cymraeg")
        self._add_card(_("Language"), [(_("&Language"), self.language, hint, words)])

    def _add_locking(self) -> None:
        self.minutes = ChoiceBox(_("Lock after"), [_minutes(one) for one in _MINUTES])
        keep_narrow(self.minutes, 200)
        self.minutes.chosen.connect(self._on_minutes)
        hint = _("When nobody touches keyboard or mouse. Nothing half typed is lost.")
        words = _("lock locking minutes idle time away")
        self.minimised = QCheckBox(_("Lock when the &window is minimised"))
        self.minimised.toggled.connect(self._on_minimised)
        told = _(
            "Nothing half typed is lost. Some desktops tell no program that its window was "
            "minimised: press Ctrl+L there before you go."
        )
        more = _("lock locking minimise minimised hide screen sleep")
        rows = [
            (_("Lock &after"), self.minutes, hint, words),
            (_("Other reasons to lock"), self.minimised, told, more),
        ]
        self._add_card(_("Locking"), rows)

    def _add_elsewhere(self) -> None:
        """Lead to settings that have a page of their own, where the user may open it."""
        ways = [
            (
                "admin",
                _("Organisation, forums, agencies and practitioners"),
                Permission.MANAGE_LISTS,
            ),
            ("change_passphrase", _("Change the passphrase"), Permission.MANAGE_FILE),
            ("backup", _("Folder for backups"), Permission.MANAGE_FILE),
        ]
        holder = QWidget()
        flow = QVBoxLayout(holder)  # below each other: longer words of a language have room
        space(flow, gap=4)
        card = Card(_("On pages of their own"))
        at_most(card, width=_WIDEST)
        found = []
        for page_id, text, permission in ways:
            if self.may(permission):
                made = link_button(text, at_edge=True)
                made.clicked.connect(partial(self.go, page_id))
                flow.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
                found.append(_Found(made, text))
        card.add(holder)
        self._put(card, found)
        set_shown(card, bool(found))

    def _add_card(self, title: str, rows: Sequence[tuple[str, QWidget, str, str]]) -> None:
        card = Card(title)
        at_most(card, width=_WIDEST)
        found = []
        for text, control, hint, words in rows:
            part = FormField(text, control, hint=hint)
            card.add(part)
            found.append(_Found(part, " ".join((title, part.name, hint, words))))
        self._put(card, found)

    def _put(self, card: Card, found: list[_Found]) -> None:
        self._parts.append((card, found))
        row = QHBoxLayout()  # asks the card how high it is at its own width, not the page's
        row.addWidget(card, 1000)
        row.addStretch(1)
        self.body.addLayout(row)

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        words = typed.casefold().split()
        count = 0
        for card, found in self._parts:
            fits = [all(word in one.words.casefold() for word in words) for one in found]
            for one, shown in zip(found, fits, strict=True):
                set_shown(one.part, shown)
            set_shown(card, any(fits))
            count += sum(fits)
        set_shown(self.empty, count == 0)
        announce(self, _("Settings found: {count}").format(count=count))

    def _choose(self, name: str, value: str | int | None) -> None:
        if (
            not self._showing
            and value is not None
            and value != getattr(self._chooser.settings, name)
        ):
            self._chooser.choose(name, value)

    @Slot()
    def _on_theme(self) -> None:
        self._choose("theme", self.theme.value())

    @Slot()
    def _on_text_size(self) -> None:
        self._choose("text_percent", int(self.text_size.value()))

    @Slot()
    def _on_language(self) -> None:
        if self.language is not None:
            self._choose("language", self.language.value())

    @Slot()
    def _on_minutes(self) -> None:
        value = self.minutes.value()
        self._choose("lock_after_minutes", int(value) if value else None)

    @Slot(bool)
    def _on_minimised(self, wanted: bool) -> None:
        self._choose("lock_when_minimised", wanted)


def _language_name(language: str, name: str) -> str:
    """Return the name of a language in itself, and that nobody has read its texts yet.

    Said in both languages whichever is in use, for who cannot read the one.
    """
    return name if is_reviewed(language) else f"{name} (heb ei adolygu / not yet reviewed)"


def _minutes(count: int) -> Choice:
    text = ngettext("{count} minute", "{count} minutes", count)
    return Choice(str(count), text.format(count=count))
