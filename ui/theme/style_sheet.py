"""Makes the style sheet from its template, the palette and the text size.

In `resources/qss/casedesk.qss`, `@panel` stands for a colour of the palette, `12u` for 12 pixels
as at 100 % text, `10.5p` for points as at 100 % and `@parts` for the folder of small drawings.

Combo boxes, check boxes and radio buttons are styled whole, arrow and tick included: Fusion
derives their edge from the window colour, which leaves it under 3 to 1 in every theme.
"""

import re

from casedesk.resource_files import resource_path
from ui.theme import look
from ui.theme.units import px

_NAMED = re.compile(r"@([a-z_]+)")
_UNITS = re.compile(r"\b(\d+(?:\.\d+)?)u\b")
_POINTS = re.compile(r"\b(\d+(?:\.\d+)?)p\b")


def style_sheet() -> str:
    """Return the style sheet for the look in use."""
    template = resource_path("qss", "casedesk.qss").read_text(encoding="utf-8")
    names = look.palette()._asdict() | {"parts": resource_path("icons", "parts").as_posix()}
    text = _NAMED.sub(lambda found: str(names[found[1]]), template)
    text = _UNITS.sub(lambda found: f"{px(float(found[1]))}px", text)
    return _POINTS.sub(lambda found: f"{float(found[1]) * look.text_percent() / 100:g}pt", text)
