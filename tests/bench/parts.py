"""What is measured, in its order. Each part takes the bench and adds to its figures."""

import json
import re
import statistics

import figures
import plot
import processes
from station import HERE, Station

ANSWERS = ("streamed_movies_based_on_books", "users_hit_by_christmas_outage", "streamed_movies_by_singaporean_authors",
           "average_stream_duration", "median_stream_size", "users_who_watched_half_in_last_week")


def _bare_copy(bench, station) -> None:
    taken = station.copy("bench.night", station.projected)
    rows = int(station.database.query("SELECT count(*) FROM bench.night"))
    bench.add("A", "bare \\copy of the rows", taken, rows, station.projected)


def _night(bench, station, name: str, what: str, **limits: float):
    night = station.night("vendor", "reviews")
    bench.add(name, what, night.taken, night.feed["read"], station.reviews, night, **limits)
    live_rows = int(station.database.query("SELECT count(*) FROM vendor.reviews_live"))
    bench.figures.figure(name).live_rows = live_rows
    return night


def _read_limit(bench, station, rows: int) -> None:
    bench.add("C", "read limit: file and XXH3-128", station.read_limit(), rows, station.reviews)


def _make_night(bench, station, night: int) -> None:
    bench.say(f"night {night}: making its dump")
    station.make_reviews(night, bench.size)
    station.make_projected(night, bench.size)


def _first_loads(bench) -> Station:
    """Twice, into two databases; goes on with the second."""
    first = Station(bench, "first")
    _make_night(bench, first, 1)
    _bare_copy(bench, first)
    _night(bench, first, "D", "first load", A=0.80)
    first.require_same_rows()
    station = Station(bench, "reviews")
    first.hand_over(station)
    first.close()
    _bare_copy(bench, station)
    night = _night(bench, station, "D", "first load", A=0.80)
    station.require_same_rows()
    _read_limit(bench, station, night.feed["read"])
    station.let_a_day_pass("vendor.reviews")
    return station


def _changed_nights(bench, station) -> None:
    for number in (2, 3, 4):
        _make_night(bench, station, number)
        _bare_copy(bench, station)
        night = _night(bench, station, "E", "the night", A=0.15, B=0.05, C=8)
        _read_limit(bench, station, night.feed["read"])
        station.require_same_rows()
        station.require(0.009 < night.feed["updated"] / night.feed["read"] < 0.011, "1 % should have been updated")


def _usual_night(bench, station) -> dict:
    """What a night is without Nightjar. Answers its counts."""
    station.database.script(HERE / "usual_tables.sql")
    station.database.settle()
    command = station.database.command("-c", f"\\copy usual.staging FROM '{station.projected}'", "-f",
                                       HERE / "usual_night.sql")
    taken = processes.measured(command)
    rows = int(station.database.query("SELECT count(*) FROM usual.staging"))
    bench.add("B", "the usual way: staging and SQL", taken, rows, station.projected)
    counts = json.loads(station.database.script(HERE / "usual_counts.sql"))
    station.database.query("DROP SCHEMA usual CASCADE")
    return counts


def _without_side_file(bench, station, usual: dict | None) -> None:
    station.forget_side_files()
    night = _night(bench, station, "E2", "the night without its fingerprint cache", A=0.35)
    station.require_same_rows()
    if usual:
        station.require(all(night.feed[count] == usual[count] for count in usual),
                        f"the usual way counted {usual}, the night {night.feed}")


def _same_again(bench, station, name: str, what: str, **limits: float) -> None:
    before = station.written_rows()
    night = _night(bench, station, name, what, **limits)
    station.require(night.report["outcome"] == "unchanged", f"{what}: {night.report['outcome']}")
    station.require(station.written_rows() == before, f"{what}: rows were written")


def reviews(bench) -> Station:
    station = _first_loads(bench)
    _changed_nights(bench, station)
    for number in (5, 6):
        _make_night(bench, station, number)
        _bare_copy(bench, station)
        _without_side_file(bench, station, _usual_night(bench, station) if number == 5 else None)
        _same_again(bench, station, "F", "the same dump again", A=0.10)
    for style in (["--reformatted"], []):  # the second is the first reversed
        station.make_reviews(6, bench.size, *style)
        _same_again(bench, station, "G", "reformatted", A=0.50)
    _same_again(bench, station, "F", "the same dump again", A=0.10)
    station.require_same_rows()
    station.projected.unlink()
    station.reviews.unlink()
    station.database.script(HERE / "bench_tables.sql")
    return station


