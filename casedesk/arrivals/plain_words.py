"""Text of any origin as plain words: decoded, without markup and without unseen signs."""

import re
from html.parser import HTMLParser

_MOST_MARKUP = 2_000_000  # signs of a page; what it says is far shorter
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BLANKS, _GAPS = re.compile(r"[ \t\u00a0]+"), re.compile(r"\n{3,}")
_NEW_LINE = frozenset(
    ("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "hr",
     "blockquote", "pre", "section", "article")
)  # fmt: skip
_NOT_SHOWN = frozenset(("script", "style", "head", "title", "template", "noscript"))
# Signs that end texts early or let one look like another; tabs and ends of lines stay.
_UNSEEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160),
     0xFEFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # fmt: skip


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, else as Windows writes it."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def plain(text: str) -> str:
    """Return a text with one kind of line end and without signs nobody can see."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN).strip()


def one_line(text: str) -> str:
    """Return a text in one line, as a name or a subject."""
    return " ".join(plain(text).split())


def words_of_html(markup: str) -> str:
    """Return what a page in HTML says, one line for each block; nothing in it is carried out."""
    reader = _Words()
    reader.feed(markup[:_MOST_MARKUP])
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.found).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_SHOWN:
            self._hidden += 1
        elif tag in {"td", "th"}:
            self.found.append("\t")
        elif tag in _NEW_LINE:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _NEW_LINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data.replace("\n", " ").replace("\r", " "))
