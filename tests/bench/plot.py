"""Two axes and some points, as SVG."""

import dataclasses
import math
import pathlib
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 44, 52
COLOURS = ("#1f5fa8", "#b0541c", "#4b7d3a", "#6b4a8c")


@dataclasses.dataclass
class Series:
    name: str
    points: list  # of (x, y)
    is_line: bool = True


def _steps(largest: float) -> list:
    """Five round marks or so, from 0 to a little beyond the largest value."""
    raw = max(largest, 1e-9) / 5
    unit = 10 ** math.floor(math.log10(raw))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)
    return [step * count for count in range(math.ceil(largest / step) + 1)]


def _text(x: float, y: float, text: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def write(path: pathlib.Path, title: str, x_label: str, y_label: str, many: list) -> None:
    points = [point for series in many for point in series.points]
    x_marks, y_marks = (_steps(max(point[axis] for point in points)) for axis in (0, 1))
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def place(point):
        return (LEFT + point[0] / x_marks[-1] * (right - LEFT), bottom - point[1] / y_marks[-1] * (bottom - TOP))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
        ' fill="#333">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 22, title, "start", ' font-size="14" font-weight="bold"'),
        _text((LEFT + right) / 2, HEIGHT - 12, x_label), _text(LEFT - 8, TOP - 10, y_label, "end")]
    for mark in y_marks:
        y = place((0, mark))[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#ddd"/>' + _text(LEFT - 8, y + 4, f"{mark:g}", "end"))
    for mark in x_marks:
        parts.append(_text(place((mark, 0))[0], bottom + 18, f"{mark:g}"))
    last_label = TOP
    for series, colour in zip(many, COLOURS):
        places = [place(point) for point in series.points]
        if series.is_line:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        last_label += 20
        parts.append(f'<circle cx="{right + 16}" cy="{last_label - 4}" r="4" fill="{colour}"/>'
                     + _text(right + 26, last_label, series.name, "start"))
    path.write_text("\n".join(parts) + "\n</svg>\n", encoding="utf-8")
