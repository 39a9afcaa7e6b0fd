"""How the columns of a table share their room by what their words need."""

from collections.abc import Mapping
from typing import NamedTuple


class ColumnWords(NamedTuple):
    """How much room a column's heading, its cells, and these with their second lines want.

    Of cells that may go into further lines `cell` and `noted` are what they want on two, `whole`
    on one, and less than `word` would cut their longest word.
    """

    head: int
    cell: int
    noted: int
    whole: int = 0
    word: int = 0


def even_out(
    widths: dict[int, int],
    words: Mapping[int, ColumnWords],
    needs: Mapping[int, int],
    most: Mapping[int, int],
) -> None:
    """Let columns with more room than their words need give of it to those that are cut.

    What lacks least comes first: one long text takes no more than the others leave.

    Args:
        widths: of the columns by their place, in pixels; changed.
        words: what each wants; of second lines nothing is given away.
        needs: what each is to have, if there is room.
        most: how wide a column with a width of its own may grow; 0 for the others.
    """
    lacking = {}
    for place, width in widths.items():
        need = min(needs[place], max(width, most[place])) if most[place] else needs[place]
        lacking[place] = need - width
    wanting = sorted((one for one in widths if lacking[one] > 0), key=lacking.__getitem__)
    spare = {one: widths[one] - max(words[one][:3]) for one in widths}
    giving = [one for one in widths if spare[one] > 0]
    room = sum(spare[one] for one in giving)
    taken = 0
    for number, place in enumerate(wanting):
        more = min(lacking[place], (room - taken) // (len(wanting) - number))
        widths[place] += more
        taken += more
    for place in giving:
        part = -(-taken * spare[place] // room)
        widths[place] -= part
        taken, room = taken - part, room - spare[place]
