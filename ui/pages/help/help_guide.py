"""A guide: numbered steps, each with a button that opens its page."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.help.catalogue import Guide, GuideStep
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.resource_files import resource_path
from ui.page import Navigator, PageEntry
from ui.theme.units import at_least, space
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.form_field import plain
from ui.widgets.labels import label
from ui.widgets.picture import Picture
from ui.widgets.reading import Reading


class GuideCard(Card):
    """Shows the steps; a page that the user may not open has no button."""

    def __init__(self, guide: Guide, navigator: Navigator, parent: QWidget | None = None) -> None:
        """Build all steps."""
        title = catalogue_text(guide.title)
        super().__init__(title, parent)
        self._navigator = navigator
        self.reading = Reading(title)
        self.reading.column.addWidget(label(catalogue_text(guide.intro), wrap=True))
        for number, step in enumerate(guide.step, 1):
            self.reading.column.addWidget(self._step(number, step))
        self.reading.column.addStretch(1)
        self.add_full(self.reading)

    def _step(self, number: int, step: GuideStep) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        space(row, gap=8)
        mark = label(str(number), "number")
        at_least(mark, width=28)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        space(words, gap=4)
        words.addWidget(label(catalogue_text(step.title), "strong", wrap=True))
        words.addWidget(label(catalogue_text(step.text), wrap=True))
        if step.keys:
            words.addWidget(label(_("Keys: {keys}").format(keys=_key_names(step)), "quiet"))
        entry = self._where(step)
        if entry is not None:
            opens = link_button(_("Open this page"), "arrow-right", at_edge=True)
            said = _("Open this page: {page}").format(page=plain(entry.title()).rstrip("…"))
            opens.setAccessibleName(said)
            opens.setToolTip(said)
            opens.clicked.connect(partial(self._open, entry.id))
            words.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
        if step.picture:
            shown = _("Picture: {title}").format(title=catalogue_text(step.title))
            words.addWidget(Picture(resource_path("pictures", step.picture), shown))
        row.addLayout(words, 1)
        return holder

    def _where(self, step: GuideStep) -> PageEntry | None:
        """Return the page of a step; for that of a single record the one it is reached from."""
        entry = self._navigator.entries.get(step.page)
        if entry is not None and not entry.on_rail and entry.menu is None:
            return self._navigator.entries.get(entry.under)
        return entry

    def _open(self, page_id: str, _checked: bool = False) -> None:
        self._navigator.open_page(page_id)


def _key_names(step: GuideStep) -> str:
    """Return the keys of a step as the menus show them."""
    native = QKeySequence.SequenceFormat.NativeText
    return with_commas(*(QKeySequence(keys).toString(native) for keys in step.keys))
