"""Attachments as the rest of CaseDesk sees them: plain values, no database, no bytes in lists."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from casedesk.attachments.catalogue import FileKind, kind_of_id
from casedesk.workspace.model import Correction


class Owner(Struct, frozen=True):
    """Where an attachment belongs: to a case, or to a form that is still a draft.

    `draft` is the name of the form, as `workspace.drafts` knows it. Exactly one of both is given.
    """

    case_id: int | None = None
    draft: str | None = None

    def __post_init__(self) -> None:
        if (self.case_id is None) == (not self.draft):
            raise ValueError("an attachment belongs to a case or to a draft")

    @property
    def record(self) -> str:
        """Return what the audit trail calls it."""
        return f"case/{self.case_id}" if self.draft is None else f"draft/{self.draft}"


class Attachment(Struct, frozen=True):
    """One attachment in a list. `size` is in bytes; `recorded_at` is when it was added.

    `mail_id` is the attachment, an email, that it came with.
    """

    id: int
    version: int
    case_id: int | None
    draft_form: str | None
    mail_id: int | None
    name: str
    title: str
    kind_id: str
    size: int
    sha256: str
    note: str
    recorded_at: datetime
    recorded_by: str

    @property
    def kind(self) -> FileKind:
        """Return what kind of file it is, by its content."""
        return kind_of_id(self.kind_id)

    @property
    def name_misleads(self) -> bool:
        """Tell whether the ending of the name is that of another kind of file."""
        ending = self.name.rpartition(".")[2].lower() if "." in self.name else ""
        return bool(self.kind.endings) and ending not in self.kind.endings

    @property
    def owner(self) -> Owner:
        """Return where it belongs."""
        return Owner(self.case_id, self.draft_form)


def alike(found: Iterable[Attachment]) -> frozenset[int]:
    """Return the ids of those whose title another in a list has too, whatever its letters."""
    ids = defaultdict[str, list[int]](list)
    for one in found:
        ids[" ".join(one.title.split()).casefold()].append(one.id)
    return frozenset(each for same in ids.values() if len(same) > 1 for each in same)


class Content(Struct, frozen=True):
    """An attachment with its bytes, whole and compared with what was kept."""

    attachment: Attachment
    content: bytes


class Details(Struct, frozen=True):
    """An attachment with what was corrected in its title and note."""

    attachment: Attachment
    corrections: tuple[Correction, ...]


class Added(Struct, frozen=True):
    """What became of one file of several: its id, or the sentence why it is not kept."""

    name: str
    attachment_id: int | None = None
    problem: str = ""


class PagePicture(Struct, frozen=True):
    """A page or picture as dots: four bytes each, blue, green, red and one to fill up."""

    width: int
    height: int
    dots: bytes
