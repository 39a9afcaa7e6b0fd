"""How figures are rounded. Pure functions: same input, same answer."""

from decimal import ROUND_HALF_UP, Decimal

from casedesk.measures.model import Value

_TENTH = Decimal("0.1")
_WEIGHT_PLACES = 6  # shares of a referral such as a third add up to whole numbers again


def percent(above: float, below: float) -> float | None:
    """Return `above` of `below` per cent with one decimal, half away from zero; None of nothing."""
    if not below:
        return None
    share = Decimal(str(above)) * 100 / Decimal(str(below))
    return float(share.quantize(_TENTH, ROUND_HALF_UP))


def change_percent(now: Value, before: Value) -> float | None:
    """Return the change from `before` to `now` per cent; None where either cannot say."""
    if now is None or not before:
        return None
    return percent(float(Decimal(str(now)) - Decimal(str(before))), before)


def plain_number(value: float | None) -> Value:
    """Return a sum of shares as a whole number where it is one."""
    if value is None:
        return None
    near = round(float(value), _WEIGHT_PLACES)
    return int(near) if near.is_integer() else near
