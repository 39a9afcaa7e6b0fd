"""The core of a release as files: cells, spec, proof and method; reading them back."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from casedesk.disclosure.frame import Frame, Key, frame_of
from casedesk.disclosure.published import (
    HIDDEN,
    NOT_COLLECTED,
    Figure,
    Marker,
    ProtectedRelease,
    PublishedRelease,
)
from casedesk.disclosure.spec import spec_bytes, spec_from_bytes
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

CELLS, SPEC, PROOF, METHOD = "cells.csv", "spec.json", "proof.json", "method.txt"


def release_core_files(release: ProtectedRelease) -> dict[str, bytes]:
    """Return `cells.csv`, `proof.json`, `spec.json` and `method.txt` by name."""
    return published_files(release.published) | {
        PROOF: release.proof,
        METHOD: method_text(release.published).encode(),
    }


def published_files(published: PublishedRelease) -> dict[str, bytes]:
    """Return `cells.csv` and `spec.json` of what was published."""
    frame = frame_of(published.spec)
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(["table", *(d.name for d in published.spec.dims), "value", "marker"])
    for place in frame.places:
        figure = published.figures[frame.keys[place.cell]]
        value = "" if figure.value is None else figure.value
        writer.writerow([place.table, *place.codes, value, figure.marker])
    return {CELLS: output.getvalue().encode(), SPEC: spec_bytes(published.spec)}


def read_release(folder: Path) -> PublishedRelease:
    """Read what the release in `folder` published.

    Raises:
        PublicationRefusedError: it is no release, or damaged.
    """
    try:
        files = {name: (folder / name).read_bytes() for name in (CELLS, SPEC)}
    except OSError as error:
        text = _("{folder} is not the folder of a release.").format(folder=folder.name)
        raise PublicationRefusedError(text) from error
    return release_from_files(files)


def release_from_files(files: Mapping[str, bytes]) -> PublishedRelease:
    """Read a release from file contents by name; every line of `cells.csv` must be there once.

    Raises:
        PublicationRefusedError: one sentence about what is wrong.
    """
    frame = frame_of(spec_from_bytes(files[SPEC]))
    rows = cell_rows(files[CELLS])
    names = ["table", *(d.name for d in frame.spec.dims)]
    if not rows or list(rows[0]) != [*names, "value", "marker"]:
        raise PublicationRefusedError(_("cells.csv has other columns than the spec asks for."))
    wanted = {(place.table, *place.codes): place.cell for place in frame.places}
    figures: dict[Key, Figure] = {}
    for row in rows:
        cell = wanted.pop(tuple(row[name] for name in names), None)
        if cell is None:
            text = _("cells.csv has a line twice, or one that the spec does not ask for.")
            raise PublicationRefusedError(text)
        figure = figure_of(row["value"], row["marker"])
        if figures.setdefault(frame.keys[cell], figure) != figure:
            text = _("A figure that stands in two tables is published differently in them.")
            raise PublicationRefusedError(text)
    if wanted:
        raise PublicationRefusedError(_("cells.csv lacks a line that the spec asks for."))
    return PublishedRelease(frame.spec, figures)


def cell_rows(content: bytes) -> list[dict[str, str]]:
    """Read the lines of a file of cells.

    Raises:
        PublicationRefusedError: it is no CSV file with as many values as headings.
    """
    try:
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        lines = list(csv.reader(text, strict=True))
        return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    except (UnicodeDecodeError, csv.Error, ValueError, IndexError) as error:
        raise PublicationRefusedError(_("The file of cells is damaged.")) from error


def figure_of(value: str, marker: str) -> Figure:
    """Read one figure as it stands in `cells.csv`.

    Raises:
        PublicationRefusedError: it is neither a count nor marked.
    """
    if marker == Marker.HIDDEN and not value:
        return HIDDEN
    if marker == Marker.NOT_COLLECTED and not value:
        return NOT_COLLECTED
    if marker or not (value.isascii() and value.isdigit()) or len(value) > 15:
        text = _("A line of the cells is neither a count nor hidden nor not collected.")
        raise PublicationRefusedError(text)
    return Figure(int(value))


def method_text(published: PublishedRelease) -> str:
    """Say in plain words how the release was protected and how to check it."""
    spec = published.spec
    zeros = (
        _("A count of 0 is shown as 0.")
        if spec.zeros == "shown"
        else _("Counts of 0 are hidden like other small counts.")
    )
    paragraphs: Iterable[str] = (
        _("How these figures were protected"),
        _(
            "Counts of people from {least} to {most} are hidden and marked [c]. {zeros} Further "
            "counts are hidden, with the same mark, so that no hidden small count can be worked "
            "out by adding or subtracting. Every figure shown is true."
        ).format(least=spec.lowest_hidden, most=spec.k - 1, zeros=zeros),
        _(
            "proof.json holds decoy tables: other whole numbers for the hidden cells that give "
            "exactly the figures shown. They were made from the published figures alone and say "
            "nothing about the true ones. Anybody can verify them with: casedesk check-release"
        ),
        _(
            "A proof shows which numbers remain possible, not how likely each is. A reader who "
            "knows some of the records, such as an agency its own, can narrow the ranges."
        ),
        *_notes(published),
    )
    return "\n\n".join(paragraphs) + "\n"


def _notes(published: PublishedRelease) -> Sequence[str]:
    notes = []
    if published.spec.open:
        notes.append(_("Some measures count no people at risk and are shown in full."))
    if any(f.marker is Marker.NOT_COLLECTED for f in published.figures.values()):
        notes.append(_("[x] marks figures that were not collected."))
    return notes


def lines_of(frame: Frame, table: str) -> list[tuple[tuple[str, ...], int]]:
    """Return a table's lines in order: the codes of its own dimensions, and the cell."""
    names = table.split("*")
    at = [[d.name for d in frame.spec.dims].index(name) for name in names]
    return [
        (tuple(place.codes[i] for i in at), place.cell)
        for place in frame.places
        if place.table == table
    ]
