"""Finds what people mean by a name: by id, title or alias, however they spell it."""

import unicodedata
from collections.abc import Iterable, Mapping

from casedesk.errors import CatalogueError
from casedesk.i18n import _

# Below this likeness (0 to 1) a guess would annoy more than it helps.
_WORTH_OFFERING = 0.5


def plain_name(text: str) -> str:
    """Return `text` without case, blanks, punctuation and accents."""
    # Folding case can compose signs that fall apart again, hence once more.
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = unicodedata.normalize("NFKD", folded).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


class NameIndex:
    """Leads from any spelling of a name to the id it stands for."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        """Index `entries`: id -> the names it goes by; the id itself always counts.

        Raises:
            CatalogueError: one name stands for two ids.
        """
        self._ids: dict[str, str] = {}
        for key, names in entries.items():
            for name in (key, *names):
                self._add(plain_name(name), name, key)

    def find(self, text: str) -> str | None:
        """Return the id that `text` names without regard to case, blanks and punctuation."""
        return self._ids.get(plain_name(text))

    def nearest(self, text: str) -> str | None:
        """Return the id whose name is most like `text`, or None if nothing is near."""
        # 2 MB that the first page can do without.
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extractOne(
            plain_name(text),
            self._ids.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_WORTH_OFFERING,
        )
        return self._ids[found[0]] if found else None

    def _add(self, plain: str, name: str, key: str) -> None:
        if not plain:
            return
        if self._ids.setdefault(plain, key) != key:
            text = _('The name "{name}" stands for both "{one}" and "{other}"; keep it in one.')
            raise CatalogueError(text.format(name=name, one=self._ids[plain], other=key))
