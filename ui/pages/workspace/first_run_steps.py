"""The steps of setting up a partnership file, each checks itself; see `recovery_step` too."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _, catalogue_text, sort_key
from ui.file_choice import ask_folder, start_folder
from ui.theme.units import at_least, px, space
from ui.widgets.buttons import button, link_button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.new_passphrase_form import NewPassphraseForm

LEAST_FORUMS, BESIDE_FORUMS = 160, 356  # height of their list, and of all above and below it
_LONGEST_LINE = 48  # letters of a forum's title


class Step(QWidget):
    """One step; `problem()` is what keeps it from being done, or an empty text."""

    title = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty column."""
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        space(self.column, gap=8)

    def is_done(self) -> bool:
        """Check what was typed; on a problem say so beside the field and put the focus there."""
        return True


class PlaceStep(Step):
    """Where the partnership file is kept; or another way to begin."""

    practice_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        """Propose the user's own documents folder."""
        super().__init__()
        welcome = _(
            "CaseDesk keeps the records of your partnership in one encrypted file on this "
            "computer. To look around first, try it with practice data."
        )
        self.name = QLineEdit(_("partnership"))
        self.folder = QLineEdit(start_folder())
        self.browse = button(_("Bro&wse…"), "folder-open")
        self.name_field = FormField(_("&Name of the file"), self.name)
        self.folder_field = FormField(
            _("&Folder"),
            self.folder,
            hint=_("On this computer: not on a network share, not in OneDrive or Dropbox."),
        )
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.folder_field, 1)
        row.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addWidget(label(welcome, wrap=True))
        self.column.addWidget(self.name_field)
        self.column.addLayout(row)
        self.column.addWidget(self._other_ways())
        self.column.addStretch(1)
        self.browse.clicked.connect(self._on_browse)
        self.setFocusProxy(self.name)

    def _other_ways(self) -> QWidget:
        ways = QWidget()
        row = FlowLayout(ways)
        space(row, gap=16)
        self.practice_button = link_button(_("&Try with practice data"), at_edge=True)
        self.practice_button.clicked.connect(self.practice_wanted)
        there = link_button(_("&Open a file that is there already"), at_edge=True)
        there.clicked.connect(self.open_wanted)
        for link in (self.practice_button, there):
            row.addWidget(link)
        return ways

    def target(self) -> Path:
        """Return the folder that will be made."""
        name = self.name.text().strip().removesuffix(".casedesk")
        return Path(self.folder.text().strip()).expanduser() / f"{name}.casedesk"

    def is_done(self) -> bool:
        """Check that there is a name, and a folder to put it in."""
        named, there = bool(self.name.text().strip()), self.target().parent.is_dir()
        self.name_field.show_problem("" if named else _("Give the file a name."))
        self.folder_field.show_problem("" if there else _("Choose a folder that exists."))
        return none_wrong(self.name_field, self.folder_field)

    @Slot()
    def _on_browse(self) -> None:
        title = _("Where to keep the partnership file")
        chosen = ask_folder(self, title, self.folder.text())
        if chosen:
            self.folder.setText(chosen)


class PassphraseStep(Step):
    """The passphrase, twice."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.form = NewPassphraseForm()
        self.column.addWidget(self.form)
        self.column.addWidget(
            label(
                _(
                    "There is no reset. Without the passphrase or the recovery key nobody can "
                    "read the records."
                ),
                "strong",
                wrap=True,
            )
        )
        self.column.addStretch(1)
        self.setFocusProxy(self.form)

    def is_done(self) -> bool:
        """Check that both boxes agree and the passphrase is long enough."""
        from casedesk.workspace.passphrases import passphrase_problem  # noqa: PLC0415 - see ui.start

        problem = passphrase_problem(self.form.text())
        self.form.first_field.show_problem(problem)
        if problem:
            self.form.first.setFocus()
        if problem or self.form.agrees():
            return not problem
        self.form.second_field.go()
        return False


class OrganisationStep(Step):
    """Whose file it is, who works with it, and which forums are in use."""

    def __init__(self) -> None:
        """Offer every forum of the catalogue; the common ones are ticked."""
        super().__init__()
        self.organisation = QLineEdit()
        self.user_name = QLineEdit()
        self.organisation_field = FormField(
            _("&Partnership"), self.organisation, hint=_("As it should stand on every page.")
        )
        self.user_field = FormField(_("&Your name"), self.user_name)
        self.column.addWidget(self.organisation_field)
        self.column.addWidget(self.user_field)
        self.column.addWidget(label(_("Forums in use"), "strong"))
        self.forums: dict[str, QCheckBox] = {}
        self._offer_forums()
        self.setFocusProxy(self.organisation)

    def is_done(self) -> bool:
        """Check that the partnership and the user have a name."""
        named = bool(self.organisation.text().strip())
        self.organisation_field.show_problem("" if named else _("Enter the partnership's name."))
        known = bool(self.user_name.text().strip())
        self.user_field.show_problem("" if known else _("Enter your name."))
        return none_wrong(self.organisation_field, self.user_field)

    def forums_in_use(self) -> list[str]:
        """Return the ids of the ticked forums."""
        return [forum_id for forum_id, box in self.forums.items() if box.isChecked()]

    def _offer_forums(self) -> None:
        from casedesk.forums.catalogue import forums  # noqa: PLC0415 - see ui.start

        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)  # the longest name needs the whole width
        space(column, gap=0)
        titles = {one.id: catalogue_text(one.title) for one in forums().values()}
        for forum_id, title in sorted(titles.items(), key=lambda one: sort_key(one[1])):
            box = QCheckBox(_in_two(title).replace("&", "&&"))
            box.setAccessibleName(title)
            box.setChecked(forum_id in {"marac", "jag"})
            box.setProperty("lines", box.text().count("\n") + 1)  # see the style sheet
            column.addWidget(box)
            self.forums[forum_id] = box
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each box scrolls itself into sight
        area.setWidget(inside)
        at_least(area, height=LEAST_FORUMS)
        self._area = area
        self.column.addWidget(area, 1)

    def fit_into(self, window_height: int) -> None:
        """Let the list of forums alone scroll, so that what leads on stays in sight."""
        left = window_height - px(BESIDE_FORUMS)
        self._area.setMaximumHeight(max(px(LEAST_FORUMS), left))


def _in_two(title: str) -> str:
    """Break a very long title into two lines: the text of a box does not wrap by itself."""
    place = title.rfind(" ", 0, _LONGEST_LINE) if len(title) > _LONGEST_LINE else -1
    return title if place < 0 else f"{title[:place]}\n{title[place + 1 :]}"


def none_wrong(*fields: FormField) -> bool:
    """Tell whether no field has a problem; the focus goes to the first that has one."""
    wrong = [field for field in fields if field.problem]
    if wrong:
        wrong[0].go()
    return not wrong
