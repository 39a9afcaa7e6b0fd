"""The tabs of the page "Admin", each made when it is first gone to."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.agencies.service import own_names, practitioners
from casedesk.cases.catalogue import retention
from casedesk.cases.review_times import review_times
from casedesk.documents.letterhead import letterhead
from casedesk.documents.own_letters import letter_list
from casedesk.forums.service import forum_settings
from casedesk.i18n import _, catalogue_text
from casedesk.people.catalogue import lists
from casedesk.workspace.marking import page_marking
from casedesk.workspace.workspace import Workspace
from ui.pages.admin.admin_letters import LetterheadCard, LettersTab
from ui.pages.admin.admin_marking import MarkingCard
from ui.pages.admin.admin_retention import retention_tab
from ui.pages.parts.list_tab import ListTab, Tool
from ui.table_models.admin_table import (
    agency_columns,
    agency_rows,
    forum_columns,
    forum_rows,
    list_columns,
    list_rows,
    practitioner_columns,
    practitioner_rows,
    retention_rows,
    role_columns,
    role_rows,
)
from ui.text_format import long_date
from ui.theme.units import at_most, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form_field import FormField
from ui.widgets.labels import label

TABS = (
    *("organisation", "forums", "agencies", "practitioners", "letters", "lists", "roles"),
    "retention",
)
_WIDEST = 760


class AdminTabs(QObject):
    """Holds the tabs in order; `wanted` asks for a form or an act."""

    wanted = Signal(str, object)  # kind, id of its record

    def __init__(self, workspace: Workspace) -> None:
        """Make an empty place for each tab."""
        super().__init__()
        self._workspace = workspace
        self._stale = set(TABS)
        self.parts: dict[str, ListTab] = {}
        self.organisation = OrganisationTab()
        self.organisation.button.clicked.connect(self._on_names)
        self.organisation.head.wanted.connect(self.wanted)
        self.organisation.marking.wanted.connect(self.wanted)
        self.letters = LettersTab()
        self._places = {name: QStackedWidget() for name in TABS}
        self._places["organisation"].addWidget(self.organisation)
        self._builders: dict[str, Callable[[], ListTab]] = {
            "forums": self._forums,
            "agencies": self._agencies,
            "practitioners": self._practitioners,
            "letters": lambda: self.letters,
            "lists": lambda: _read_only(_("Lists"), list_columns()),
            "roles": lambda: _read_only(_("Roles"), role_columns()),
            "retention": retention_tab,
        }

    def places(self) -> list[QWidget]:
        """Return where the tabs stand, in order."""
        return [self._places[name] for name in TABS]

    def titles(self) -> list[str]:
        """Return the words of the tabs."""
        return [
            _("Organisation"),
            _("Forums"),
            _("Agencies"),
            _("Practitioners"),
            _("Letters"),
            _("Lists"),
            _("Roles"),
            _("Retention"),
        ]

    def has_changed(self) -> None:
        """Take every tab as out of date."""
        self._stale = set(TABS)

    def fill(self, place: int) -> None:
        """Make the tab at `place` if need be, and show what is recorded now."""
        name = TABS[place]
        if name != "organisation" and name not in self.parts:
            self.parts[name] = part = self._builders[name]()
            part.wanted.connect(self.wanted)
            self._places[name].addWidget(_with_note(part, _notes().get(name, "")))
        if name in self._stale:
            self._stale.discard(name)
            self._show(name)

    def focus_part(self, place: int) -> QWidget:
        """Return what gets the focus on a tab."""
        part = self.parts.get(TABS[place])
        return self.organisation.button if part is None else part.focus_part()

    def _show(self, name: str) -> None:
        workspace = self._workspace
        if name == "organisation":
            self.organisation.show_names(workspace)
        elif name == "forums":
            self.parts[name].show_rows(forum_rows(forum_settings(workspace)))
        elif name == "agencies":
            self.parts[name].show_rows(agency_rows(own_names(workspace)))
        elif name == "practitioners":
            found = practitioners(workspace, with_left=True)
            self.parts[name].show_rows(practitioner_rows(found))
        elif name == "letters":
            self.letters.show_letters(letter_list(workspace))
        elif name == "lists":
            self.parts[name].show_rows(list_rows())
        elif name == "roles":
            self.parts[name].show_rows(role_rows())
        else:
            self.parts[name].show_rows(retention_rows(review_times(workspace)))

    def _forums(self) -> ListTab:
        tools = [
            Tool("use", _("Use or stop using"), icon="check"),
            Tool("rule", _("Set the repeat rule")),
            Tool("catalogue_rule", _("Go back to the catalogue's rule")),
        ]
        return ListTab(_("Forums"), forum_columns(), "", tools, "rule", may_change=True)

    def _agencies(self) -> ListTab:
        tools = [
            Tool("add_name", _("Add a name of ours"), icon="plus"),
            Tool("drop_name", _("Stop using a name")),
        ]
        return ListTab(_("Agencies"), agency_columns(), "", tools, "add_name", may_change=True)

    def _practitioners(self) -> ListTab:
        tools = [
            Tool("add_practitioner", _("Add a practitioner"), for_row=False, icon="user-plus"),
            Tool("correct_practitioner", _("Correct"), icon="pencil"),
            Tool("leaves", _("Leaves")),
            Tool("practitioner_error", _("Recorded in error")),
        ]
        empty = _("No practitioner yet. Add who attends meetings and owns actions.")
        columns, opens = practitioner_columns(), "correct_practitioner"
        return ListTab(_("Practitioners"), columns, empty, tools, opens, may_change=True)

    def _on_names(self, _checked: bool = False) -> None:
        self.wanted.emit("organisation", None)


class OrganisationTab(QScrollArea):
    """Whose file this is, how its pages are marked, who is at work."""

    def __init__(self) -> None:
        """Build the cards."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each button scrolls itself into sight
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Organisation"))
        self.names = {name: label("", "strong", wrap=True) for name in ("file", "user")}
        self.button = button(_("Change the &names"), "pencil")
        card = Card(_("The partnership"))
        at_most(card, width=_WIDEST)
        card.add(FormField(_("Name"), self.names["file"]))
        card.add(FormField(_("At work"), self.names["user"]))
        card.add_tool(self.button)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        space(column, gap=16)
        # As high as the cards would like: Qt measured them before their words had come.
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setWidget(inside)
        self.marking, self.head = MarkingCard(), LetterheadCard()
        column.addWidget(card)
        column.addWidget(self.marking)
        column.addWidget(self.head)
        column.addStretch(1)

    def show_names(self, workspace: Workspace) -> None:
        """Show the names in force."""
        user = workspace.user
        self.names["file"].setText(workspace.file.organisation or _("Not named yet"))
        named = _("{name}, {role}").format(name=user.name, role=user.role_title)
        self.names["user"].setText(named)
        self.marking.show_marking(page_marking(workspace))
        self.head.show_head(letterhead(workspace))


