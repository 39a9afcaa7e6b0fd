"""A risk form: the questions of a tool, its score, judgement, and who filled it in when."""

from datetime import date

from msgspec import Struct
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.agencies.catalogue import agencies
from casedesk.cases.case_life import case_details
from casedesk.cases.people_in_case import people_of_case
from casedesk.errors import InputError
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part
from casedesk.i18n import _, catalogue_text
from casedesk.risk.catalogue import RiskTool, risk_tool_version, risk_tools
from casedesk.risk.model import Assessment, AssessmentSummary, NewAssessment
from casedesk.risk.service import assessments_of_case, get_assessment, score_so_far
from casedesk.risk.words import not_complete
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import labelled
from ui.pages.risk.risk_judgement import RiskJudgement
from ui.pages.risk.risk_score import RiskScore, of_same_kind
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.catalogue_form import CatalogueForm, FormQuestion
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

Record = tuple[int, str | None, int | None]


class AboutForm(Struct, frozen=True):
    """Which form this is: the case, its subject, the tool in its version, what is corrected."""

    case_id: int
    reference: str
    person_id: int | None
    tool: RiskTool
    previous: AssessmentSummary | None
    corrected: Assessment | None

    @property
    def draft_name(self) -> str:
        """Return under which name a draft of this form is kept."""
        one = self.corrected.summary.id if self.corrected is not None else "new"
        return f"risk/{self.case_id}/{self.tool.id}/{one}"


def about_form(workspace: Workspace, record: Record) -> AboutForm:
    """Gather what a form needs; without a tool that of the case's forum is taken.

    Raises:
        NotFoundError: the case or the assessment is no longer there.
    """
    case_id, tool_id, assessment_id = record
    case = case_details(workspace, case_id)
    corrected = None if assessment_id is None else get_assessment(workspace, assessment_id)
    if corrected is not None:
        kept = risk_tool_version(corrected.summary.tool_id, corrected.summary.tool_version)
        tool = kept or risk_tools()[corrected.summary.tool_id]
        person_id = corrected.summary.person_id
    else:
        usual = forums()[case.forum_id].default_risk_tool or next(iter(risk_tools()))
        tool = risk_tools()[tool_id or usual]
        people = people_of_case(workspace, case_id)
        person_id = next((one.person_id for one in people if one.part is Part.SUBJECT), None)
    history = assessments_of_case(workspace, case_id)
    previous = of_same_kind(history, tool, person_id, assessment_id)
    return AboutForm(case_id, case.reference, person_id, tool, previous, corrected)


class RiskForm(QWidget):
    """Questions, judgement, and who filled the form in when; knows nothing of saving."""

    def __init__(self, about: AboutForm, today: date) -> None:
        """Build the form of a tool."""
        super().__init__()
        self.about = about
        tool = about.tool
        self.score = RiskScore(tool, about.previous)
        self.questions = CatalogueForm(_questions(tool))
        self.judgement = RiskJudgement(tool)
        self.assessed = DateField(_("Day of the assessment"), today=lambda: today)
        self.assessed.set_value(today)
        self.agency = ChoiceBox(
            _("Agency that assessed"), labelled(agencies().values()), search=True
        )
        self.reason = QLineEdit()
        self.gaps = label("", "warn", wrap=True)
        self.fields = {
            "band": self.judgement.bands_field,
            "judgement_reason": self.judgement.reason_field,
            "assessed_on": FormField(_("&Day of the assessment"), self.assessed),
            "agency_id": FormField(_("&Agency that assessed"), self.agency, if_known=True),
            "reason": FormField(_("&Why it is corrected"), self.reason),
        }
        self._place(tool)
        self.questions.changed.connect(self.show_score)
        self.questions.finished.connect(self._on_finished)
        self.show_score()

    def controls(self) -> dict[str, QWidget]:
        """Return every part with a draft, by its name in the draft."""
        return {
            "questions": self.questions, "judgement": self.judgement, "assessed": self.assessed,
            "agency": self.agency, "reason": self.reason,
        }  # fmt: skip

    def assessment(self) -> NewAssessment:
        """Return the assessment as it stands.

        Raises:
            InputError: its day cannot be read.
        """
        day = self.assessed.value()
        if day is None:
            problem = self.assessed.problem() or _("Enter the day of the assessment")
            raise InputError({"assessed_on": problem})
        return NewAssessment(
            case_id=self.about.case_id,
            tool_id=self.about.tool.id,
            tool_version=self.about.tool.version,
            assessed_on=day,
            answers=self.questions.answers(),
            notes=self.questions.notes(),
            band=self.judgement.band(),
            judgement_reason=self.judgement.reason.text(),
            person_id=self.about.person_id,
            agency_id=self.agency.value() or None,
        )

    def gaps_text(self) -> str:
        """Say how much of the form is answered; empty for one without gaps."""
        return not_complete(len(self.questions.answers()), len(self.about.tool.questions))

    def show_recorded(self, old: Assessment) -> None:
        """Show an assessment that is to be corrected, with its own questions."""
        self.questions.restore({"answers": old.answers, "notes": old.notes})
        judged = old.summary.band if old.summary.band != old.summary.score_band else None
        reason = old.summary.judgement_reason or ""
        self.judgement.restore({"band": judged, "reason": reason})
        self.assessed.set_value(old.summary.assessed_on)
        self.agency.set_value(old.summary.agency_id)

    @Slot()
    def show_score(self) -> None:
        """Work the score out again and say it."""
        tool = self.about.tool
        result = score_so_far(tool.id, self.questions.answers(), tool.version)
        self.score.show_score(result)
        self.judgement.show_scored(result.least)
        gaps = self.gaps_text()
        text = _("{gaps}. It can be saved, and waits under Needs finishing.")
        self.gaps.setText(text.format(gaps=gaps) if gaps else "")
        set_shown(self.gaps, bool(gaps))

    def _place(self, tool: RiskTool) -> None:
        column = QVBoxLayout(self)
        space(column, gap=8)
        if tool.note:
            column.addWidget(label(catalogue_text(tool.note), "quiet", wrap=True))
        keys = _("A number key gives an answer and moves on; Backspace goes back.")
        column.addWidget(label(keys, "quiet", wrap=True))
        card = Card()
        card.add_full(self.questions)
        column.addWidget(card)
        set_shown(card, bool(tool.questions))
        column.addWidget(self.judgement)
        last = Card()
        row = [(self.fields["assessed_on"], 0), (self.fields["agency_id"], 1)]
        last.add(Columns(row, narrow_below=480))
        last.add(self.fields["reason"])
        set_shown(self.fields["reason"], self.about.corrected is not None)
        last.add(self.gaps)
        column.addWidget(last)

    @Slot()
    def _on_finished(self) -> None:
        if self.about.tool.bands:
            self.judgement.go()
        else:
            self.assessed.day.setFocus()


def _questions(tool: RiskTool) -> list[FormQuestion]:
    return [
        FormQuestion(
            question.id,
            catalogue_text(question.title),
            tuple(
                Choice(one.id, capital(catalogue_text(one.title)))
                for one in tool.answers_of(question)
            ),
            _follow_ups(tool, question.id),
        )
        for question in tool.questions
    ]


def _follow_ups(tool: RiskTool, question_id: str) -> dict[str, str]:
    question = next(one for one in tool.questions if one.id == question_id)
    further = risk_tools().get(question.supplement)
    if further is None:
        return {}
    text = _("Go through this form as well: {tool}")
    told = text.format(tool=capital(catalogue_text(further.title)))
    return {one.id: told for one in tool.answers_of(question) if one.points}
