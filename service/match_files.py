"""``rolefit match``: one report for each file, as a table, as JSON or as a page."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from matchers.documents import Document
from matchers.matching import Matcher
from matchers.reports import Json
from matchers.weights import AS_OF
from service import matching, taxonomies
from service.errors import ManyProblems, Problem, UserError
from service.reading import Reader, ReadingError

_NOT_CALIBRATED = "bands are calibrated for the sixteen shipped roles only; here read the order rather than the word"


def run(
    files: Sequence[Path],
    *,
    roles: Sequence[str],
    job: Path | None,
    top: int,
    taxonomy: Path | None,
    as_of: int | None,
    as_json: bool,
    html: Path | None,
) -> None:
    """Match every file; files that can't be read are reported together after the others."""
    if html is not None and len(files) > 1:
        raise UserError("one-file-only", "--html takes one resume at a time.")
    month = AS_OF if as_of is None else as_of
    matcher = taxonomies.matcher(taxonomy)
    role_ids = matching.roles_checked(matcher, roles)
    if taxonomy is not None and not as_json:
        print(f"rolefit: {_NOT_CALIBRATED}", file=sys.stderr)  # noqa: T201
    problems: list[Problem] = []
    with Reader() as reader:
        target = None
        if job is not None:
            posting = reader.read(matching.read_bytes(job), name=job.name)
            target = taxonomies.job_of(posting.text, job.stem)
        for number, path in enumerate(files):
            try:
                data = sys.stdin.buffer.read() if str(path) == "-" else matching.read_bytes(path)
                document = reader.read(data, name=None if str(path) == "-" else path.name)
            except ReadingError as error:
                problems.append(Problem(error.code, error.message, str(path)))
                continue
            except UserError as error:
                problems.append(error.problem)
                continue
            report = matching.match_document(matcher, document, role_ids=role_ids, job=target, top=top, as_of=month)
            _show(report, document, matcher, path, number, as_json=as_json, html=html, several=len(files) > 1)
    if problems:
        raise ManyProblems(problems)


def _show(
    report: Json,
    document: Document,
    matcher: Matcher,
    path: Path,
    number: int,
    *,
    as_json: bool,
    html: Path | None,
    several: bool,
) -> None:
    if html is not None:
        from service.web.report_page import render  # noqa: PLC0415

        try:
            html.write_text(render(report, document.text, matcher.taxonomy), encoding="utf-8")
        except OSError as error:
            raise UserError("cannot-write", f"{html} can't be written: {error.strerror}.") from error
        print(f"rolefit: wrote {html}", file=sys.stderr)  # noqa: T201
    if as_json:
        text = json.dumps(report, ensure_ascii=False) if several else json.dumps(report, ensure_ascii=False, indent=2)
        sys.stdout.write(text + "\n")
    elif html is None:
        from service.report_table import show  # noqa: PLC0415

        show(report, path.name, first=number == 0)
