"""The glossary: every word of the window with its meaning, narrowed as one types."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.help.catalogue import Term, glossary
from casedesk.i18n import _, catalogue_text
from ui.text_format import capital, number
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.clearable_line import ClearableLine
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.reading import Reading
from ui.widgets.showing import set_shown

SPOKEN_AT_MOST, AT_ONCE = 3, 8


class GlossaryCard(Card):
    """Shows the words in the order of the alphabet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build all of them."""
        super().__init__(_("Glossary"), parent)
        self.search = ClearableLine()
        self.search.textChanged.connect(self._narrow)
        self.add_block(FormField(_("Search the &glossary"), self.search), margins=(12, 4, 12, 8))
        self.reading = Reading(_("Glossary"))
        self.empty = label(_("No word matches. Try a part of it."), "quiet", wrap=True)
        set_shown(self.empty, False)
        self.reading.column.addWidget(self.empty)
        self._terms: list[tuple[str, str, QWidget]] = []
        self._waiting = sorted(map(_shown, glossary().values()))
        self.reading.column.addStretch(1)
        self.add_full(self.reading)
        self._add_terms(AT_ONCE)
        self._clock = QTimer(self, interval=0)  # the rest would keep the page back
        self._clock.timeout.connect(self._add_some)
        self._clock.start()

    def words(self) -> list[str]:
        """Return the words shown."""
        self._add_terms(len(self._waiting))
        return [title for title, meaning, _part in self._terms if self._fits(title, meaning)]

    def _add_terms(self, count: int) -> None:
        now, self._waiting = self._waiting[:count], self._waiting[count:]
        column = self.reading.column
        for title, meaning in now:
            self._terms.append((title, meaning, _term(title, meaning)))
            column.insertWidget(column.count() - 1, self._terms[-1][2])

    def _fits(self, title: str, meaning: str) -> bool:
        wanted = self.search.text().casefold().split()
        return all(word in f"{title} {meaning}".casefold() for word in wanted)

    @Slot()
    def _add_some(self) -> None:
        self._add_terms(AT_ONCE)
        if not self._waiting:
            self._clock.stop()

    @Slot()
    def _narrow(self) -> None:
        self._add_terms(len(self._waiting))
        found = []
        for title, meaning, part in self._terms:
            fits = self._fits(title, meaning)
            set_shown(part, fits)
            if fits:
                found.append(f"{title}: {meaning}")
        set_shown(self.empty, not found)
        said = [_("Found: {count}").format(count=number(len(found)))]
        announce(self.search, ". ".join(said + (found if len(found) <= SPOKEN_AT_MOST else [])))


def _shown(term: Term) -> tuple[str, str]:
    return capital(catalogue_text(term.title)), capital(catalogue_text(term.meaning))


def _term(title: str, meaning: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, gap=0)
    column.addWidget(label(title, "strong", wrap=True))
    column.addWidget(label(meaning, wrap=True))
    return holder
