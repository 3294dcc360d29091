"""Runs a program and says what it took: wall-clock seconds, CPU seconds, peak memory."""

import dataclasses
import os
import resource
import signal
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Taken:
    seconds: float  # from the start of the process to its end
    cpu_seconds: float  # of the process alone, without PostgreSQL's
    peak_bytes: int
    floor_bytes: int  # peaks below this are not seen: see apart()
    output: str

    def peak_text(self) -> str:
        return f"< {self.floor_bytes / 1e6:.0f}" if self.peak_bytes <= self.floor_bytes else f"{self.peak_bytes / 1e6:.0f}"


_interruption = None


def interrupt(number, _frame) -> None:
    """A signal handler. What it throws is lost where it hits a destructor: the next start of a program
    throws it again."""
    global _interruption
    _interruption = signal.Signals(number).name
    raise KeyboardInterrupt(_interruption)


def measured(words, environment=None, log=None) -> Taken:
    """Runs `words` to its end. Raises RuntimeError, with its output, if it fails."""
    if _interruption:
        raise KeyboardInterrupt(_interruption)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = output.read().decode(errors="replace")
        complaint = errors.read().decode(errors="replace")
    if log:
        log.write(complaint)
    if process.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {process.returncode}: {complaint or said}\n  of: {' '.join(words)}")
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, floor * 1024, said)


def apart(work) -> None:
    """Does the work in a process of its own. What a program is said to have used at most begins with what
    its parent used when it was started, so this process has to stay small."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise RuntimeError(f"{work.__name__} failed")


def output(words, environment=None) -> str:
    return measured(words, environment).output
