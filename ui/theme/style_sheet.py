"""Makes the style sheet from its template, the palette and the text size.

In `resources/qss/casedesk.qss`, `@panel` stands for a colour of the palette, `12u` for 12 pixels
as at 100 % text, `10.5p` for points as at 100 % and `@parts` for the folder of small drawings.

Combo boxes, check boxes and radio buttons are styled whole, arrow and tick included: Fusion
derives their edge from the window colour, which leaves it under 3 to 1 in every theme.
"""

import re

from casedesk.resource_files import resource_path
from ui.theme import look
from ui.theme.palette import HIGH_CONTRAST
from ui.theme.units import px

_PLACE = re.compile(r"@([a-z_]+)|\b(\d+(?:\.\d+)?)([up])\b")


def style_sheet() -> str:
    """Return the style sheet for the look in use."""
    template = resource_path("qss", "casedesk.qss").read_text(encoding="utf-8")
    names = look.palette()._asdict() | {
        "parts": resource_path("icons", "parts").as_posix(),
        # Black on black, with white edges: only the kind of line tells what does not work now.
        "off": "dashed" if look.palette() is HIGH_CONTRAST else "solid",
    }

    def filled(found: re.Match[str]) -> str:
        name, figure, kind = found.groups()
        if name:
            return str(names[name])
        if kind == "u":
            return f"{px(float(figure))}px"
        return f"{float(figure) * look.text_percent() / 100:g}pt"

    return _PLACE.sub(filled, template)
