"""The page "Help": what there is at the left, the text at the right."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from casedesk.help.catalogue import guides
from casedesk.i18n import _, catalogue_text
from casedesk.security.roles import roles
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.pages.help.help_about import AboutCard
from ui.pages.help.help_contents import ContentsRow
from ui.pages.help.help_glossary import GlossaryCard
from ui.pages.help.help_guide import GuideCard
from ui.pages.meetings.meeting_rows import Heading
from ui.theme.units import at_least
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.painted_list import PaintedList

GLOSSARY, ABOUT = "glossary", "about"
LOWEST, NARROW = 240, 640


class HelpPage(Page):
    """Shows one guide, the glossary or About; each is made when it is first wanted."""

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the contents; the guide of the user's own role is shown first."""
        super().__init__(workspace, bus, navigator)
        self._shown: dict[str, QWidget] = {}
        self.contents = PaintedList(_("Contents"))
        own = workspace.user.role_id
        self._first = own if own in guides() else next(iter(guides()))
        self.contents.show_rows([Heading(_("Your first ten minutes")), *self._guide_rows(),
                                 Heading(_("Look up")),
                                 ContentsRow(GLOSSARY, _("Glossary")),
                                 ContentsRow(ABOUT, _("About CaseDesk"))])  # fmt: skip
        rows = self.contents.rows()
        at_least(self.contents, width=240, height=sum(row.height(240) for row in rows) + 2)
        self.contents.chosen.connect(self._show)
        left = Card(_("Contents"))
        left.add_full(self.contents)
        self.texts = QStackedWidget()
        at_least(self.texts, height=LOWEST)
        self.body.addWidget(Columns([(left, 0), (self.texts, 1)], narrow_below=NARROW), 1)

    def title(self) -> str:
        return _("Help")

    def open_record(self, record: str) -> None:
        """Open a part: the id of a guide, the glossary or About."""
        self._go(record)

    def refresh(self) -> None:
        """Show the first guide, unless a part was asked for."""
        if self.contents.current_id() is None:
            self._go(self._first)

    def first_focus(self) -> QWidget:
        return self.contents

    def panes(self) -> list[QWidget]:
        return [self.contents, self.texts]

    def search_box(self) -> QWidget | None:
        shown = self.texts.currentWidget()
        return shown.search if isinstance(shown, GlossaryCard) else None

    def _guide_rows(self) -> list[ContentsRow]:
        """Return the guides, the user's own first."""
        ordered = sorted(guides().values(), key=lambda guide: guide.id != self._first)
        return [ContentsRow(guide.id, catalogue_text(roles()[guide.id].title)) for guide in ordered]

    def _go(self, part: str) -> None:
        if self.contents.select_id(part):
            self._show(part)

    @Slot(object)
    def _show(self, part: str) -> None:
        if part not in self._shown:
            make: dict[str, Callable[[], QWidget]] = {GLOSSARY: GlossaryCard, ABOUT: AboutCard}
            guide = guides().get(part)
            self._shown[part] = make[part]() if guide is None else GuideCard(guide, self.navigator)
            self.texts.addWidget(self._shown[part])
        self.texts.setCurrentWidget(self._shown[part])
