"""Reads a filled-in referral form back, field by field, with the checks of an import."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from casedesk.arrivals.form_fields import MARK, OTHERS, VERSION, FormField, Shape, form_sections
from casedesk.arrivals.limits import refuse
from casedesk.arrivals.model import FormAnswers
from casedesk.arrivals.plain_words import plain
from casedesk.catalogue_names import plain_name
from casedesk.exchange.cell_values import CellError, day
from casedesk.exchange.layout import Kind
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.single_row import read_referral
from casedesk.forums.catalogue import Forum, forums
from casedesk.i18n import _
from casedesk.people.catalogue import ethnic_detail_of, ethnic_group_of, lists, names_in

_TICKED = "ticked"


def read_form(
    content: bytes, names: NameBook, today: date, *, file_is_practice: bool
) -> FormAnswers | None:
    """Read a PDF as a referral form; None if it is none, such as one that was printed to a PDF.

    Raises:
        ImportRefusedError: its version or forum is not known here, or practice data would be
            mixed with real ones.
    """
    typed = _typed(content)
    mark = typed.pop(MARK, "").split()
    if mark[:1] != ["referral"]:
        return None
    forum = forums().get(mark[2]) if len(mark) > 2 else None
    if mark[1:2] != [VERSION] or forum is None:
        raise refuse(
            _(
                "This referral form was made by another version of CaseDesk. Print it to a PDF "
                "and bring that in, or send out a new form."
            )
        )
    _check_kept_apart(form_is_practice="practice" in mark, file_is_practice=file_is_practice)
    return _Reader(forum, typed, names, today).answers()


def _check_kept_apart(*, form_is_practice: bool, file_is_practice: bool) -> None:
    """Refuse a form for practice among real records, and a real one among those for practice."""
    if form_is_practice and not file_is_practice:
        raise refuse(
            _("This form is for practice and never goes among real records. Use a practice file.")
        )
    if file_is_practice and not form_is_practice:
        raise refuse(
            _(
                "This is a practice file, and this form may hold real records, which never go "
                "into one. Open your partnership file first."
            )
        )


def _typed(content: bytes) -> dict[str, str]:
    """Return what stands in the fields of a PDF, by name; ticks that are set as `_TICKED`."""
    if not _has_fields(content):
        return {}
    try:
        fields: Mapping[str, Any] = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # not one of ours, then: it is shown like any other PDF
    found = {}
    for name, field in fields.items():
        value = field.get("/V")
        if field.get("/FT") == "/Btn":
            found[name] = _TICKED if str(value or "/Off") not in {"/Off", "Off"} else ""
        elif isinstance(value, str):
            found[name] = plain(value)
    return {name: words for name, words in found.items() if words}


def _has_fields(content: bytes) -> bool:
    """Tell whether a PDF is a form at all: PDFium knows at once, pypdf would read all of it."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return False
    try:
        return bool(document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE)
    finally:
        document.close()


class _Reader:
    def __init__(self, forum: Forum, typed: dict[str, str], names: NameBook, today: date) -> None:
        self._forum, self._names, self._today = forum, names, today
        self._fields = {one.name: one for part in form_sections(forum) for one in part.fields}
        self._typed = {name: typed[name] for name in self._fields if name in typed}
        self._values: dict[str, Any] = {}
        self._problems: dict[str, str] = {}

    def answers(self) -> FormAnswers:
        """Return everything that stands in the form."""
        others = tuple(name for name in self._typed if name.startswith("other_"))
        self._by_columns(tuple(name for name in self._typed if name not in others))
        for number in range(1, OTHERS + 1):
            start = f"other_{number}_"
            self._by_columns(tuple(name for name in others if name.startswith(start)))
        for name, words in self._typed.items():
            field = self._fields[name]
            if not field.column:
                self._by_shape(field, words)
        return FormAnswers(self._forum.id, self._typed, self._values, self._problems)

    def _by_columns(self, names: tuple[str, ...]) -> None:
        """Read what a Referrals row of an import has a column for, as that import would."""
        places = {self._fields[name].column: name for name in names if self._fields[name].column}
        cells = {column: self._meant(self._fields[name]) for column, name in places.items()}
        if "received_on" not in cells and "received" in self._values:
            cells["received_on"] = self._values["received"].isoformat()  # births are held to it
        row = read_referral(cells, self._names, self._today)
        for fault in row.faults:
            if fault.column in places:
                self._problems[places[fault.column]] = fault.reason
            if fault.column == "referring_agency":  # nobody answers for other rows here
                self._problems["agency"] = self._no_such_agency()
        for column, name in places.items():
            field, value = self._fields[name], row.get(column)
            if value is None or name in self._problems:
                continue
            if field.shape is Shape.CHOICE and value not in dict(field.choices):
                self._problems[name] = _not_listed()
            else:
                self._values[name] = value

    def _by_shape(self, field: FormField, words: str) -> None:
        """Read what only the form asks."""
        if field.shape is Shape.TICK:
            self._values[field.name] = True
        elif field.shape is Shape.CHOICE:
            found = _chosen(field, words)
            self._settle(field.name, found, _not_listed())
        elif field.shape is Shape.WORDED:
            self._settle(field.name, _chosen(field, words) or _ethnicity(words), _not_listed())
        elif field.name == "happened":
            self._day(field.name, words)
        else:
            self._values[field.name] = words

    def _settle(self, name: str, found: str | None, problem: str) -> None:
        if found is None:
            self._problems[name] = problem
        else:
            self._values[name] = found

    def _day(self, name: str, words: str) -> None:
        try:
            on = day(words)
        except CellError as error:
            self._problems[name] = str(error)
            return
        if on > self._today:
            self._problems[name] = _("This day is in the future.")
        else:
            self._values[name] = on

    def _no_such_agency(self) -> str:
        near = self._names.nearest(Kind.AGENCY, self._typed["agency"])
        if near is None:
            return _("There is no such agency. Choose one of the list.")
        return _("There is no such agency. The nearest is {nearest}.").format(nearest=near)

    def _meant(self, field: FormField) -> str:
        """Return the id of an answer chosen in any language, else the words as they are."""
        words = self._typed[field.name]
        return _chosen(field, words) or words


def _not_listed() -> str:
    return _("This is not one of the answers. Choose one of the list.")


def _ethnicity(words: str) -> str | None:
    """Return group and detail of what was typed in one's own words, where both are clear."""
    group = ethnic_group_of(words)
    detail = ethnic_detail_of(group, words) if group else None
    return f"{group}.{detail}" if detail else None


def _chosen(field: FormField, words: str) -> str | None:
    """Return the id that is meant: programs save the id or the words that they showed."""
    sought = plain_name(words)
    offered = {plain_name(name): key for key, shown in field.choices for name in (shown, key)}
    if sought in offered:
        return offered[sought]
    lists_of = {
        "told": lists().told_and_wants,
        "safe": lists().safe_to_tell,
        "interpreter": lists().interpreter,
    }
    listed = lists_of.get(field.name.removeprefix("subject_"))
    return names_in(listed).find(words) if listed else None
