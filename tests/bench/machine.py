"""What the figures were measured on, and whether they can be."""

import os
import pathlib
import platform
import shutil
import subprocess
import sys

from server import BINARIES, SETTINGS


def require_optimised(build: pathlib.Path) -> None:
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    kind = next(line.split("=")[1] for line in cache.splitlines() if line.startswith("CMAKE_BUILD_TYPE:"))
    if kind not in ("RelWithDebInfo", "Release"):
        sys.exit(f"bench: {build} is a {kind} build; figures of it mean nothing. Give another: make bench BUILD=build-bench")


def require_space(folder: pathlib.Path, size: int) -> None:
    """Two files of the night, two databases while one replaces the other, the log of a load, the streams."""
    needed = 6 * size + 2**30
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise RuntimeError(f"{folder.parent} has {free / 1e9:.1f} GB free, of which {needed / 1e9:.1f} GB are needed: "
                           "give another folder as BENCH_DIR, or a smaller SIZE")


def _first(path: str, name: str) -> str:
    with open(path, encoding="utf-8") as lines:
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "unknown")


def _gigabytes(name: str) -> float:
    """Of a line of /proc/meminfo; a kernel without huge pages has none for them."""
    amount = _first("/proc/meminfo", name).split()[0]
    return 0 if amount == "unknown" else int(amount) * 1024 / 1e9


def description(bench) -> str:
    version = subprocess.check_output([BINARIES / "postgres", "--version"], text=True).split()[2]
    file_system = subprocess.check_output(["stat", "-f", "-c", "%T", bench.folder], text=True).strip()
    settings = ", ".join(f"{name}={value}" for name, value in SETTINGS.items())
    return "\n".join([
        f"- Command: `{bench.command()}`",
        f"- Machine: {_first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, "
        f"{_gigabytes('MemTotal'):.0f} GB of memory, {_gigabytes('Hugetlb'):.1f} GB of them in huge pages, "
        f"Linux {platform.release()}, {file_system}; load when it began: {os.getloadavg()[0]:.1f}",
        f"- PostgreSQL {version} on the same machine, over a socket: {settings}, otherwise its defaults, fsync on",
        "- A checkpoint, a sync and the end of autovacuum's work before each measurement; files are in the page cache; "
        "seconds are those of the process, of a night those from its start to its commit, as `nightjar` tells; the "
        "median of all repetitions"])
