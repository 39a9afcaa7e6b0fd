"""What is typed of a person who is not recorded yet."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from casedesk.catalogue_folder import Labelled
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.i18n import _, catalogue_text
from casedesk.people.catalogue import lists
from casedesk.people.model import Certainty, NewPerson, PersonSought, split_name
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.autosave_form import AutosaveForm, change_signal
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.form_field import FormField
from ui.widgets.showing import set_shown
from ui.widgets.typed_date import TypedDate

NARROW_BELOW = 480
_FOUND_BY = frozenset(("name", "known_as", "address", "postcode", "safe_number", "born"))


class PersonFields(QWidget):
    """Name, birth date and, with `full`, what returns ask for, address and safe contact.

    Other fields (role, relationship) go into the first row with `beside`. Has `draft`, `restore`
    and `changed` for `AutosaveForm`.
    """

    changed = Signal()
    sought_changed = Signal()  # something by which a recorded person could be found

    def __init__(
        self,
        name: str,
        *,
        full: bool = False,
        beside: tuple[FormField, ...] = (),
        letters: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the fields.

        Args:
            name: whom they are about; every control is read out with it.
            full: all that can be said of a person, for the subject of a case.
            beside: further fields for the first row.
            letters: the labels of name and birth date have Alt letters; once on a page.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self._name, self._full = name, full
        self.controls: dict[str, QWidget] = {}
        self._rows: list[tuple[QWidget, list[QWidget]]] = []
        self._beside, self._is_shown = beside, True
        self.column = QVBoxLayout(self)
        space(self.column, (0, 0, 0, 0), 8)
        self._ask_who(beside, letters=letters)
        if full:
            self._ask_everything()
        self.form = AutosaveForm(self.controls, self)
        for key, control in self.controls.items():
            change_signal(control).connect(self._on_changed)
            if key in _FOUND_BY:
                edited = control.textEdited if isinstance(control, QLineEdit) else self.born.changed
                edited.connect(self.sought_changed)

    # -- what is typed --

    def is_empty(self) -> bool:
        """Tell whether nothing is typed that says who it is."""
        return not (self.text("name") or self.text("known_as"))

    def text(self, key: str) -> str:
        """Return what stands in one line, without blanks around it; "" if there is no such line."""
        control = self.controls.get(key)
        return control.text().strip() if isinstance(control, QLineEdit) else ""

    def sought(self) -> PersonSought:
        """Return by what a recorded person can be found."""
        forenames, surname = split_name(self.text("name"))
        return PersonSought(
            surname=surname,
            forenames=forenames,
            known_as=self.text("known_as"),
            born_on=self.born.value(),
            address=self.text("address"),
            postcode=self.text("postcode"),
            telephone=self.text("safe_number"),
        )

    def value(self) -> NewPerson:
        """Return the person as typed; a date that is not right is left out (see `problems`)."""
        forenames, surname = split_name(self.text("name"))
        born_on, certainty = born_of(self.born.typed())
        ethnicity = self._chosen("ethnicity") or ""
        group, _dot, detail = ethnicity.partition(".")
        protected = self.controls.get("protected")
        return NewPerson(
            surname=surname,
            forenames=forenames,
            known_as=self.text("known_as") or None,
            born_on=born_on,
            born_certainty=certainty,
            gender=self._chosen("gender"),
            ethnicity_group=group or None,
            ethnicity_detail=detail or None,
            disabled=self._chosen("disabled"),
            lgbt=self._chosen("lgbt"),
            language=self.text("language") or None,
            interpreter=self._chosen("interpreter"),
            safe_contact_how=self._chosen("safe_how"),
            safe_contact_when=self.text("safe_when") or None,
            safe_contact_number=self.text("safe_number") or None,
            safe_contact_not=self.text("safe_not") or None,
            address=self.text("address"),
            postcode=self.text("postcode") or None,
            address_protected=isinstance(protected, QCheckBox) and protected.isChecked(),
        )

    def show_typed(self, shown: bool) -> None:
        """Show what is asked of the person, or only the fields that stand beside."""
        if shown == self._is_shown:
            return
        self._is_shown = shown
        for row, parts in self._rows:
            for part in parts:
                set_shown(part, shown or part in self._beside)
            set_shown(row, shown or any(part in self._beside for part in parts))

    def draft(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return self.form.collect()

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave; what it does not name becomes empty."""
        self.form.restore({**{name: _blank(one) for name, one in self.controls.items()}, **draft})

    # -- building --

    def _ask_who(self, beside: tuple[FormField, ...], *, letters: bool) -> None:
        """Ask for the name, with the matches below it, and the birth date."""
        self.name_box = self._line("name", _("Full name"))
        self.name_field = FormField(_("F&ull name") if letters else _("Full name"), self.name_box)
        self.born = DateField(self._named(_("Born")), partial=True, unknown=self._full)
        self.controls["born"] = self.born
        self.born_field = FormField(_("&Born") if letters else _("Born"), self.born, if_known=True)
        first = (self.name_field, *(self._known_as() if self._full else beside))
        self._row(*((field, 3 if field is self.name_field else 2) for field in first))
        self.below_name = QVBoxLayout()  # possible matches stand here
        space(self.below_name, gap=0)
        self.column.addLayout(self.below_name)
        self._row((self.born_field, 0), (self._gender(), 1))

    def _known_as(self) -> tuple[FormField]:
        box = self._line("known_as", _("Known as"))
        return (FormField(_("Known as"), box, if_known=True),)

    def _gender(self) -> FormField:
        return self._choice("gender", _("Gender"), lists().gender)

    def _ask_everything(self) -> None:
        self._row(
            (self._field("ethnicity", _("Ethnicity"), self._ethnicity()), 2),
            (self._choice("disabled", _("Disabled"), lists().yes_no), 1),
            (self._choice("lgbt", _("LGBT+"), lists().yes_no), 1),
        )
        self._row(
            (FormField(_("Language"), self._line("language", _("Language")), if_known=True), 1),
            (self._choice("interpreter", _("Interpreter"), lists().interpreter, unknown=False), 1),
        )
        protected = QCheckBox(_("Protect this address"))
        self.controls["protected"] = protected
        self._row(
            (FormField(_("Home address"), self._line("address", _("Home address"))), 4),
            (FormField(_("Postcode"), self._line("postcode", _("Postcode"))), 1),
            (FormField("", protected), 0),
        )
        kinds = [Choice(kind.value, contact_kind_text(kind)) for kind in ContactKind]
        how = ChoiceBox(self._named(_("Safe contact: the only way")), kinds, empty=_("Not limited"))
        self._row(
            (self._field("safe_how", _("Safe contact: the only way"), how), 3),
            (FormField(_("Safe number"), self._line("safe_number", _("Safe number"))), 2),
        )
        must_not = _("Who must not answer")
        self._row(
            (FormField(_("Safe when"), self._line("safe_when", _("Safe when"))), 1),
            (FormField(must_not, self._line("safe_not", must_not)), 1),
        )

    def _named(self, label: str) -> str:
        return f"{self._name}: {label}"

    def _line(self, key: str, label: str) -> QLineEdit:
        box = QLineEdit()
        box.setAccessibleName(self._named(label))
        self.controls[key] = box
        return box

    def _choice(
        self, key: str, label: str, choices: tuple[Labelled, ...], *, unknown: bool = True
    ) -> FormField:
        shown = [*choices, *(lists().unknown if unknown else ())]
        offered = [Choice(one.id, capital(catalogue_text(one.title))) for one in shown]
        box = ChoiceBox(self._named(label), offered, empty="")
        return self._field(key, label, box)

    def _ethnicity(self) -> ChoiceBox:
        return ethnicity_box(self._named(_("Ethnicity")), empty="")

    def _field(self, key: str, label: str, box: ChoiceBox) -> FormField:
        self.controls[key] = box
        return FormField(label, box)

    def _chosen(self, key: str) -> str | None:
        box = self.controls.get(key)
        return (box.value() or None) if isinstance(box, ChoiceBox) else None

    def _row(self, *parts: tuple[QWidget, int]) -> None:
        row = Columns(parts, narrow_below=NARROW_BELOW)
        self._rows.append((row, [part for part, _share in parts]))
        self.column.addWidget(row)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _blank(control: QWidget) -> Any:
    if isinstance(control, DateField):
        return [""] * 5
    if isinstance(control, QCheckBox):
        return False
    return None if isinstance(control, ChoiceBox) else ""


