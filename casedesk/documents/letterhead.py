"""What stands at the head of every letter: a logo and the lines of the address."""

import io
from pathlib import Path

from msgspec import Struct

from casedesk.documents.tables import LetterheadRow
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

MOST_LINES, LONGEST_LINE = 8, 80
LARGEST_BYTES, LONGEST_SIDE = 2_000_000, 4000
_KEPT_WIDTH, _KEPT_HEIGHT = 900, 450  # dots: 300 for an inch at 76 by 38 mm


class Letterhead(Struct, frozen=True):
    """The lines below the partnership's name, and the logo as PNG; either may be empty."""

    address: str = ""
    logo: bytes = b""


def letterhead(workspace: Workspace) -> Letterhead:
    """Return the letterhead of the partnership."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(LetterheadRow, 1)
        return Letterhead() if row is None else Letterhead(row.address, row.logo or b"")


def set_letterhead(workspace: Workspace, head: Letterhead) -> None:
    """Use another letterhead from now on.

    Raises:
        InputError: under "address", there are too many lines, or one is too long.
    """
    lines = [line.strip() for line in head.address.strip().splitlines()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        text = _("Write at most {lines} lines of at most {letters} letters each.")
        said = text.format(lines=MOST_LINES, letters=LONGEST_LINE)
        raise InputError({"address": said})
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE) as change:
        row = change.session.get(LetterheadRow, 1)
        if row is None:
            row = LetterheadRow(id=1, address="")
            change.session.add(row)
        row.address, row.logo = "\n".join(lines), head.logo or None
        change.audit("letterhead.changed", "letterhead/1")


def read_logo(path: Path) -> bytes:
    """Return a picture as it stands on letters: PNG, no larger than print needs.

    Its size is looked at before it is unpacked, and nothing else that the file holds is kept.

    Raises:
        InputError: under "logo", why it will not do.
    """
    from PIL import Image  # noqa: PLC0415 - seldom wanted

    name = path.name
    try:
        if path.stat().st_size > LARGEST_BYTES:
            text = _("{file} is larger than 2 MB. Choose a smaller picture.")
            raise InputError({"logo": text.format(file=name)})
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > LONGEST_SIDE:
                text = _("{file} is {width} by {height} pixels; at most {most} each way will do.")
                width, height = picture.size
                said = text.format(file=name, width=width, height=height, most=LONGEST_SIDE)
                raise InputError({"logo": said})
            colour = picture.convert("RGBA")
            ground = Image.new("RGBA", colour.size, "white")
            ground.alpha_composite(colour)
            ground.thumbnail((_KEPT_WIDTH, _KEPT_HEIGHT))
            made = io.BytesIO()
            ground.convert("RGB").save(made, "PNG")
    except InputError:
        raise
    except Exception:  # a hostile file can make a library fail in any way
        text = _("{file} is no picture that can be read. Choose a PNG or JPEG file.")
        raise InputError({"logo": text.format(file=name)}) from None
    return made.getvalue()
