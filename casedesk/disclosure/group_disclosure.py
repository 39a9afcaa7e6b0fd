"""Rows that are all one value: everybody in them is known to share it, however many they are."""

from collections.abc import Mapping

from casedesk.disclosure.counts import Count
from casedesk.disclosure.frame import Frame
from casedesk.disclosure.published import Figure, GroupWarning


def group_warnings(
    frame: Frame, figures: Mapping[int, Figure], counts: Mapping[int, Count]
) -> tuple[GroupWarning, ...]:
    """Return the rows and columns of `k` or more in which readers see one leaf hold everything.

    They see it where all other leaves are shown as 0, even if the row itself is hidden.
    """
    place = {dimension.name: at for at, dimension in enumerate(frame.spec.dims)}
    found = []
    for each in frame.sums:
        where = frame.keys[each.whole]
        if where[place[each.along]] or len(each.parts) < 2 or frame.is_open(each.whole):
            continue
        others = [part for part in each.parts if figures[part].value != 0]
        if len(others) == 1 and (counts[each.whole] or 0) >= frame.spec.k:
            found.append(GroupWarning(where, each.along))
    return tuple(found)
