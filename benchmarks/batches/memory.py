"""The memory and the processor time of a group of processes."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICK: int = os.sysconf("SC_CLK_TCK")


def memory_of_group(group: int) -> int:
    """Bytes of a process group's proportional set size: what is shared counts once."""
    total = 0
    for process, _ in _processes(group):
        try:
            line = next(x for x in (process / "smaps_rollup").read_text().splitlines() if x.startswith("Pss:"))
            total += int(line.split()[1]) * 1024
        except (OSError, StopIteration):
            continue
    return total


def seconds_of_group(group: int, seen: dict[str, float]) -> float:
    """Seconds of processor time; ``seen`` keeps those of processes that have ended between two looks."""
    for process, fields in _processes(group):
        seen[process.name] = _seconds(fields)
    return sum(seen.values())


def seconds_of(process: str) -> float:
    """Seconds of processor time of one process; none where it has ended."""
    fields = _fields(Path("/proc") / process)
    return _seconds(fields) if fields else 0.0


def parents_of_processes() -> Iterator[tuple[Path, str]]:
    """Every process and its parent."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (fields := _fields(entry)):
            yield entry, fields[1]


def _processes(group: int) -> Iterator[tuple[Path, list[str]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (fields := _fields(entry)) and int(fields[2]) == group:
            yield entry, fields


def _fields(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _seconds(fields: list[str]) -> float:
    return (int(fields[11]) + int(fields[12])) / _TICK
