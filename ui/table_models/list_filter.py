"""What a list is narrowed by, as the history of the window keeps it: small and plain."""

from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, get_args

from casedesk.actions.model import ActionFilter
from casedesk.cases.model import CaseFilter
from casedesk.interventions.model import InterventionFilter

FilterState = tuple[tuple[str, Any], ...]
AnyFilter = ActionFilter | CaseFilter | InterventionFilter
Filter = TypeVar("Filter", bound=AnyFilter)


def filter_state(chosen: AnyFilter) -> FilterState:
    """Return what a filter narrows, and nothing of what it leaves open."""
    pairs = ((one.name, getattr(chosen, one.name), one.default) for one in fields(chosen))
    return tuple(
        (name, value.isoformat() if isinstance(value, date) else value)
        for name, value, usual in pairs
        if value != usual
    )


def filter_of(kind: type[Filter], state: FilterState) -> Filter:
    """Return the filter that `filter_state` described."""
    kinds = {one.name: get_args(one.type) for one in fields(kind)}
    return kind(**{name: _value(value, kinds[name]) for name, value in state})


def _value(value: Any, kinds: tuple[Any, ...]) -> Any:
    if date in kinds:
        return date.fromisoformat(value)
    word = next((one for one in kinds if issubclass(one, StrEnum)), None)
    return value if word is None else word(value)