def streams(bench, station: Station) -> None:
    for number in (1, 2, 3):
        bench.say(f"streams, night {number}: making its file")
        station.make_streams(number, bench.streams)
        taken = station.copy("bench.streams", station.streams, "WITH (FORMAT csv, HEADER)")
        rows = int(station.database.query("SELECT count(*) FROM bench.streams"))
        bench.add("S", "\\copy of streams.csv", taken, rows, station.streams)
        night = station.night("app", "streams")
        name, what, limit = ("S1", "its first load", 1.3) if number == 1 else ("S2", "again with 1 % new rows", 0.35)
        bench.add(name, what, night.taken, rows, station.streams, night, S=limit)
        loaded = int(station.database.query("SELECT count(*) FROM app.streams"))
        bench.figures.figure(name).live_rows = loaded
        station.require(loaded == rows == night.feed["read"], f"{loaded} rows of {rows} in app.streams")
        if number == 1:
            station.let_a_day_pass("app.streams")
    station.database.script(HERE / "bench_tables.sql")
    station.streams.unlink()


def answers(bench, station: Station) -> None:
    """Right after a night, each in five fresh sessions: the slowest counts."""
    streams_held, reviews_held = (station.database.query(f"SELECT count(*) FROM {table}")
                                  for table in ("app.streams", "vendor.reviews"))
    bench.say(f"the six answers over {int(streams_held):,} streams and {int(reviews_held):,} reviews")
    for name in ANSWERS:
        command = station.database.command("-c", "\\timing on", "-c", f"TABLE answers.{name}")
        told = [processes.measured(command).output for _ in range(5)]
        seconds = [float(re.search(r"Time: ([0-9.]+) ms", text).group(1)) / 1000 for text in told]
        bench.say(f"  {name}: {told[0].splitlines()[0] if told[0] else ''}   {statistics.median(seconds) * 1000:.1f} ms")
        bench.figures.targets.append(figures.Target(f"answers.{name}", 0.1, max(seconds), " s"))
    bench.say("checking the answers against the tables")
    station.database.script(bench.source / "tests" / "migrations" / "summaries_are_right.sql")


def sizes(bench) -> None:
    """The night against the dump's bytes: an eighth, a quarter and half of SIZE, and SIZE itself."""
    nights, limits = [], []
    for part in (8, 4, 2):
        size = bench.size // part
        bench.say(f"a dump of {size / 1e6:,.0f} MB")
        station = Station(bench, f"part{part}")
        station.make_projected(1, size)
        station.make_reviews(1, size)
        station.night("vendor", "reviews")
        station.let_a_day_pass("vendor.reviews")
        seconds, read = [], []
        for number in (2, 3, 4):
            station.make_reviews(number, size)
            seconds.append(station.night("vendor", "reviews").taken.seconds)
            read.append(station.read_limit().seconds)
        gigabytes = station.reviews.stat().st_size / 1e9
        nights.append((gigabytes, statistics.median(seconds)))
        limits.append((gigabytes, statistics.median(read)))
        station.close()
    for points, name in ((nights, "E"), (limits, "C")):
        if name in bench.figures.figures:
            whole = bench.figures.figure(name)
            points.append((bench.figures.figure("C").bytes / 1e9, whole.seconds))
    bench.series["bytes"] = nights
    ends = nights[0], nights[-1]
    bench.figures.targets.append(figures.Target(
        f"seconds a GB at {ends[1][0]:.2f} GB, as a ratio to those at {ends[0][0]:.2f} GB", 1.1,
        (ends[1][1] / ends[1][0]) / (ends[0][1] / ends[0][0])))
    plot.write(bench.results / "time-against-bytes.svg", "A night against the bytes of its dump",
               "GB of dump, 1.4 % of its records changed", "seconds", [plot.Series("E, the night", nights), plot.Series("C, read limit", limits)])


def depth(bench) -> None:
    """Many nights, one after the other, on one small dump."""
    size = bench.size // 16
    station = Station(bench, "depth")
    station.make_projected(1, size)
    bench.say(f"{bench.depth} nights of a dump of {size / 1e6:,.0f} MB")
    points = []
    for number in range(1, bench.depth + 1):
        station.make_reviews(number, size)
        taken = station.night("vendor", "reviews").taken
        if number == 1:
            station.let_a_day_pass("vendor.reviews")
        else:
            points.append((number, taken.seconds))
    early, late = ([seconds for _, seconds in some] for some in (points[:5], points[-5:]))
    versions = int(station.database.query("SELECT count(*) FROM vendor.reviews_past"))
    station.close()
    bench.series["depth"] = points
    bench.figures.targets.append(figures.Target(
        f"night {bench.depth} (behind it {versions:,} closed versions) as a ratio to night 2, each the median of five",
        1.1, statistics.median(late) / statistics.median(early)))
    plot.write(bench.results / "time-against-depth.svg", "A night against the nights before it",
               f"night; dump of {size / 1e6:.0f} MB", "seconds", [plot.Series("the night", points, is_line=False)])
