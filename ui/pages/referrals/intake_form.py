"""The seven sections of a referral, and the referral that stands in them."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.cases.model import RepeatFound
from casedesk.cases.service import preview_repeat
from casedesk.forums.catalogue import Forum
from casedesk.i18n import _, catalogue_text
from casedesk.people.model import NewPerson
from casedesk.referrals.model import NewReferral, ReferralFields
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_entry import PersonEntry
from ui.pages.referrals.intake_criteria import CriteriaSection
from ui.pages.referrals.intake_others import OthersSection
from ui.pages.referrals.intake_place import PlaceSection
from ui.pages.referrals.intake_sections import HappenedSection, ReferrerSection, SharingSection
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.date_field import DateField
from ui.widgets.form_field import FormField
from ui.widgets.section import Section
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State

REFERRER, SUBJECT, OTHERS, PLACE, CRITERIA, HAPPENED, SHARING = range(1, 8)


class SubjectSection(Section):
    """Whom the referral is about, in the forum's word for it."""

    def __init__(self, number: int, workspace: Workspace, forum: Forum) -> None:
        """Build the section."""
        super().__init__(number, capital(catalogue_text(forum.subject_label)))
        self.entry = PersonEntry(workspace, self.title, full=True, letters=True)
        for tool in self.entry.tools():
            self.add_tool(tool)
        self.add(self.entry)

    def show_forum(self, forum: Forum) -> None:
        """Use another forum's word."""
        self.title = capital(catalogue_text(forum.subject_label))
        self.set_title(self.title)
        self.entry.set_name(self.title)
        self.setAccessibleName(f"{self.number} {self.title}")

    def how_far(self) -> State:
        """Tell how far the section is."""
        entry = self.entry
        if entry.is_empty():
            return State.OPEN
        whole = entry.fields.born.typed() is not None and not entry.found.rows
        return State.GOOD if entry.person is not None or whole else State.WARN


