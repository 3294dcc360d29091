#!/usr/bin/env python3
"""What a night of child rows costs beside a night of their records. Both read a file of orders with about five
lines each, of which 1 % have changed in one line:

    python3 -B tests/bench/children.py [BUILD [ORDERS]]

The nights of the two feeds alternate, on a PostgreSQL of their own. Prints the seconds of each pair."""

import datetime
import json
import os
import pathlib
import random
import shutil
import statistics
import sys
import tempfile

import processes
import server

FIRST_NIGHT = datetime.datetime(2022, 2, 1, 2, tzinfo=datetime.timezone.utc)
NIGHTS = 5
SOURCE = pathlib.Path(__file__).resolve().parents[2]
FEEDS = {
    "orders": """
    file: orders.json
    format: json
    kind: snapshot
    key: id
    columns:
      id: {type: integer}
      buyer: {type: text}
      placed_at: {type: timestamptz}
      lines: {type: jsonb}
""",
    "lines": """
    file: orders.json
    format: json
    each: /lines
    kind: snapshot
    key: [order_id, no]
    columns:
      order_id: {type: integer, path: ^/id}
      "no": {type: integer}
      article: {type: text}
      pieces: {type: integer}
      price: {type: numeric}
""",
}


def write_orders(file: pathlib.Path, orders: int, night: int) -> None:
    """In each night after the first another hundredth of the orders has a line that differs."""
    dice = random.Random(7)
    with open(file, "w", encoding="utf-8") as out:
        for order in range(orders):
            lines = [{"no": no, "article": f"article {dice.randrange(50_000)}", "pieces": dice.randrange(1, 20),
                      "price": dice.randrange(100, 99_999) / 100} for no in range(1, dice.randrange(2, 10))]
            # A constant number of changes before: what has changed once stays so.
            changed = order % 100
            if 0 < changed < night:
                lines[0]["pieces"] += 1000
            record = {"id": order, "buyer": f"buyer {order * 7919 % 100_000} of somewhere",
                      "placed_at": f"2022-01-{order % 28 + 1:02}T10:00:00Z", "lines": lines}
            out.write(("[" if order == 0 else ",\n") + json.dumps(record))
        out.write("]\n")


class Feed:
    def __init__(self, build: pathlib.Path, database: server.Database, folder: pathlib.Path, name: str):
        self.name = name
        self.database = database
        self.program = str(build / "bin" / "nightjar")
        module = folder / name / "datasets" / name
        module.mkdir(parents=True)
        (folder / name / "state").mkdir()
        (module / f"{name}.yaml").write_text(
            f"dataset: {name}\ndescription: Orders.\nsource: file://{folder}/source/\nfeeds:\n"
            f"  {name}:\n    description: One row each.{FEEDS[name]}", encoding="utf-8")
        settings = folder / name / "nightjar.yaml"
        settings.write_text(f"database: {database.url}\nstate_dir: {folder}/{name}/state\n"
                            f"datasets: {folder}/{name}/datasets\nmigrations: {SOURCE}/migrations\n",
                            encoding="utf-8")
        self.environment = os.environ | {"NIGHTJAR_CONFIG": str(settings)}
        self.run("scaffold", f"{name}.{name}")
        self.run("migrate")

    def run(self, *words: str) -> processes.Taken:
        return processes.measured([self.program, *words], self.environment)

    def night(self, number: int) -> tuple:
        self.database.settle()
        taken = self.run("run", self.name, "--json", "--as-of",
                         (FIRST_NIGHT + datetime.timedelta(days=number)).isoformat().replace("+00:00", "Z"))
        return taken.seconds, json.loads(taken.output.splitlines()[-1])["feeds"][self.name]


def measure(build: pathlib.Path, orders: int, folder: pathlib.Path) -> None:
    postgres = server.Server(folder / "pg")
    postgres.start()
    try:
        (folder / "source").mkdir()
        feeds = [Feed(build, postgres.database(name), folder, name) for name in FEEDS]
        file = folder / "source" / "orders.json"
        ratios = []
        for night in range(1, NIGHTS + 2):
            write_orders(file, orders, night)
            seconds = {}
            for feed in feeds if night % 2 else reversed(feeds):
                seconds[feed.name], counts = feed.night(night)
                print(f"night {night} {feed.name}: {seconds[feed.name]:.2f} s, read {counts['read']}, "
                      f"updated {counts['updated']}", flush=True)
            if night > 1:
                ratios.append(seconds["lines"] / seconds["orders"])
        print(f"file: {file.stat().st_size / 1e6:.0f} MB; lines / orders: median {statistics.median(ratios):.2f}, "
              f"{min(ratios):.2f} to {max(ratios):.2f}")
    finally:
        postgres.stop()


def main() -> None:
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
    orders = int(sys.argv[2]) if len(sys.argv) > 2 else 420_000
    folder = pathlib.Path(tempfile.mkdtemp(prefix="njc", dir=os.environ.get("BENCH_DIR", "/var/tmp")))
    folder.chmod(0o755)
    try:
        measure(build, orders, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
