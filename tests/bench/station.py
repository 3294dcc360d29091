"""A database with Nightjar's schema, and the files of the nights that are loaded into it."""

import csv
import dataclasses
import datetime
import itertools
import json
import os
import pathlib
import random
import shutil

import processes

FIRST_NIGHT = datetime.datetime(2022, 2, 1, 2, tzinfo=datetime.timezone.utc)
HERE = pathlib.Path(__file__).parent


@dataclasses.dataclass
class Night:
    """One `nightjar run`: its duration, and its report on itself and its largest feed."""

    taken: processes.Taken
    report: dict
    feed: dict

    def stages(self) -> dict:
        """Seconds by stage; `rest`: connecting, pick-up, the small feeds."""
        seconds = {name: self.feed[f"{name}_seconds"] for name in ("compare", "match", "publish")}
        seconds |= {name: self.report[f"{name}_seconds"] for name in ("summaries", "commit")}
        return seconds | {"rest": self.taken.seconds - sum(seconds.values())}


class Station:
    def __init__(self, bench, name: str):
        self.bench = bench
        self.folder = bench.folder / name
        self.state = self.folder / "state"
        self.vendor = self.folder / "vendor"
        self.app = self.folder / "app"
        for folder in (self.state, self.vendor, self.app):
            folder.mkdir(parents=True)
        self.database = bench.server.database(name)
        self.nights = 0
        self.environment = os.environ | {
            "NIGHTJAR_CONFIG": str(bench.source / "config" / "nightjar.yaml"),
            "NIGHTJAR_DATABASE_URL": self.database.url,
            "NIGHTJAR_STATE_DIR": str(self.state),
        }
        processes.output([bench.program("nightjar"), "migrate"], self.environment)
        self.database.script(HERE / "bench_tables.sql")

    def close(self) -> None:
        self.bench.server.drop(self.database)
        shutil.rmtree(self.folder)

    def hand_over(self, other: "Station") -> None:
        """Gives away the files of the night."""
        self.projected.replace(other.projected)
        for file in list(self.vendor.iterdir()):
            file.replace(other.vendor / file.name)

    # The files

    @property
    def reviews(self) -> pathlib.Path:
        return self.vendor / "reviews.json"

    @property
    def projected(self) -> pathlib.Path:
        return self.folder / "reviews.txt"

    @property
    def streams(self) -> pathlib.Path:
        return self.app / "streams.csv"

    def make_reviews(self, night: int, size: int, *style: str) -> None:
        self._make("reviews", night, self.reviews, "--bytes", str(size), *style)

    def make_projected(self, night: int, size: int) -> None:
        self._make("reviews", night, self.projected, "--bytes", str(size), "--projected")
        if not (self.vendor / "books.json").exists():
            processes.apart(self._make_books)

    def make_streams(self, night: int, rows: int) -> None:
        self._make("streams", night, self.streams, "--rows", str(rows))
        if not (self.app / "movies.csv").exists():
            processes.apart(self._make_movies)

    def _make(self, dataset: str, night: int, file: pathlib.Path, *options: str) -> None:
        processes.output([self.bench.program("nightjar-sample"), dataset, "--night", str(night), "--out", str(file),
                          *options])

    def _make_books(self) -> None:
        """The books that are reviewed, by authors of some nations: what the reviews' answers need."""
        with open(self.projected, encoding="utf-8") as lines:
            titles = sorted({line.split("\t")[1] for line in itertools.islice(lines, 100_000)})
        dice = random.Random(1)
        names = [f"Author {number}" for number in range(len(titles) // 4 + 1)]
        nations = ["Singaporeans", "Norwegians", "Peruvians", "Ghanaians"]
        authors = [{"metadata": {"name": name}, "nationalities": [{"label": dice.choice(nations)}]} for name in names]
        books = [{"name": title, "author": dice.choice(names), "pages": dice.randint(80, 900)} for title in titles]
        (self.vendor / "authors.json").write_text(json.dumps(authors), encoding="utf-8")
        (self.vendor / "books.json").write_text(json.dumps(books), encoding="utf-8")

    def _make_movies(self) -> None:
        """The films that are streamed, and a few users."""
        with open(self.streams, encoding="utf-8", newline="") as lines:
            head = list(itertools.islice(csv.DictReader(lines), 50_000))
        dice = random.Random(1)
        movies = [(title, dice.randint(60, 240), "English", dice.randint(300, 2000))
                  for title in sorted({line["movie_title"] for line in head})]
        users = [(email, "Some", "Viewer") for email in sorted({line["user_email"] for line in head[:1000]})]
        for name, heading, rows in (("movies", ("title", "duration_mins", "original_language", "size_mb"), movies),
                                    ("users", ("email", "first_name", "last_name"), users)):
            with open(self.app / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([heading, *rows])

    # What is measured

    def night(self, dataset: str, feed: str) -> Night:
        """Runs the dataset on its files as they are now. Files and database are on disk before."""
        self.database.settle()
        self.nights += 1
        as_of = FIRST_NIGHT + datetime.timedelta(days=self.nights)
        taken = processes.measured(
            [self.bench.program("nightjar"), "run", dataset, "--source", f"file://{self.folder / dataset}/",
             "--as-of", as_of.isoformat(), "--json"], self.environment, self.bench.log)
        report = json.loads(taken.output.splitlines()[-1])
        # To the commit, as the program reports: after that it packs the files for the archive.
        taken = dataclasses.replace(taken, seconds=report["whole_seconds"])
        return Night(taken, report, report["feeds"][feed])

    def forget_side_files(self) -> None:
        shutil.rmtree(self.state / "fingerprints")

    def let_a_day_pass(self, table: str) -> None:
        """What a table goes through after its first load: autovacuum, and people who read it."""
        self.database.query("VACUUM (ANALYZE)")
        self.database.query(f"CREATE EXTENSION IF NOT EXISTS pg_prewarm; SELECT pg_prewarm('{table}')")

    def copy(self, table: str, file: pathlib.Path, options: str = "") -> processes.Taken:
        """psql's \\copy of the file into an emptied table."""
        self.database.query(f"TRUNCATE {table}")
        self.database.settle()
        return processes.measured(self.database.command("-c", f"\\copy {table} FROM '{file}' {options}"))

    def read_limit(self) -> processes.Taken:
        return processes.measured([self.bench.program("nightjar-read-limit"), str(self.reviews)])

    # What is checked

    def require(self, is_right: bool, what: str) -> None:
        if not is_right:
            raise RuntimeError(f"the result is wrong: {what}")

    def require_same_rows(self) -> None:
        """The live rows must be those of the projected file, which was copied to bench.night."""
        self.require(self.database.script(HERE / "same_rows.sql") == "t", "the live reviews are not those of the dump")

    def written_rows(self) -> str:
        return self.database.script(HERE / "written_rows.sql")
