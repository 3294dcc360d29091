"""The measurements, the limits they are compared with, and the tables of both."""

import dataclasses
import statistics


@dataclasses.dataclass
class Figure:
    """One line of the table: the same thing measured once or more."""

    name: str
    what: str
    rows: int = 0
    bytes: int = 0
    takes: list = dataclasses.field(default_factory=list)  # of processes.Taken
    stages: list = dataclasses.field(default_factory=list)  # a dict of seconds each
    against: tuple = ()  # the figures it is compared with
    limits: dict = dataclasses.field(default_factory=dict)  # the name of another figure: how many times that at most
    live_rows: int = 0  # for the limit of memory; 0 if there is none

    def add(self, taken, rows: int, size: int) -> None:
        self.takes.append(taken)
        self.rows, self.bytes = rows, size

    @property
    def seconds(self) -> float:
        return statistics.median(take.seconds for take in self.takes)

    @property
    def highest(self):
        """The take with the highest peak of memory."""
        return max(self.takes, key=lambda take: take.peak_bytes)

    def spread(self) -> str:
        if len(self.takes) == 1:
            return "once"
        every = [take.seconds for take in self.takes]
        return f"{min(every):.2f}–{max(every):.2f}, {len(every)}×"


@dataclasses.dataclass
class Target:
    """One sentence of what is to be reached."""

    what: str
    limit: float
    reached: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.reached <= self.limit

    def verdict(self) -> str:
        return "met" if self.is_met else f"missed, {self.reached / self.limit:.2f} times the target"


# Of the program alone, in bytes, whatever the dump's size.
MEMORY_BASE = 64e6
MEMORY_A_ROW = 40.0


class Figures:
    def __init__(self):
        self.figures = {}
        self.targets = []

    def figure(self, name: str, what: str = "", **limits: float) -> Figure:
        """The figure of that name, made when it is first asked for."""
        if name not in self.figures:
            self.figures[name] = Figure(name, what, against=("S",) if name.startswith("S") else ("A", "B", "C"),
                                        limits=limits)
        return self.figures[name]

    def sorted(self) -> list:
        return sorted(self.figures.values(), key=lambda figure: figure.name)

    def ratio(self, name: str, other: str) -> float | None:
        if name == other or other not in self.figures or other not in self.figures[name].against:
            return None
        return self.figures[name].seconds / self.figures[other].seconds

    def all_targets(self) -> list:
        targets = []
        for figure in self.sorted():
            for other, limit in figure.limits.items():
                ratio = self.ratio(figure.name, other)
                if ratio is not None:
                    targets.append(Target(f"{figure.name}, {figure.what}, as a ratio to {other}", limit, ratio))
            if figure.live_rows:
                limit = (MEMORY_BASE + MEMORY_A_ROW * figure.live_rows) / 1e6
                targets.append(Target(f"{figure.name}, peak memory", limit, figure.highest.peak_bytes / 1e6, " MB"))
        return targets + self.targets


def table(heading: list, lines: list) -> str:
    """A Markdown table that also reads well in a terminal: columns of figures are flush right."""
    texts = [heading] + [[str(cell) for cell in line] for line in lines]
    widths = [max(len(line[column]) for line in texts) for column in range(len(heading))]
    is_figure = [all(line[column][:1].isdigit() or line[column][:1] in ("", "<") for line in texts[1:])
                 for column in range(len(heading))]

    def written(line):
        cells = (cell.rjust(width) if right else cell.ljust(width) for cell, width, right in zip(line, widths, is_figure))
        return "| " + " | ".join(cells) + " |"

    rule = "|" + "|".join("-" * (width + 1) + (":" if right else "-") for width, right in zip(widths, is_figure)) + "|"
    return "\n".join([written(texts[0]), rule] + [written(line) for line in texts[1:]])


def _ratio_text(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.3f}" if ratio < 1 else f"{ratio:.2f}"


def measured_table(figures: Figures, others: tuple) -> str:
    """`others` are the figures that everything is compared with."""
    lines = []
    targets = {figure.name: [] for figure in figures.figures.values()}
    for figure in figures.sorted():
        for other, limit in figure.limits.items():
            ratio = figures.ratio(figure.name, other)
            if ratio is not None:
                targets[figure.name].append(f"≤ {limit:g} {other} {'met' if ratio <= limit else 'MISSED'}")
        lines.append([
            figure.name, figure.what, f"{figure.seconds:.2f}", figure.spread(),
            f"{figure.rows / figure.seconds:,.0f}", f"{figure.bytes / figure.seconds / 1e6:,.0f}",
            figure.highest.peak_text(), *(_ratio_text(figures.ratio(figure.name, other)) for other in others),
            ", ".join(targets[figure.name])])
    return table(["", "measured", "seconds", "spread", "rows/s", "MB/s", "peak MB",
                  *(f"of {other}" for other in others), "target"], lines)


def stages_table(figures: Figures) -> str:
    names = ("compare", "match", "publish", "summaries", "commit", "rest")
    lines = []
    for figure in figures.sorted():
        if figure.stages:
            lines.append([figure.name, figure.what, f"{figure.seconds:.2f}"] + [
                f"{statistics.median(stages[name] for stages in figure.stages):.2f}" for name in names])
    return table(["", "", "seconds", *names], lines)


def targets_table(figures: Figures) -> str:
    return table(["target", "at most", "reached", ""],
                 [[target.what, f"{target.limit:.3g}{target.unit}", f"{target.reached:.3g}{target.unit}",
                   target.verdict()] for target in figures.all_targets()])