class IntakeForm(QWidget):
    """Holds the sections; knows nothing of saving and drafts."""

    repeat_may_differ = Signal()  # person, others, forum or date are another

    def __init__(self, workspace: Workspace, forum: Forum) -> None:
        """Build an empty form for a forum."""
        super().__init__()
        self._workspace, self.forum = workspace, forum
        self.referrer = ReferrerSection(REFERRER, workspace.today)
        self.subject = SubjectSection(SUBJECT, workspace, forum)
        self.others = OthersSection(OTHERS, workspace, forum)
        self.place = PlaceSection(PLACE, workspace)
        self.criteria = CriteriaSection(CRITERIA, forum)
        self.happened = HappenedSection(HAPPENED)
        self.sharing = SharingSection(SHARING, workspace.today)
        column = QVBoxLayout(self)
        space(column, gap=8)
        for section in self.sections():
            column.addWidget(section)
        self.show_forum(forum)
        self.subject.entry.person_changed.connect(self.repeat_may_differ)
        self.others.people_changed.connect(self.repeat_may_differ)
        for field in (self.referrer.received, self.happened.happened):
            field.changed.connect(self._on_date)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections in page order."""
        return (
            self.referrer, self.subject, self.others, self.place, self.criteria, self.happened,
            self.sharing,
        )  # fmt: skip

    def states(self) -> dict[int, State]:
        """Return how far each section is, by number."""
        parts = (self.referrer, self.subject, self.others, self.place, self.criteria,
                 self.happened, self.sharing)  # fmt: skip
        return {part.number: part.how_far() for part in parts}

    def controls(self) -> dict[str, QWidget]:
        """Return every part with a draft, by its name in the draft."""
        return {
            **self.referrer.controls,
            "subject": self.subject.entry,
            "others": self.others,
            **self.place.controls,
            **self.criteria.controls,
            **self.happened.controls,
            **self.sharing.controls,
        }

    def first_control(self, number: int) -> QWidget:
        """Return where the focus goes when a section is gone to."""
        people = self.others.people
        others = people[-1].entry.first_control() if people else self.others.add_button
        lines = list(self.criteria.lines.values())
        ways: dict[int, Callable[[], QWidget]] = {
            REFERRER: lambda: self.referrer.agency.boxes[0],
            SUBJECT: self.subject.entry.first_control,
            OTHERS: lambda: others,
            PLACE: lambda: self.place.address,
            CRITERIA: lambda: lines[0].tick if lines else self.criteria.tool,
            HAPPENED: lambda: self.happened.words,
            SHARING: lambda: self.sharing.told,
        }
        return ways[number]()

    def show_forum(self, forum: Forum) -> None:
        """Use the words, roles, criteria and basis of a forum; what is typed stays."""
        self.forum = forum
        for section in (self.subject, self.others, self.sharing):
            section.show_forum(forum)
        if self.criteria.draft().keys() != {one.id for one in forum.criteria}:
            self.criteria.show_forum(forum)
        set_shown(self.subject, any(role.subject for role in forum.person_roles))
        self.repeat_may_differ.emit()

    def repeat(self) -> RepeatFound | None:
        """Return what the forum's rule finds for the recorded people chosen so far."""
        person = self.subject.entry.person
        if person is None:
            return None
        return preview_repeat(
            self._workspace,
            self.forum.id,
            person.id,
            self.others.compared_ids(),
            self.referrer.received.value() or self._workspace.today(),
            happened_on=self.happened.happened.value(),
        )

    def refresh(self) -> None:
        """Show what is recorded by now of the people used."""
        for entry in self._entries():
            entry.refresh()

    def referral(self, not_a_repeat: str) -> NewReferral:
        """Return the referral as it stands; what cannot be read is left out (see `problems`)."""
        hears_people = any(role.subject for role in self.forum.person_roles)
        return NewReferral(
            forum_id=self.forum.id,
            fields=self._fields(),
            subject=self.subject.entry.value() if hears_people else None,
            agencies=self.referrer.agency.values(),
            others=self.others.values(),
            criteria=self.criteria.values(),
            address=self.place.address.text().strip(),
            postcode=self.place.postcode.text().strip() or None,
            not_a_repeat_reason=not_a_repeat,
            different=tuple(pair for entry in self._entries() for pair in entry.told_apart()),
        )

    def problems(self) -> dict[str, str]:
        """Return what was typed that cannot be read, by field; services judge the rest."""
        fields = dict(self.fields())
        found = {
            name: field.control.problem()
            for name, field in fields.items()
            if isinstance(field.control, DateField)
        }
        for name, text in (
            ("children_in_household", _("Enter the number of children as a figure")),
            ("risk_score", _("Enter the score as a figure")),
        ):
            box = fields[name].control
            typed = box.text().strip() if isinstance(box, QLineEdit) else ""
            found[name] = "" if not typed or _figure(typed) is not None else text
        found["agencies"] = self.referrer.agency.problem()
        return {name: problem for name, problem in found.items() if problem}

    def fields(self) -> list[tuple[str, FormField]]:
        """Return all fields that a problem can stand at, by name, in page order."""
        typed = self.subject.entry.fields
        named: list[tuple[str, FormField]] = [
            *self.referrer.fields.items(),
            ("subject", typed.name_field),
            ("subject_born", typed.born_field),
        ]
        for number, person in enumerate(self.others.people, start=1):
            named += [("others", person.role_field)] if number == 1 else []
            named.append((f"born_{number}", person.entry.fields.born_field))
        named.append(("children_in_household", self.others.children_field))
        for section in (self.place, self.criteria, self.happened, self.sharing):
            named += section.fields.items()
        return named

    def field_of(self, problem: str) -> str:
        """Return the field at which a service's problem stands: whose birth date it is."""
        if problem == "surname":
            return "subject"
        if problem != "born_on":
            return problem
        today = self._workspace.today()
        typed = {"subject_born": self.subject.entry.value()} | {
            f"born_{number}": person.entry.value()
            for number, person in enumerate(self.others.people, start=1)
        }
        days = {
            name: abs((one.born_on - today).days) + 40_000 * (one.born_on > today)
            for name, one in typed.items()
            if isinstance(one, NewPerson) and one.born_on is not None
        }
        return max(days, key=lambda name: days[name], default="subject")

    def _entries(self) -> list[PersonEntry]:
        return [self.subject.entry, *(person.entry for person in self.others.people)]

    def _fields(self) -> ReferralFields:
        return ReferralFields(
            received_on=self.referrer.received.value(),
            referrer_name=self.referrer.name.text().strip() or None,
            referrer_telephone=self.referrer.telephone.text().strip() or None,
            reason=self.happened.words.toPlainText().strip(),
            happened_on=self.happened.happened.value(),
            children_in_household=_figure(self.others.children_box.text()),
            risk_tool_id=self.criteria.tool.value() or None,
            risk_score=_figure(self.criteria.score.text()),
            professional_judgement=self.criteria.judgement.text().strip() or None,
            told_and_wants=self.sharing.told.value(),
            told_note=self.sharing.told_note.text().strip() or None,
            safe_to_tell=self.sharing.safe.value(),
            safe_note=self.sharing.safe_note.text().strip() or None,
            lawful_basis_id=self.sharing.basis.value(),
        )

    @Slot()
    def _on_date(self) -> None:
        self.repeat_may_differ.emit()


def _figure(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() else None
