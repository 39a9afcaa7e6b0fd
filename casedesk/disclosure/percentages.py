"""Which shares may stand beside published counts."""

from casedesk.disclosure.published import Figure


def may_show_percent(numerator: int, denominator: int, k: int) -> bool:
    """Tell whether a whole per cent of people tells nothing that small counts would.

    Neither the numerator nor its complement may be from 1 to k - 1: from the share and the
    denominator a reader works out both. Nothing out of nothing has no share.
    """
    complement = denominator - numerator
    if denominator <= 0 or numerator < 0 or complement < 0:
        return False
    return not any(0 < count < k for count in (numerator, complement, denominator))


def shown_percent(numerator: Figure, complement: Figure, k: int) -> int | None:
    """Return the whole per cent (halves upwards) that may be shown, made from shown figures only.

    None where either figure is hidden or not collected, or where the share would tell too much.
    """
    if numerator.value is None or complement.value is None:
        return None
    whole = numerator.value + complement.value
    if not may_show_percent(numerator.value, whole, k):
        return None
    return (200 * numerator.value + whole) // (2 * whole)
