"""What the quality benchmarks share: a taxonomy from documents, cases from texts, and one way to print figures."""

import csv
import math
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from matchers.matching import Matcher
from service import taxonomies
from service.evaluation import Case, Evaluation, evaluate
from service.reading import Reader
from taxonomy.model import RoleProfile

csv.field_size_limit(10_000_000)


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def text_cases(rows: Iterable[tuple[str, str, Sequence[str]]]) -> list[Case]:
    """Cases from ``(name, text, right roles)``."""
    return [
        Case(name=name, row=number, text=text, role_ids=tuple(roles))
        for number, (name, text, roles) in enumerate(rows, start=1)
    ]


def matcher_of(documents: Path) -> tuple[Matcher, dict[str, str], dict[str, str]]:
    """A matcher built from a folder of one-role documents; the role of each document's name; the text of each role."""
    taxonomy, problems = taxonomies.build_from([documents])
    for problem in problems:
        print(f"note: {problem.document}: {problem.message}")
    role_of = {document_of(role): role.id for role in taxonomy.roles}
    texts = {role_of[file.stem]: file.read_text(encoding="utf-8") for file in sorted(documents.glob("*.md"))}
    return Matcher(taxonomy, taxonomies.known_words()), role_of, texts


def document_of(role: RoleProfile) -> str:
    """The name of the document that a role comes from."""
    return role.requirements[0].citations[0].document


def measured(cases: Sequence[Case], matcher: Matcher, role_texts: Mapping[str, str]) -> Evaluation:
    """The cases evaluated as ``rolefit evaluate`` does it."""
    with Reader() as reader:
        return evaluate(cases, matcher, reader, role_texts)


def show(found: Evaluation, measures: Sequence[str]) -> None:
    """Print the measures of all systems, ours with its interval."""
    print(
        f"{len(found.outcomes)} cases, {found.inside} with a role; "
        f"{platform.machine()}, Python {platform.python_version()}"
    )
    for name in measures:
        ours = found.systems["rolefit"][name]
        if math.isnan(ours.value):
            continue
        plain = ", ".join(
            f"{system} {found.systems[system][name].value:.3f}" for system in ("words", "length", "constant")
        )
        print(f"{name:12} {ours.value:.3f} ({ours.low:.3f} to {ours.high:.3f})   baselines: {plain}")


def confusions(found: Evaluation, label: Mapping[str, str], most: int = 3) -> None:
    """Print, for each label, how often it is right and what it is taken for; ``label`` names each case's."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    for outcome in found.outcomes:
        if outcome.case.role_ids:
            best = outcome.ranking.best or "no answer"
            groups.setdefault(label[outcome.case.name], []).append((best in outcome.case.role_ids, best))
    for name, answers in sorted(groups.items()):
        wrong = [best for right, best in answers if not right]
        often = sorted({(-wrong.count(best), best) for best in wrong})[:most]
        taken = ", ".join(f"{best} {-count}" for count, best in often)
        print(f"  {name:28} {len(answers) - len(wrong):3} of {len(answers):3}   {taken}")
