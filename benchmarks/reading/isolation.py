"""What the child process costs and what it is worth: overhead, throughput, and a flood with bombs.

python benchmarks/reading/isolation.py FOLDER_OF_PDFS
"""

import os
import resource
import statistics
import sys
import threading
import time
from pathlib import Path

from layouts import PROJECT

sys.path.insert(0, str(PROJECT))
from service.reading import Reader, ReadingError, ReadingLimits, read_in_process
from tests.service.reading import hostile

FLOOD = 50
BOMBS = ("words_300k", "same_place", "saves", "kids_same", "string_without_end", "flate_spaces", "contents_array")


def overhead() -> None:
    """The difference between reading here and in a child, for a small page in a file of 100 kB."""
    padding = hostile.stream(bytes(100_000))
    data = hostile.pdf(hostile.hello({20: padding}))
    with Reader() as reader:
        reader.read(data)
        here, there = [], []
        for _ in range(300):
            started = time.perf_counter()
            read_in_process(data)
            here.append(time.perf_counter() - started)
            started = time.perf_counter()
            reader.read(data)
            there.append(time.perf_counter() - started)
    extra = (statistics.median(there) - statistics.median(here)) * 1000
    print(f"overhead of isolation, {len(data)} bytes: {extra:.2f} ms (median of 300)")


def resident(pids: list[int]) -> float:
    """Resident memory of processes in MiB."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024


def processor_seconds(reader: Reader) -> float:
    """What the children have used so far: those that have ended, and those that wait."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for pid in reader.processes():
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def throughput(files: list[bytes]) -> None:
    """Resumes per second of two workers, read only, in a thread for each."""
    with Reader(workers=2) as reader:
        for data in files[:4]:
            reader.read(data)
        work = iter(files * 4)
        lock = threading.Lock()

        def run() -> None:
            while True:
                with lock:
                    data = next(work, None)
                if data is None:
                    return
                reader.read(data)

        threads = [threading.Thread(target=run) for _ in range(2)]
        started, used = time.perf_counter(), processor_seconds(reader)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent, used = time.perf_counter() - started, processor_seconds(reader) - used
    count = len(files) * 4
    print(
        f"two workers: {count / spent:.0f} resumes per second ({count} PDFs); "
        f"{count / used:.0f} per CPU-second of a worker; load {os.getloadavg()[0]:.1f}"
    )


def flood(files: list[bytes]) -> None:
    """Fifty uploads at once, every fifth a bomb, twice; how long the good ones take."""
    bombs = [hostile.PDF_BOMBS[name]() for name in BOMBS]
    with Reader(ReadingLimits(queue=FLOOD), workers=2) as reader:
        for data in files[:4]:
            reader.read(data)
        for round_number in (1, 2):
            used = processor_seconds(reader)
            times: list[float] = []
            failures: list[str] = []

            def upload(number: int, times: list[float] = times, failures: list[str] = failures) -> None:
                started = time.perf_counter()
                if number % 5 == 0:
                    try:
                        # Another byte each time: no bomb is known by its digest.
                        reader.read(bombs[number // 5 % len(bombs)] + b"\n%d %d" % (number, time.time_ns()))
                    except ReadingError:
                        return
                    return
                try:
                    reader.read(files[number % len(files)])
                    times.append(time.perf_counter() - started)
                except ReadingError as error:
                    failures.append(error.code)

            threads = [threading.Thread(target=upload, args=(number,)) for number in range(FLOOD)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            times.sort()
            print(
                f"flood {round_number}: {len(times)} good ones answered, {len(failures)} failed {failures}; "
                f"p50 {times[len(times) // 2]:.2f} s, p95 {times[int(0.95 * len(times))]:.2f} s, "
                f"children {resident(reader.processes()):.0f} MiB, {processor_seconds(reader) - used:.1f} CPU-seconds "
                f"until the last bomb; load {os.getloadavg()[0]:.1f}"
            )


def main() -> None:
    """Print the three figures."""
    files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.pdf"))]
    overhead()
    throughput(files)
    flood(files)


if __name__ == "__main__":
    main()
