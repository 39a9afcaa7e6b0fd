"""Every state that a control can be in, shown and measured on the pixels that were painted.

A `Sample` is one control in one state. Its words are measured in the middle of it, where neither
edge nor icon stands; that a state is seen at all is measured against the same control without it,
point by point.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct, field
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.ui.every_page.contrast import LEAST_PIXELS, colours
from ui.theme.palette import contrast

AROUND = 6  # pixels around a part, for the ring
ENOUGH = 12  # points that differ before a difference counts as a mark

Act = Callable[[], object]


class Sample(Struct):
    """One control in one state.

    Attributes:
        name: what it is, for whoever reads that it failed.
        part: what is painted.
        show: brings the state about.
        box: where the words stand; empty if there are none to measure.
        end: takes the state back.
        told: whether the state must be seen without words, as focus and choice must.
    """

    name: str
    part: QWidget
    show: Act
    box: Callable[[], QRect] | None = None
    end: Act = field(default=lambda: None)
    told: bool = False


def faint_words(sample: Sample, least: float) -> Iterator[str]:
    """Give the words of a sample if they are too faint in its state."""
    if sample.box is None:
        return
    found = colours(painted(sample), sample.box().translated(AROUND, AROUND))
    ground = found.most_common(1)[0][0]
    inked = [contrast(one, ground) for one, times in found.items() if times >= LEAST_PIXELS]
    if max(inked, default=1.0) < least:
        yield f"{sample.name}: words {max(inked, default=1.0):.2f} on {ground}"


def unseen(sample: Sample, least: float) -> Iterator[str]:
    """Give a sample if nothing that differs enough says that it is in its state."""
    if not sample.told:
        return
    sample.end()
    without, now = _grabbed(sample.part), painted(sample)
    ratios = sorted(changed(without, now), reverse=True)
    seen = ratios[ENOUGH - 1] if len(ratios) >= ENOUGH else 1.0
    if seen < least:
        yield f"{sample.name}: the state is seen by {seen:.2f}"


def painted(sample: Sample) -> QImage:
    """Bring the state about and paint it; the state is taken back."""
    sample.show()
    image = _grabbed(sample.part)
    sample.end()
    return image


def _grabbed(part: QWidget) -> QImage:
    """Paint a part on the ground it stands on, with the room of its focus ring around it."""
    window = part.window()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    image = window.grab(place.adjusted(-AROUND, -AROUND, AROUND, AROUND)).toImage()
    image.setDevicePixelRatio(1)
    return image


def changed(one: QImage, other: QImage) -> list[float]:
    """Return the contrast of each point with itself in another picture, where it is another."""
    rgb = QImage.Format.Format_RGB32
    before, after = (
        memoryview(image.convertToFormat(rgb).constBits()).cast("B").cast("I")
        for image in (one, other)
    )
    pairs = zip(before.tolist(), after.tolist(), strict=True)
    known: dict[tuple[int, int], float] = {}
    found = []
    for pair in pairs:
        if pair[0] != pair[1]:
            if pair not in known:
                known[pair] = contrast(*(f"#{pixel & 0xFFFFFF:06x}" for pixel in pair))
            found.append(known[pair])
    return found
