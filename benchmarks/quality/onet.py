"""Half of an occupation's tasks and tools as a pseudo-resume, the other half as its document, 900 occupations.

Usage: onet.py FOLDER [--every N]

FOLDER holds occupations.tsv, tasks.tsv and technology.tsv of O*NET 29.2. Every occupation with at least six tasks is a
role. Its tasks and tools are dealt out by the parity of a hash, so that the halves share no sentence and no tool; the
title stands in the document only. ``--every N`` ranks every N-th occupation's resume, against all roles. Our background
counts come from the same tasks, as document frequencies; the words baseline fits its own on the documents.
"""

import hashlib
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from shared import table, text_cases

from matchers.matching import Matcher
from service import taxonomies
from service.evaluation import baselines
from service.evaluation.answers import Ranking, answers
from service.evaluation.measures import estimates, top, values
from service.matching import text_document
from taxonomy.build import Source, build

_FEWEST_TASKS = 6


def main(folder: Path, every: int) -> None:
    """Measure and print."""
    documents, resumes = halves(folder)
    started = time.perf_counter()
    taxonomy, _ = build([Source(code, text) for code, text in documents.items()])
    print(f"{len(documents)} documents, {len(taxonomy.roles)} roles built in {time.perf_counter() - started:.1f} s")
    role_of = {c.document: role.id for role in taxonomy.roles for r in role.requirements[:1] for c in r.citations[:1]}
    codes = [code for code in sorted(documents) if code in role_of][::every]
    cases = text_cases((code, resumes[code], (role_of[code],)) for code in codes)
    matcher = Matcher(taxonomy, taxonomies.known_words())
    started = time.perf_counter()
    ours = []
    for case in cases:
        _, ranked = matcher.rank(text_document(case.text or ""))
        ours.append(Ranking(tuple(score.role.profile.id for score in ranked), float(ranked[0].points)))
    per_text = (time.perf_counter() - started) / len(cases)
    words = baselines.words({role_of[code]: documents[code] for code in role_of}, [case.text or "" for case in cases])
    right = [case.role_ids for case in cases]
    told = {"rolefit": answers(ours, right), "words": answers(words, right)}
    found = estimates(told, resamples=200)
    for name, system in told.items():
        first, all_ = found[name]["top_1"], values(system)
        fifth = top(5)(system, np.arange(system.count))
        print(
            f"{name:8} top-1 {first.value:.3f} ({first.low:.3f} to {first.high:.3f}), "
            f"top-5 {fifth:.3f}, MRR {all_['mrr']:.3f}"
        )
    ratio = found["rolefit"]["top_1"].value / found["words"]["top_1"].value
    print(f"{len(cases)} resumes; top-1 is {ratio:.2f} times that of words; {per_text * 1000:.1f} ms a text")


def halves(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Documents and pseudo-resumes by occupation code."""
    titles = {row["O*NET-SOC Code"]: row["Title"] for row in table(folder / "occupations.tsv", "\t")}
    parts: dict[tuple[str, bool], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    counts: dict[str, int] = defaultdict(int)
    for number, (name, column) in enumerate((("tasks.tsv", "Task"), ("technology.tsv", "Example"))):
        for row in table(folder / name, "\t"):
            code, text = row["O*NET-SOC Code"], row[column].strip()
            first = hashlib.sha256(f"{code} {text}".encode()).digest()[0] % 2 == 0
            parts[code, first][number].append(text)
            counts[code] += number == 0
    documents, resumes = {}, {}
    for code in sorted(titles):
        if counts[code] < _FEWEST_TASKS or not parts[code, True][0] or not parts[code, False][0]:
            continue
        tasks, tools = parts[code, True]
        documents[code] = _document(titles[code], tasks, tools)
        tasks, tools = parts[code, False]
        resumes[code] = "Experience\n" + "\n".join(f"- {task}" for task in tasks) + _listed("\n\nSkills\n", tools)
    return documents, resumes


def _document(title: str, tasks: list[str], tools: list[str]) -> str:
    duties = "\n".join(f"- {task}" for task in tasks)
    return f"# {title}\n\n## Responsibilities\n\n{duties}\n" + _listed("\n## Required skills\n\n- ", tools) + "\n"


def _listed(heading: str, tools: list[str]) -> str:
    return heading + ", ".join(tools) if tools else ""


if __name__ == "__main__":
    arguments = sys.argv[1:]
    step = 1
    if "--every" in arguments:
        at = arguments.index("--every")
        step = int(arguments[at + 1])
        del arguments[at : at + 2]
    if len(arguments) != 1:
        sys.exit(__doc__)
    main(Path(arguments[0]), step)
