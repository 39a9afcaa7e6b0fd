"""What a risk form comes to while it is filled in, beside the last one of the same kind."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.risk.catalogue import RiskTool
from casedesk.risk.model import AssessmentSummary, ScoreSoFar
from casedesk.risk.words import not_complete
from ui.text_format import capital, short_date
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.flow_layout import FlowLayout, let_wrap
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

NARROW_BELOW = 640


def band_text(tool: RiskTool, band_id: str | None) -> str:
    """Return a band of a tool in words; the id itself if the tool does not know it."""
    found = next((band for band in tool.bands if band.id == band_id), None)
    return capital(catalogue_text(found.title)) if found is not None else band_id or ""


def band_state(tool: RiskTool, band_id: str | None) -> State:
    """Return the shape of a band: the highest is a danger, those between are warnings."""
    ids = [band.id for band in tool.bands]
    if band_id not in ids:
        return State.NONE
    place = ids.index(band_id)
    if place == len(ids) - 1:
        return State.STOP
    return State.WARN if place else State.OPEN


class RiskScore(Card):
    """Answered, score, threshold and band in one line; stays in sight above the questions."""

    def __init__(self, tool: RiskTool, previous: AssessmentSummary | None) -> None:
        """Show nothing answered yet."""
        super().__init__()
        self._tool, self._previous = tool, previous
        self.answered, self.score = label(""), label("", "strong")
        self.band = StateLabel()
        self.before, self.change = label("", "quiet"), StateLabel()
        now = _row(self.answered, self.score, self.band)
        parts = ((now, 1), (_row(self.before, self.change), 0))
        self.add(Columns(parts, narrow_below=NARROW_BELOW))
        if previous is not None:
            day = short_date(previous.assessed_on)
            text = _("Previous: {score} ({day})").format(score=previous.score, day=day)
            self.before.setText(text)

    def show_score(self, result: ScoreSoFar) -> None:
        """Show what the form comes to; a change is announced politely."""
        said = _("Answered {answered} of {questions}")
        self.answered.setText(said.format(answered=result.answered, questions=result.questions))
        before = self.text()
        self.score.setText(_score_text(result))
        gaps = not_complete(result.answered, result.questions)
        band = band_text(self._tool, result.band)
        if result.band is None and result.points is not None and gaps and self._tool.bands:
            band = _("Not complete: risk not yet rated")
            self.band.show_state(State.WARN, band, semibold=True)
        else:
            self.band.show_state(band_state(self._tool, result.band), band, semibold=True)
        set_shown(self.band, bool(band))
        self._show_change(result.points)
        if before and before != self.text():
            announce(self, self.text())

    def text(self) -> str:
        """Return score and band in words."""
        return with_commas(self.score.text(), self.band.word)

    def _show_change(self, points: int | None) -> None:
        known = self._previous.score if self._previous is not None else None
        if points is None or known is None:
            set_shown(self.change, False)
            return
        difference = points - known
        state = State.UP if difference > 0 else State.DOWN if difference < 0 else State.NONE
        self.change.show_state(state, _signed(difference) if difference else _("the same"))
        set_shown(self.change, True)


def _signed(difference: int) -> str:
    return f"{difference:+d}".replace("-", "\N{MINUS SIGN}")


def _score_text(result: ScoreSoFar) -> str:
    if result.points is None:
        return ""
    if result.threshold is None:
        return _("Score {score}").format(score=result.points)
    text = _("Score {score} · threshold {threshold}")
    return text.format(score=result.points, threshold=result.threshold)


def _row(*parts: QWidget) -> QWidget:
    whole = QWidget()
    row = FlowLayout(whole)
    space(row, gap=16)
    for part in parts:
        row.addWidget(part)
    let_wrap(whole)
    return whole


def of_same_kind(
    history: Sequence[AssessmentSummary], tool: RiskTool, person_id: int | None, but: int | None
) -> AssessmentSummary | None:
    """Return the latest earlier assessment that can be compared: same tool, version, person."""
    return next(
        (
            one
            for one in history
            if (one.tool_id, one.tool_version, one.person_id) == (tool.id, tool.version, person_id)
            and one.score is not None
            and (but is None or one.id < but)
        ),
        None,
    )
