"""``rolefit evaluate``: how well the matcher does on a user's own labelled cases."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cli.options import TaxonomyOption
from service.errors import UserError


def evaluate(
    cases: Annotated[
        Path, typer.Argument(metavar="CASES", help="CSV with file or resume_text, and role_id or expected_skills.")
    ],
    taxonomy: TaxonomyOption = None,
    documents: Annotated[
        Path | None,
        typer.Option("--documents", metavar="FOLDER", help="The role documents, for the word baseline."),
    ] = None,
    slice_: Annotated[
        list[str] | None, typer.Option("--slice", metavar="COLUMN", help="Measure by this column too; may be repeated.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Show every case that differs from this baseline.")
    ] = None,
    *,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the baseline anew from this run.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Measure the matcher on labelled cases, beside plain baselines.

    A case names its right role in role_id (several with | between them, none where no role fits). The columns
    seniority, layout, length, language, source and slice_... become slices. Intervals hold the middle 95 % of 1,000
    bootstrap draws with a fixed seed.

    Example: rolefit evaluate samples/labels.csv
    """
    from rich.console import Console  # noqa: PLC0415 (help shouldn't pay for any of these)

    from service import taxonomies  # noqa: PLC0415
    from service.evaluation import baselines, frozen, read_cases, rendering  # noqa: PLC0415
    from service.evaluation import evaluate as measure  # noqa: PLC0415
    from service.reading import Reader  # noqa: PLC0415

    if update_baseline and baseline is None:
        raise UserError("no-baseline", "--update-baseline needs --baseline FILE, the file to write.")
    matcher = taxonomies.matcher(taxonomy)
    roles = matcher.taxonomy.roles
    spellings = {role.title.lower(): role.id for role in roles} | {role.id.lower(): role.id for role in roles}
    labelled = read_cases(cases, spellings, slice_ or [])
    texts = baselines.role_texts(matcher.taxonomy, documents or baselines.shipped_documents())
    before = frozen.load(baseline) if baseline is not None and not (update_baseline and not baseline.exists()) else None
    with Reader() as reader:
        found = measure(labelled, matcher, reader, texts)
    now = frozen.freeze(found.outcomes)
    changed = frozen.changes(before, now) if before is not None else None
    if json_:
        sys.stdout.write(json.dumps(rendering.as_json(found, changed), ensure_ascii=False, indent=2) + "\n")
    else:
        rendering.show(found, changed, Console(highlight=False))
    if update_baseline and baseline is not None:
        frozen.save(baseline, now, found.versions)
        typer.echo(f"rolefit: wrote {baseline}", err=True)
