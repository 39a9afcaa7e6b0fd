"""What a list is narrowed by, as the history of the window keeps it: small and plain."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, get_args

from msgspec.structs import fields, replace

from casedesk.actions.model import ActionFilter
from casedesk.cases.model import CaseFilter
from casedesk.interventions.model import InterventionFilter

FilterState = tuple[tuple[str, Any], ...]
AnyFilter = ActionFilter | CaseFilter | InterventionFilter
Filter = TypeVar("Filter", bound=AnyFilter)
# The days of choices such as "This week", by what a kept view calls them: ("due", "week").
NamedDays = Mapping[tuple[str, str], Mapping[str, date | None]]


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


def kept_state(chosen: AnyFilter, named: NamedDays) -> FilterState:
    """Return what a filter narrows, as a kept view holds it: "this week" is no pair of days.

    Else the view would show the week in which it was kept for ever.
    """
    for name, days in named.items():
        if all(getattr(chosen, part) == day for part, day in days.items()):
            return (*(one for one in filter_state(chosen) if one[0] not in days), name)
    return filter_state(chosen)


def filter_kept(kind: type[Filter], state: FilterState, named: NamedDays) -> Filter:
    """Return the filter that `kept_state` described, with the days as `named` has them now."""
    days: dict[str, Any] = {}
    for name in state:
        days |= named.get(name, {})
    plain = tuple(one for one in state if one not in named)
    return replace(filter_of(kind, plain), **days)


def _value(value: Any, kinds: tuple[Any, ...]) -> Any:
    if date in kinds:
        return date.fromisoformat(value)
    word = next((one for one in kinds if issubclass(one, StrEnum)), None)
    return value if word is None else word(value)
