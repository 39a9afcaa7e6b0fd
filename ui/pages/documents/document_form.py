"""What is asked of a document: which, for whom, as what file, in what print, where to."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.documents.contents import Offer
from casedesk.documents.model import (
    DocumentKind,
    FileFormat,
    Subject,
    Wanted,
    kind_text,
)
from casedesk.i18n import _, available_languages, language
from ui.file_choice import ask_folder
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown


class DocumentForm(Card):
    """The choices; `changed` after each that changes the document."""

    changed = Signal()

    def __init__(self) -> None:
        """Build without a record."""
        super().__init__(_("Document"))
        self._offer: Offer | None = None
        self.kind = ChoiceBox(_("Document"), [])
        self.letter = ChoiceBox(_("Letter"), [])
        self.letter_field = FormField(_("&Letter"), self.letter)
        self.recipient = ChoiceBox(_("For"), [], search=True)
        self.large = QCheckBox(_("Large pri&nt"))
        spoken = [Choice(one, name) for one, name in available_languages().items()]
        self.language = ChoiceBox(_("Language of the document"), spoken)
        self.language.set_value(language())
        self.language_field = FormField(_("Lang&uage"), self.language)
        set_shown(self.language_field, len(spoken) > 1)
        formats = [(FileFormat.PDF.value, _("PDF")), (FileFormat.DOCX.value, _("Word (.docx)"))]
        self.written_as = Segmented(_("Kind of file"), formats)
        self.folder = QLineEdit()
        self.folder_field = FormField(_("Fol&der"), self.folder)
        for part in (
            FormField(_("D&ocument"), self.kind),
            self.letter_field,
            FormField(_("Fo&r"), self.recipient, hint=_("Who is going to have it.")),
            self.language_field,
            self.large,
            self._format_row(),
            self._folder_row(),
        ):
            self.add(part)
        self.kind.chosen.connect(self._on_kind)
        self.letter.chosen.connect(self.changed)
        self.recipient.chosen.connect(self.changed)
        self.language.chosen.connect(self.changed)
        self.large.toggled.connect(self.changed)

    def column_on(self, holder: QWidget) -> QVBoxLayout:
        """Put this form at the head of a column on `holder` and return it."""
        column = QVBoxLayout(holder)
        space(column, gap=16)
        column.addWidget(self)
        return column

    def show_offer(self, found: Offer) -> None:
        """Offer what can be made of a record; what was chosen stays where it still can be."""
        self._offer = found
        blocked = self.kind.blockSignals(True)
        self.kind.set_choices([Choice(one.value, kind_text(one)) for one in found.kinds])
        if self.kind.value() is None and found.kinds:
            self.kind.set_value(found.kinds[0].value)
        self.kind.blockSignals(blocked)
        self.letter.blockSignals(True)
        self.letter.set_choices([Choice(*one) for one in found.letters])
        if self.letter.value() is None and found.letters:
            self.letter.set_value(found.letters[0][0])
        self.letter.blockSignals(False)
        self._show_letter()
        self.recipient.set_choices([Choice(one.key, one.name) for one in found.recipients])

    def forget_recipient(self) -> None:
        """Ask for the recipient anew: it is never taken over from another record."""
        blocked = self.recipient.blockSignals(True)
        self.recipient.set_value(None)
        self.recipient.blockSignals(blocked)

    def wanted(self, subject: Subject) -> Wanted | None:
        """Return what is chosen; None until everything is."""
        recipients = () if self._offer is None else self._offer.recipients
        to = next((one for one in recipients if one.key == self.recipient.value()), None)
        kind = self.kind.value()
        if to is None or kind is None:
            return None
        letter = (self.letter.value() or "") if kind == DocumentKind.LETTER else ""
        large, spoken = self.large.isChecked(), self.language.value() or ""
        return Wanted(DocumentKind(kind), subject, to, letter, large_print=large, language=spoken)

    def where(self) -> Path | None:
        """Return the folder typed; None if there is none."""
        typed = self.folder.text().strip()
        folder = Path(typed).expanduser()
        return folder if typed and folder.is_dir() else None

    def show_folder_problem(self, problem: str) -> None:
        """Say what is wrong with the folder."""
        self.folder_field.show_problem(problem)
        if problem:
            self.folder.setFocus()

    def _format_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row)
        row.addWidget(self.written_as)
        row.addStretch(1)
        return row

    def _folder_row(self) -> QHBoxLayout:
        browse = button(_("&Browse…"), "folder-open")
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.folder_field, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _show_letter(self) -> None:
        set_shown(self.letter_field, self.kind.value() == DocumentKind.LETTER)

    @Slot()
    def _on_kind(self) -> None:
        self._show_letter()
        self.changed.emit()

    @Slot()
    def _on_browse(self) -> None:
        chosen = ask_folder(self, _("Folder for the document"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
