"""Reads emails: `.eml` with Python's own library, `.msg` with python-oxmsg."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

import oxmsg

from casedesk.arrivals.limits import DEEPEST_MAIL, MOST_MAIL_PARTS, cut, refuse
from casedesk.arrivals.model import Arrival, ArrivalKind, ArrivalPart
from casedesk.arrivals.plain_words import decoded, one_line, plain, words_of_html
from casedesk.attachments.catalogue import MB, limits
from casedesk.i18n import _

_PAGE, _SENDER = 0x1013, 0x0C1A  # PidTagHtml, PidTagSenderName
_TO, _COPY = 0x0E04, 0x0E03  # PidTagDisplayTo, PidTagDisplayCc
_MOST_RECIPIENTS = 1000  # signs; a circular may go to hundreds


def read_mail(name: str, content: bytes) -> Arrival:
    """Read an `.eml` file."""
    if content.count(b"boundary") > 20 * MOST_MAIL_PARTS:  # nobody writes that; parsing takes long
        raise refuse(_too_deep())
    message = email.message_from_bytes(content, policy=email.policy.default)
    leaves = list(_leaves(message))
    words, page = _bodies(leaves)
    parts = [leaf for leaf in leaves if leaf is not words and leaf is not page]
    text = _text(words) if words is not None else ""
    if not text.strip() and page is not None:
        text = words_of_html(_text(page))
    files, notes = _kept([_part(leaf, number) for number, leaf in enumerate(parts, start=1)])
    shown, cut_note = cut(plain(text))
    return Arrival(
        name=name,
        kind=ArrivalKind.MAIL,
        text=shown,
        sender=one_line(_header(message, "from")),
        recipients=_joined(_header(message, "to"), _header(message, "cc")),
        sent_at=_moment(_header(message, "date")),
        subject=one_line(_header(message, "subject")),
        parts=files,
        notes=(*notes, *cut_note),
    )


def read_outlook(name: str, content: bytes) -> Arrival:
    """Read a `.msg` file."""
    message = oxmsg.Message.load(content)
    text = message.body or ""
    if not text.strip():
        text = words_of_html(_outlook_page(message))
    files, notes = _kept([_outlook_part(one, n) for n, one in enumerate(message.attachments, 1)])
    shown, cut_note = cut(plain(text))
    unread = () if shown else (_("No text was found in this message. Look at its files."),)
    sent = message.sent_date
    return Arrival(
        name=name,
        kind=ArrivalKind.OUTLOOK,
        text=shown,
        sender=one_line(message.sender or message.properties.str_prop_value(_SENDER) or ""),
        recipients=_joined(*(message.properties.str_prop_value(one) for one in (_TO, _COPY))),
        sent_at=sent if sent is None or sent.tzinfo else sent.replace(tzinfo=UTC),
        subject=one_line(message.subject),
        parts=files,
        notes=(*unread, *notes, *cut_note),
    )


def _too_deep() -> str:
    return _("This email holds parts within parts beyond any use, so it was not opened.")


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Give the parts that hold no further parts; an email within this one counts as one."""
    if depth > DEEPEST_MAIL:
        raise refuse(_too_deep())
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield message


def _bodies(leaves: list[Message]) -> tuple[Message | None, Message | None]:
    """Return the message itself as plain text and as a page; files are neither."""
    written = [leaf for leaf in leaves if not leaf.get_filename() and not _is_apart(leaf)]
    words = next((one for one in written if one.get_content_type() == "text/plain"), None)
    page = next((one for one in written if one.get_content_type() == "text/html"), None)
    return words, page


def _is_apart(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment"


def _text(leaf: Message) -> str:
    """Return the text of a part, in whatever charset it says, or wrongly says, to be."""
    payload = leaf.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")
    for charset in (leaf.get_content_charset() or "utf-8", "utf-8"):
        with suppress(LookupError, UnicodeError, ValueError):
            return payload.decode(charset)
    return payload.decode("cp1252", "replace")


def _part(leaf: Message, number: int) -> ArrivalPart:
    if leaf.get_content_type() == "message/rfc822":
        inner = leaf.get_payload(0) if leaf.is_multipart() else None
        content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        name = one_line(_header(inner, "subject")) if isinstance(inner, Message) else ""
        return ArrivalPart(name or _("Email {number}").format(number=number), len(content), content)
    payload = leaf.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return ArrivalPart(_part_name(leaf.get_filename(), number), len(content), content)


def _outlook_page(message: oxmsg.Message) -> str:
    """Return the message as a page in HTML, whatever it says its encoding is; or nothing."""
    with suppress(LookupError, UnicodeError):
        return message.html_body or ""
    return decoded(message.properties.binary_prop_value(_PAGE) or b"")


def _outlook_part(attached: oxmsg.attachment.Attachment, number: int) -> ArrivalPart:
    content = attached.file_bytes or b""
    return ArrivalPart(_part_name(attached.file_name, number), len(content), content)


def _part_name(given: str | None, number: int) -> str:
    return one_line(given or "")[:200] or _("File {number}").format(number=number)


def _kept(parts: list[ArrivalPart]) -> tuple[tuple[ArrivalPart, ...], tuple[str, ...]]:
    """Return the parts that are shown: not too many, and none that is too large to open."""
    largest = limits().largest_file * MB
    shown = [
        one if len(one.content) <= largest else ArrivalPart(one.name, one.size)
        for one in parts[:MOST_MAIL_PARTS]
    ]
    if len(parts) <= MOST_MAIL_PARTS:
        return tuple(shown), ()
    note = _("Only the first {count} files of this email are listed; the email is kept whole.")
    return tuple(shown), (note.format(count=MOST_MAIL_PARTS),)


def _joined(*lists: str | None) -> str:
    """Return lists of recipients as one, cut where it is very long."""
    whole = ", ".join(one for one in map(one_line, (part or "" for part in lists)) if one)
    return whole if len(whole) <= _MOST_RECIPIENTS else f"{whole[:_MOST_RECIPIENTS]} …"


def _header(message: Message, name: str) -> str:
    """Return a line of the head; as it stands where it breaks every rule."""
    try:
        return str(message.get(name, ""))
    except Exception:  # the library fails in many ways on heads that break the rules
        raw = {key.lower(): value for key, value in message.raw_items()}
        return str(raw.get(name, ""))


def _moment(words: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
