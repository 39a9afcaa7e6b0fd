"""A bar chart in a PDF: from zero, one colour, the figure behind each bar.

The bars lie, so that long names have room. A figure that is hidden has no bar and shows
its mark; nothing about its size may be read from the drawing, so the scale comes from
the figures shown alone.
"""

from reportlab.graphics.shapes import Drawing, Line, Rect, String

from casedesk.documents.drawable import BOLD, REGULAR, drawable, register_fonts
from casedesk.documents.page_style import ACCENT, INK, LINE
from casedesk.measures.chart import ChartData

TITLE, ROW, BAR = 24.0, 17.0, 10.0
NAMES, FIGURES = 0.38, 44.0  # share of the width for names; points for the figures


def bar_chart(data: ChartData, width: float) -> Drawing:
    """Return a drawing of the first series of `data`, `width` points wide."""
    register_fonts()
    series = data.series[0]
    height = TITLE + ROW * len(data.labels)
    drawing = Drawing(width, height)
    drawing.add(_text(0, height - 12, data.title, bold=True, size=10))
    left = width * NAMES
    known = [value for value in series.values if value is not None]
    scale = (width - left - FIGURES) / max([1.0, *known])
    rows = zip(data.labels, series.values, series.shown, strict=True)
    for place, (label, value, shown) in enumerate(rows):
        base = height - TITLE - ROW * (place + 1)
        drawing.add(_text(0, base + 3, label))
        wide = 0.0 if value is None else value * scale
        if wide:
            bar = Rect(left, base + 1, wide, BAR)
            bar.fillColor, bar.strokeColor = ACCENT, None
            drawing.add(bar)
        drawing.add(_text(left + wide + 5, base + 3, shown, bold=True))
    drawing.add(Line(left, 0, left, height - TITLE, strokeColor=LINE, strokeWidth=0.8))
    return drawing


def _text(x: float, y: float, words: str, *, bold: bool = False, size: float = 8.5) -> String:
    return String(
        x, y, drawable(words), fontName=BOLD if bold else REGULAR, fontSize=size, fillColor=INK
    )
