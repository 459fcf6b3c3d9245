"""Damage good files at random for a while and read them in this process: every one must get an answer.

    python benchmarks/reading/fuzz.py SECONDS [SEED]

An answer is a document or a named problem; anything else is printed with the seed that makes it again.
"""

import random
import sys
import time
from collections import Counter

from layouts import PROJECT

sys.path.insert(0, str(PROJECT))
from service.reading import ReadingError, read_in_process
from tests.service.reading import documents, hostile


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or replaced by what parsers stumble over."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(out))
        action = chance.randrange(4)
        if action == 0:
            out[place] = chance.randrange(256)
        elif action == 1:
            del out[place : place + chance.randrange(1, 40)]
        elif action == 2:
            out[place:place] = out[: chance.randrange(1, 60)]
        else:
            out[place : place + 4] = chance.choice([b"\0\0\0\0", b"9999", b"<<>>", b"-1 0", b"\xff\xff\xff\xff"])
        if not out:
            break
    return bytes(out)


def main() -> None:
    """Print the counts of answers, the slowest reading and every failure."""
    end = time.monotonic() + float(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    seeds = {ending: make() for ending, make in documents.FORMATS.items()} | {"hiding.pdf": hostile.hiding_page()}
    answers: Counter[str] = Counter()
    slowest = (0.0, 0)
    while time.monotonic() < end:
        seed += 1
        chance = random.Random(seed)  # noqa: S311 - repeatable
        name = chance.choice(sorted(seeds))
        started = time.perf_counter()
        try:
            read_in_process(damaged(seeds[name], chance), name="a." + name.rpartition(".")[2])
            answers["read"] += 1
        except ReadingError as error:
            answers[error.code] += 1
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            answers["FAILED"] += 1
            print(f"seed {seed} ({name}): {type(error).__name__}: {error}")
        slowest = max(slowest, (time.perf_counter() - started, seed))
    print(f"{sum(answers.values())} damaged files: {dict(answers)}; slowest {slowest[0]:.2f} s (seed {slowest[1]})")


if __name__ == "__main__":
    main()
