"""bench.py BUILD: measures Nightjar's nights against bare COPY, the usual SQL and the speed of reading.

Everything happens in one folder, on a PostgreSQL of its own; both are gone afterwards, also after an
interruption. The tables and plots are left in BUILD/bench. Settings come as variables: see `make bench`.
"""

import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

import figures
import machine
import parts
import processes
from server import Server

UNITS = {"K": 2**10, "M": 2**20, "G": 2**30}
# 1 GB, as long as the dump of reviews is 2 GB or more.
MOST_STREAMS = 8_900_000
ALL_PARTS = "reviews streams sizes depth"
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def bytes_in(text: str) -> int:
    factor = UNITS.get(text[-1:].upper(), 1)
    return int(float(text[:-1] if factor > 1 else text) * factor)


class Bench:
    def __init__(self, build: pathlib.Path, folder: pathlib.Path):
        self.source = pathlib.Path(__file__).resolve().parents[2]
        self.build = build
        self.results = build / "bench"
        self.results.mkdir(exist_ok=True)
        self.log = open(self.results / "log", "w", encoding="utf-8")
        self.folder = folder
        folder.chmod(0o755)  # PostgreSQL's user must reach its own folder in it
        self.size_text = os.environ.get("SIZE", "2G")
        self.size = bytes_in(self.size_text)
        self.streams = min(MOST_STREAMS, MOST_STREAMS * self.size // 2**31)
        self.parts = os.environ.get("PARTS", ALL_PARTS).split()
        self.depth = int(os.environ.get("DEPTH", "30"))
        self.figures = figures.Figures()
        self.series = {}
        self.server = Server(folder / "pg")

    def command(self) -> str:
        words = ["make bench", f"SIZE={self.size_text}"]
        if "depth" in self.parts:
            words.append(f"DEPTH={self.depth}")
        if self.parts != ALL_PARTS.split():
            words.append(f'PARTS="{" ".join(self.parts)}"')
        if settings := os.environ.get("SETTINGS"):
            words.append(f'SETTINGS="{settings}"')
        return " ".join(words)

    def program(self, name: str) -> str:
        return str(self.build / "bin" / name)

    def say(self, text: str) -> None:
        print(text, flush=True)

    def add(self, name: str, what: str, taken, rows: int, file: pathlib.Path, night=None, **limits: float) -> None:
        figure = self.figures.figure(name, what, **limits)
        figure.add(taken, rows, file.stat().st_size)
        if night:
            figure.stages.append(night.stages())
        self.say(f"  {name:2} {what:32} {taken.seconds:8.2f} s")

    def run(self) -> None:
        self.server.start()
        if "reviews" in self.parts:
            station = parts.reviews(self)
            if "streams" in self.parts:
                parts.streams(self, station)
                parts.answers(self, station)
            station.close()
        if "sizes" in self.parts:
            parts.sizes(self)
        if "depth" in self.parts and self.depth >= 12:
            parts.depth(self)

    def report(self, head: str, minutes: float) -> str:
        return "\n\n".join([
            head, figures.measured_table(self.figures, ("A", "B", "C", "S")), "Seconds by stage:",
            figures.stages_table(self.figures), "Targets:", figures.targets_table(self.figures),
            f"The whole run took {minutes:.1f} minutes."])

    def keep(self, report: str) -> None:
        (self.results / "report.md").write_text(report + "\n", encoding="utf-8")
        raw = {name: [vars(take) | {"output": None} for take in figure.takes]
               for name, figure in self.figures.figures.items()}
        (self.results / "figures.json").write_text(json.dumps({"figures": raw, "series": self.series}, indent=1))
        if os.environ.get("DOCS") == "1":
            self.publish(report)

    def publish(self, report: str) -> None:
        """Puts the report between the two marks of docs/performance.md, and the plots beside it."""
        page = self.source / "docs" / "performance.md"
        text = page.read_text(encoding="utf-8")
        begin, end = "<!-- measured by make bench -->\n", "<!-- end of what was measured -->"
        before, rest = text.split(begin)
        page.write_text(before + begin + "\n" + report + "\n\n" + end + rest.split(end)[1], encoding="utf-8")
        for plot in self.results.glob("*.svg"):
            shutil.copy(plot, page.parent / plot.name)


def main() -> int:
    build = pathlib.Path(sys.argv[1]).resolve()
    machine.require_optimised(build)
    for each in INTERRUPTIONS:
        signal.signal(each, processes.interrupt)
    # Not /tmp, which may be memory.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="nightjar-bench-", dir=os.environ.get("BENCH_DIR", "/var/tmp")))
    bench = None
    try:
        bench = Bench(build, folder)
        machine.require_space(folder, bench.size)
        head = machine.description(bench)
        bench.say(head + "\n")
        start = time.monotonic()
        bench.run()
        report = bench.report(head, (time.monotonic() - start) / 60)
        bench.keep(report)
        bench.say("\n" + report.split("\n\n", 1)[1])
        bench.say(f"\nThe report, its plots and all single figures are in {os.path.relpath(bench.results)}/.")
        return 0
    except KeyboardInterrupt as reason:
        print(f"\nInterrupted ({reason}): cleaning up.", file=sys.stderr)
        return 130
    except RuntimeError as error:
        print(f"\nbench: {error}", file=sys.stderr)
        return 1
    finally:
        for each in INTERRUPTIONS:
            signal.signal(each, signal.SIG_IGN)
        if bench:
            bench.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
