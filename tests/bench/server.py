"""A PostgreSQL of its own that lives as long as the measurement: socket only, fsync on."""

import os
import pathlib
import pwd
import shutil
import subprocess
import time

import processes

BINARIES = pathlib.Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip())


def _asked_for() -> dict:
    settings = {}
    for word in os.environ.get("SETTINGS", "").split():
        name, equals, settings[name] = word.partition("=")
        if not equals:
            raise SystemExit(f"bench: SETTINGS: {word}: write name=value")
    return settings


# All others are PostgreSQL's own.
SETTINGS = {"shared_buffers": "2GB", "max_wal_size": "8GB"} | _asked_for()


class Server:
    """Owns `folder`, which must have a short name since the socket's path is limited to 107 bytes."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        folder.mkdir()
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.user = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self.user = "postgres"
            entry = pwd.getpwnam(self.user)
            os.chown(folder, entry.pw_uid, entry.pw_gid)

    def _as_server_user(self, *words) -> None:
        command = [str(word) for word in words]
        if self.user:
            command = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"] + command
        done = subprocess.run(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{command[-1]}: {done.stdout}")

    def start(self) -> None:
        self._as_server_user(BINARIES / "initdb", "-D", self.data, "--username=postgres", "--auth=trust",
                             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n")
            settings.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        # Through a file: a pipe would stay open as long as the server does.
        start = f"exec {BINARIES}/pg_ctl -D {self.data} -l {self.log} --wait start >/dev/null 2>&1"
        self._as_server_user("sh", "-c", start)

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._as_server_user(BINARIES / "pg_ctl", "-D", self.data, "-m", "immediate", "--wait", "stop")

    def remove(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)

    def database(self, name: str) -> "Database":
        Database(self, "postgres").query(f"CREATE DATABASE {name}")
        return Database(self, name)

    def drop(self, database: "Database") -> None:
        Database(self, "postgres").query(f"DROP DATABASE {database.name} WITH (FORCE)")


class Database:
    def __init__(self, server: Server, name: str):
        self.name = name
        self.url = f"postgresql:///{name}?host={server.folder}&port=5432&user=postgres"

    def command(self, *words) -> list:
        """psql with further words: the command of something to measure, too."""
        return [str(BINARIES / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *map(str, words), self.url]

    def query(self, sql: str) -> str:
        return processes.output(self.command("-c", sql)).strip()

    def script(self, path: pathlib.Path) -> str:
        return processes.output(self.command("-f", path)).strip()

    def settle(self) -> None:
        """Everything is on disk and nothing is at work: what is measured next pays for itself only."""
        self.query("CHECKPOINT")
        for _ in range(600):
            if self.query("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'") == "0":
                break
            time.sleep(0.2)
        os.sync()
