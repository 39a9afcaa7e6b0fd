"""Risk tools as data: questions, answers, points and bands."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Described, Labelled, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.deadlines.model import Status
from casedesk.resource_files import resource_path


class Method(StrEnum):
    """How a tool leads to a band."""

    SUM = "sum"
    JUDGEMENT = "judgement"
    PROFILE = "profile"
    CHECKLIST = "checklist"


class Answer(Labelled, frozen=True, kw_only=True):
    """One answer and its points."""

    points: int = 0


class Question(Labelled, frozen=True, kw_only=True):
    """One question; `title` is a short paraphrase. Without `answers` those of the tool hold.

    `supplement` names a further tool to go through when the answer gives points.
    """

    answers: tuple[Answer, ...] = ()
    supplement: str = ""
    unverified: bool = False


class Band(Labelled, frozen=True, kw_only=True):
    """One band, from a score upwards; without `from` it is set by judgement alone."""

    starts: int | None = msgspec.field(default=None, name="from")


class RiskTool(Described, frozen=True, kw_only=True):
    """One version of a risk tool; `bands` rise from the lowest to the highest.

    `threshold` is the score from which the tool calls for the forum; `judgement_may_lower`
    says whether a professional may choose a lower band than the score gives.
    """

    version: str
    method: Method
    status: Status
    judgement_may_lower: bool
    max_score: int | None = None
    threshold: int | None = None
    answers: tuple[Answer, ...] = ()
    questions: tuple[Question, ...] = ()
    bands: tuple[Band, ...] = ()
    note: str = ""

    def answers_of(self, question: Question) -> tuple[Answer, ...]:
        """Return the answers that can be given to `question`."""
        return question.answers or self.answers


def read_risk_tools(folder: Path) -> Mapping[str, RiskTool]:
    """Read the tools of `folder` by id, each in its newest version."""
    return read_folder(folder, RiskTool)


@cache
def risk_tools() -> Mapping[str, RiskTool]:
    """Return every shipped tool by id, each in its newest version."""
    return read_risk_tools(resource_path("catalogues", "risk_tools"))


@cache
def risk_tool_names() -> NameIndex:
    """Return the index of tools by id, title or alias."""
    return index_of(risk_tools())


def risk_tool_version(tool_id: str, version: str, folder: Path | None = None) -> RiskTool | None:
    """Return the version of a tool that an assessment was made with, however old.

    Args:
        tool_id: the tool.
        version: what the assessment says.
        folder: where the tools are, with superseded ones in `earlier`; None: the shipped ones.
    """
    newest = (risk_tools() if folder is None else read_risk_tools(folder)).get(tool_id)
    if newest is not None and newest.version == version:
        return newest
    folder = folder or resource_path("catalogues", "risk_tools")
    return _earlier_versions(folder / "earlier").get((tool_id, version))


@cache
def _earlier_versions(folder: Path) -> Mapping[tuple[str, str], RiskTool]:
    tools = (read_catalogue(path, RiskTool) for path in sorted(folder.glob("*.toml")))
    return {(tool.id, tool.version): tool for tool in tools}