def ethnicity_box(name: str, *, empty: str) -> ChoiceBox:
    """Return the box of ethnic groups with their details; a value is "group.detail"."""
    offered = []
    for group in lists().ethnicity:
        title = catalogue_text(group.title)
        details = ((f"{group.id}.{one.id}", catalogue_text(one.title)) for one in group.details)
        offered += [Choice(key, f"{title}: {detail}") for key, detail in details]
    offered += [Choice(one.id, capital(catalogue_text(one.title))) for one in lists().unknown]
    return ChoiceBox(name, offered, search=True, empty=empty)


def born_of(typed: TypedDate | None) -> tuple[Any, Certainty | None]:
    """Return the day kept of a birth date, and how sure it is."""
    if typed is None:
        return None, None
    if typed.unknown or typed.year is None:
        return None, Certainty.NOT_KNOWN
    day = TypedDate(typed.year, typed.month or 1, typed.day or 1).exact()
    if typed.about:
        return day, Certainty.ABOUT
    if typed.month is None:
        return day, Certainty.YEAR
    return day, Certainty.MONTH if typed.day is None else Certainty.EXACT


def typed_born(born_on: date | None, certainty: Certainty | None) -> TypedDate | None:
    """Return a recorded birth date as it would be typed; the inverse of `born_of`."""
    if certainty is Certainty.NOT_KNOWN:
        return TypedDate(unknown=True)
    if born_on is None:
        return None
    year, month, day = born_on.year, born_on.month, born_on.day
    if certainty is Certainty.ABOUT:
        return (
            TypedDate(year, about=True)
            if (month, day) == (1, 1)
            else TypedDate(year, month, day, about=True)
        )
    if certainty is Certainty.YEAR:
        return TypedDate(year)
    return TypedDate(year, month) if certainty is Certainty.MONTH else TypedDate(year, month, day)