def _read_only(name: str, columns: Any) -> ListTab:
    return ListTab(name, columns, "", [], "", may_change=False)


def _notes() -> dict[str, str]:
    """Return what is said above a tab that nobody can change here."""
    held = retention()
    kept = _(
        "A closed case gets the day of its review by these times, and shows it on its page. That "
        "is all they do today: nothing is erased, and no list of cases that are due is made."
    )
    source = _("Source: {source}. As of {day}.").format(
        source="; ".join(catalogue_text(one) for one in held.source), day=long_date(held.as_of)
    )
    doubt = " ".join(_("In doubt: {what}.").format(what=catalogue_text(one)) for one in held.unsure)
    answers = _("The answers that forms offer. Source: {source}.").format(
        source="; ".join(catalogue_text(one) for one in lists().source)
    )
    return {
        "forums": _(
            "Forums in use are offered for referrals and meetings. Records of others stay."
        ),
        "letters": _(
            "A letter is a file with words, and places such as {place}. Save a copy, change its "
            "words and add it: with its own id it replaces the old one, with another it is new."
        ).format(place="{recipient}"),
        "lists": answers,
        "roles": _("What each role may do. You work as the role beside your name below."),
        "retention": " ".join(part for part in (kept, source, doubt) if part),
    }


def _with_note(part: QWidget, note: str) -> QWidget:
    if not note:
        return part
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, gap=8)
    column.addWidget(label(note, "quiet", wrap=True))
    column.addWidget(part, 1)
    return holder
