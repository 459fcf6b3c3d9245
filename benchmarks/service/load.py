"""Requests per second and latency of ``POST /v1/matches``: texts of 4 kB, then two-page PDFs, then memory.

python benchmarks/service/load.py [--workers 2] [--lanes 8] [--seconds 15] [--top 5] [--requests 10000]

Every text is different (shuffled lines and a number), so that nothing could be remembered. The load comes from this
process, on the same processors.
"""

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.service.api.serving import Server, make_key, serving

SAMPLES = Path(__file__).parents[2] / "samples"


def texts(length: int = 4000) -> list[bytes]:
    """Bodies of different resumes of about this many characters."""
    random.seed(1)
    sources = [path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "sources").glob("*clear*.md"))]
    bodies = []
    for number in range(400):
        text = sources[number % len(sources)]
        other = sources[(number * 7 + 1) % len(sources)].splitlines()
        random.shuffle(other)
        bodies.append(f"{text}\nRun {number}\n" + "\n".join(other))
    return [body[:length].encode() for body in bodies]


def request(path: str, key: str, body: bytes, kind: str) -> bytes:
    """An HTTP request as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def form(data: bytes) -> tuple[bytes, str]:
    """A form with one file."""
    place = b'--x\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n'
    head = place + b"Content-Type: application/pdf\r\n\r\n"
    return head + data + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


async def lane(
    port: int, requests: list[bytes], numbers: "count[int]", until: float, most: int, times: list[float]
) -> None:
    """One request after the other, on one connection as long as the service keeps it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until and len(times) < most:
        started = time.perf_counter()
        writer.write(requests[next(numbers) % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if length is None or not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            raise RuntimeError(head.decode())
        await reader.readexactly(int(length[1]))
        if b"connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        times.append(time.perf_counter() - started)
    writer.close()


async def drive(
    port: int, requests: list[bytes], lanes: int, seconds: float, most: int = 10**9
) -> tuple[list[float], float]:
    """Drive the service; returns the times of the requests and the seconds that all took."""
    times: list[float] = []
    started = time.perf_counter()
    numbers = count()
    await asyncio.gather(*(lane(port, requests, numbers, started + seconds, most, times) for _ in range(lanes)))
    return times, time.perf_counter() - started


def processor_seconds(server: Server) -> float:
    """What the workers and their readers have used so far: it doesn't depend on who else uses the machine."""
    used = 0
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and os.getpgid(int(process.name)) in groups(server):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                used += sum(int(field) for field in fields[11:15])
        except OSError:
            continue
    return used / os.sysconf("SC_CLK_TCK")


def groups(server: Server) -> set[int]:
    """The process groups of the service: its own, and those of the reading processes below it."""
    found, parents = {server.process.pid}, {server.process.pid}
    grown = True
    while grown:
        grown = False
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdecimal() and int(process.name) not in parents:
                    parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                    if parent in parents:
                        parents.add(int(process.name))
                        found.add(os.getpgid(int(process.name)))
                        grown = True
            except OSError:
                continue
    return found


def report(name: str, times: list[float], seconds: float) -> None:
    """One line of figures."""
    quantiles = statistics.quantiles(times, n=100)
    print(
        f"{name}: {len(times)} requests, {len(times) / seconds:.0f}/s, p50 {quantiles[49] * 1000:.0f} ms, "
        f"p95 {quantiles[94] * 1000:.0f} ms, p99 {quantiles[98] * 1000:.0f} ms",
        flush=True,
    )


def memory(server: Server) -> list[int]:
    """Resident megabytes of each worker (readers aside), largest first."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and os.getpgid(int(process.name)) == server.process.pid:
                command = (process / "cmdline").read_bytes()
                pages = int((process / "statm").read_text().split()[1])
                if b"spawn_main" in command and b"service.reading" not in command:
                    found.append(pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000)
        except (OSError, ValueError):
            continue
    return sorted(found, reverse=True)


async def measure(server: Server, key: str, options: argparse.Namespace) -> None:
    """Every measure, one after the other."""
    kind = "application/json"
    bodies = [
        request(
            "/v1/matches", key, json.dumps({"text": text.decode(errors="ignore"), "top": options.top}).encode(), kind
        )
        for text in texts()
    ]
    await drive(server.port, bodies, 4, 3)
    print(f"memory of the workers at the start: {memory(server)} MB")
    for lanes in sorted({2, 4, options.lanes}):
        used = processor_seconds(server)
        times, seconds = await drive(server.port, bodies, lanes, options.seconds)
        report(f"text of 4 kB, top {options.top}, {lanes} connections", times, seconds)
        print(f"    {(processor_seconds(server) - used) / len(times) * 1000:.1f} ms of a processor for each")
    light = [f"GET /v1/skills/python HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode()]
    used = processor_seconds(server)
    times, seconds = await drive(server.port, light, 4, 3)
    report("a skill (everything but matching), 4 connections", times, seconds)
    print(f"    {(processor_seconds(server) - used) / len(times) * 1000:.1f} ms of a processor for each")
    pdfs = []
    for path in sorted((SAMPLES / "resumes").glob("*.pdf"))[:20]:
        body, boundary = form(path.read_bytes())
        pdfs.append(request("/v1/matches", key, body, boundary))
    await drive(server.port, pdfs, 4, 2)
    used = processor_seconds(server)
    times, seconds = await drive(server.port, pdfs, 4, options.seconds)
    report("PDF, 4 connections", times, seconds)
    print(f"    {(processor_seconds(server) - used) / len(times) * 1000:.1f} ms of a processor for each")
    for part in range(4):
        if options.requests:
            await drive(server.port, bodies, 4, 600, options.requests // 4)
            print(f"memory after {(part + 1) * options.requests // 4} more: {memory(server)} MB", flush=True)


def main() -> None:
    """Start a service on an empty database, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--lanes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--top", type=int, default=5)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/rolefit.db"
        with serving(url, options.workers, Path(folder) / "log", log_level="WARNING") as server:
            asyncio.run(measure(server, make_key(url), options))


if __name__ == "__main__":
    main()
