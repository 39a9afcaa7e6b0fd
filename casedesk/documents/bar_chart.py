"""A bar chart in a PDF: from zero, one colour, the value above each bar.

A figure that is hidden has no bar and shows its mark; nothing about its size may
be read from the drawing, so the scale comes from the figures shown alone.
"""

from reportlab.graphics.shapes import Drawing, Line, Rect, String

from casedesk.documents.page_style import ACCENT, BOLD, INK, LINE, QUIET, REGULAR
from casedesk.measures.chart import ChartData

HEIGHT, BASE, TOP = 150.0, 34.0, 22.0


def bar_chart(data: ChartData, width: float) -> Drawing:
    """Return a drawing of the first series of `data`, `width` points wide."""
    drawing = Drawing(width, HEIGHT)
    drawing.add(String(0, HEIGHT - 10, data.title, fontName=BOLD, fontSize=10, fillColor=INK))
    drawing.add(Line(0, BASE, width, BASE, strokeColor=LINE, strokeWidth=0.8))
    series = data.series[0]
    values = series.values
    known = [value for value in values if value is not None]
    scale = (HEIGHT - BASE - TOP - 16) / max([1.0, *known])
    step = width / max(1, len(data.labels))
    for place, (label, value, shown) in enumerate(
        zip(data.labels, values, series.shown, strict=True)
    ):
        middle = place * step + step / 2
        tall = 0.0 if value is None else value * scale
        if tall:
            bar = min(28.0, step * 0.6)
            shape = Rect(middle - bar / 2, BASE, bar, tall)
            shape.fillColor, shape.strokeColor = ACCENT, None
            drawing.add(shape)
        drawing.add(_centred(middle, BASE + tall + 4, shown, bold=True))
        drawing.add(_centred(middle, BASE - 14, label, quiet=True))
    return drawing


def _centred(x: float, y: float, words: str, *, bold: bool = False, quiet: bool = False) -> String:
    return String(
        x,
        y,
        words,
        fontName=BOLD if bold else REGULAR,
        fontSize=8,
        fillColor=QUIET if quiet else INK,
        textAnchor="middle",
    )
