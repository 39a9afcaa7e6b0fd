"""What the forms of one use of a power are given, with or without a case; and its words."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from casedesk.i18n import _, catalogue_text, side_by_side, with_commas
from casedesk.interventions.catalogue import power_title, powers
from casedesk.interventions.model import Intervention, InterventionStatus, WholeCourse
from casedesk.overviews.field_titles import field_title
from casedesk.overviews.field_values import field_value
from casedesk.overviews.model import CasePage
from casedesk.workspace.workspace import Workspace
from ui.text_format import breakable, moment_text, short_date
from ui.widgets.date_field import DateField


class PowerHome(Struct, frozen=True):
    """A use of a power as its forms see it: `page` is its case, if it has one."""

    workspace: Workspace
    held: Intervention
    page: CasePage | None

    @property
    def case_id(self) -> int | None:
        """Return the id of the case."""
        return self.held.facts.case_id

    @property
    def people(self) -> Sequence[tuple[int, str]]:
        """Return the id and name of everybody in the case, else of the person on record."""
        if self.page is not None:
            return [(one.person_id, one.name) for one in self.page.people]
        person_id = self.held.facts.person_id
        return [] if person_id is None else [(person_id, person_name(self.held))]

    @property
    def place(self) -> tuple[int | None, str]:
        """Return the place of the case, else the place on record."""
        if self.page is not None and self.page.case.fields.place_id is not None:
            return self.page.case.fields.place_id, self.page.place
        return self.held.facts.place_id, self.held.summary.address or ""

    def day(self, name: str) -> DateField:
        """Return boxes for a day, with a Today button."""
        return DateField(name, today=self.workspace.today)


def person_name(held: Intervention) -> str:
    """Return the name of the person a power was used on."""
    return " ".join(filter(None, (held.summary.forenames, held.summary.surname)))


def course_title(course: WholeCourse) -> str:
    """Return what a course is: "Closure notice to closure order"."""
    first, last = course.records[0].summary, course.records[-1].summary
    if len(course.records) == 1:
        return power_title(first.power_id)
    end = power_title(last.power_id)
    text = _("{notice} to {order}")
    return text.format(notice=power_title(first.power_id), order=end[:1].lower() + end[1:])


def applicant_title(power_id: str, applicant: str) -> str:
    """Return who applied for a power or issued it, by the catalogue's word if it has one."""
    power = powers().get(power_id)
    known = {one.id: one.title for one in power.applicants} if power is not None else {}
    return catalogue_text(known.get(applicant, applicant))


def detail_line(held: Intervention) -> str:
    """Return on whom or what a power was used, by whom, and until when."""
    facts = held.facts
    parts = [person_name(held), held.summary.address or ""]
    if facts.applicant:
        whom = applicant_title(held.summary.power_id, facts.applicant)
        parts.append(_("issued or applied for by {whom}").format(whom=whom))
    if facts.ends_on is not None:
        parts.append(_("ends {day}").format(day=short_date(facts.ends_on)))
    return breakable(side_by_side(*parts))


def warning_lines(course: WholeCourse) -> list[str]:
    """Return the limits passed and the hours that are missing, each a sentence."""
    found = []
    for held in course.records:
        for one in held.warnings:
            why = held.facts.past_limit_reason
            reason = "" if why is None else _("Reason: {reason}").format(reason=why)
            found.append(" ".join(filter(None, (one.sentence, reason))))
        text = _("The hour is missing, so nothing can be counted from it: {event}.")
        found += [text.format(event=event) for event in held.hours_missing]
    return [breakable(one) for one in dict.fromkeys(found)]


def facts_text(held: Intervention) -> str:
    """Return what a record says besides its steps, a line each."""
    facts = held.facts
    pairs = {
        _("How long: {text}"): _length(held),
        _("Terms: {text}"): facts.terms,
        _("Note: {text}"): facts.note,
        _("Issued: {text}"): _moment(facts.issued_at),
        _("Served: {text}"): _moment(facts.served_at),
        _("How it ended: {text}"): _ending(held),
    }
    return breakable("\n".join(text.format(text=value) for text, value in pairs.items() if value))


def struck_text(held: Intervention) -> str:
    """Return what was corrected, a line each."""
    text = _("Corrected: {field}, before: {old}. Reason: {reason}")
    lines = (
        text.format(
            field=field_title(one.field),
            old=field_value(one.field, one.old_value),
            reason=one.reason,
        )
        for one in held.corrections
    )
    return breakable("\n".join(lines))


def _length(held: Intervention) -> str:
    if held.length is None or held.length.is_recorded:
        return "" if held.length is None else held.length.title
    return _("not recorded, so this is counted: {length}").format(length=held.length.title)


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment_text(moment)


def _ending(held: Intervention) -> str:
    words = {
        InterventionStatus.OPEN: "",
        InterventionStatus.ENDED: _("ended"),
        InterventionStatus.REFUSED: _("refused"),
        InterventionStatus.WITHDRAWN: _("withdrawn"),
    }
    day = "" if held.ending.ended_on is None else short_date(held.ending.ended_on)
    return with_commas(words[held.ending.status], day, held.status_reason)
