"""``rolefit taxonomy``: build, show, check and compare taxonomies."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cli.options import CatalogueOption, TaxonomyOption
from service.errors import ManyProblems, Problem, UserError
from taxonomy.model import RoleProfile, Taxonomy

app = typer.Typer(help="Build, read, check and compare taxonomies.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def build(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE", help="Documents or folders of them: txt, md, html, pdf, docx, odt, rtf."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The taxonomy file to write.")],
) -> None:
    """Build a taxonomy file from documents.

    Example: rolefit taxonomy build taxonomy/documents --out my-taxonomy.json
    """
    from service import taxonomies  # noqa: PLC0415

    taxonomy, problems = taxonomies.build_from(sources)
    if not taxonomy.roles:
        found = [Problem(p.code, p.message, p.document) for p in problems]
        raise ManyProblems(found or [Problem("no-roles", "The documents describe no role.")])
    taxonomies.save(taxonomy, out)
    for problem in problems:
        typer.echo(f"{problem.document}: {problem.message}", err=True)
    discovered = sum(skill.discovered for skill in taxonomy.skills)
    typer.echo(f"{len(taxonomy.roles)} roles, {discovered} skills that the lexicon doesn't know; wrote {out}", err=True)


@app.command()
def show(
    role: Annotated[str | None, typer.Argument(metavar="ROLE", help="A role id; without it, all roles.")] = None,
    taxonomy: TaxonomyOption = None,
    catalogue: CatalogueOption = "roles",
    json_: Annotated[bool, typer.Option("--json", help="Print JSON: one role, or the whole taxonomy file.")] = False,
) -> None:
    """Show the roles of a taxonomy, or one role whole.

    Example: rolefit taxonomy show data-engineer-azure
    """
    from service import taxonomies  # noqa: PLC0415
    from taxonomy.files import as_data, dumps  # noqa: PLC0415

    loaded = taxonomies.load(taxonomies.file_of(catalogue, taxonomy))
    if role is None:
        if json_:
            sys.stdout.write(dumps(loaded))
            return
        for each in loaded.roles:
            typer.echo(f"{each.id:45} {len(each.requirements):4} skills  {each.title}")
        return
    if role not in loaded.role_by_id:
        raise UserError(
            "not-found", f"There is no role {role!r}. The roles are: {', '.join(sorted(loaded.role_by_id))}."
        )
    profile = loaded.role_by_id[role]
    if json_:
        typer.echo(json.dumps({**as_data(profile), "terms": dict(profile.terms)}, ensure_ascii=False, indent=2))
        return
    _print_role(profile, loaded)


@app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A taxonomy file; without it the shipped one.")
    ] = None,
) -> None:
    """Check a taxonomy file; without FILE the shipped one and the lexicon's own rows. Every problem, with its place.

    Example: rolefit taxonomy check my-taxonomy.json
    """
    from service import taxonomies  # noqa: PLC0415
    from taxonomy import checks, lexicon  # noqa: PLC0415

    problems = checks.check(taxonomies.load(file))
    if file is None:
        try:
            of_lexicon = checks.check_lexicon(lexicon.rows())
        except ValueError as error:
            raise UserError("broken-lexicon", f"The lexicon can't be read: {error}.") from error
        # What the shipped file has from the lexicon needs to be said once only.
        problems = [*of_lexicon, *(problem for problem in problems if problem not in of_lexicon)]
    checked = "the shipped taxonomy and the lexicon" if file is None else str(file)
    for problem in problems:
        typer.echo(f"{problem.severity}: {problem.place}: {problem.message}")
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings in {checked}", err=True)
    if errors:
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="A taxonomy file.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
) -> None:
    """Show what changed between two taxonomies, and which roles' scores can move.

    Example: rolefit taxonomy diff before.json after.json
    """
    from service import taxonomies  # noqa: PLC0415
    from taxonomy.diff import diff as compare  # noqa: PLC0415

    lines = compare(taxonomies.load(old), taxonomies.load(new))
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo("The two are the same.", err=True)


@app.command()
def review(taxonomy: TaxonomyOption = None) -> None:
    """List the skills that the builder discovered and the lexicon doesn't know, surest first.

    Example: rolefit taxonomy review --taxonomy my-taxonomy.json
    """
    from service import taxonomies  # noqa: PLC0415

    loaded = taxonomies.load(taxonomy)
    where = {r.skill_id: (role.id, r.citations[0]) for role in loaded.roles for r in role.requirements if r.citations}
    for skill in sorted((s for s in loaded.skills if s.discovered), key=lambda s: (-s.confidence, s.id)):
        role, citation = where.get(skill.id, ("", None))
        place = f"{citation.document} > {citation.heading} [{citation.start}:{citation.end}]" if citation else ""
        typer.echo(f"{skill.confidence:.2f}  {skill.name:30} {role:40} {place}")


@app.command(hidden=True)
def background(folder: Path, out: Annotated[Path, typer.Option("--out", metavar="FILE")]) -> None:
    """Count terms and skills over all trades again (maintenance; see docs/taxonomy.md).

    Example: rolefit taxonomy background onet_roles --out taxonomy/background.csv
    """
    from service.term_counts import write  # noqa: PLC0415

    typer.echo(f"{write(folder, out)} rows in {out}", err=True)


@app.command(hidden=True)
def occupations(folder: Path, out: Annotated[Path, typer.Option("--out", metavar="FILE")]) -> None:
    """Build the catalogue of occupations from facts again (maintenance; see docs/taxonomy.md).

    Example: rolefit taxonomy occupations onet_roles --out taxonomy/occupations.json.gz
    """
    from service import taxonomies  # noqa: PLC0415
    from service.occupations import catalogue_of  # noqa: PLC0415

    taxonomy = catalogue_of(folder)
    taxonomies.save(taxonomy, out)
    typer.echo(f"{len(taxonomy.roles)} occupations; wrote {out}", err=True)


@app.command(hidden=True)
def titles(folder: Path, out: Annotated[Path, typer.Option("--out", metavar="FILE")]) -> None:
    """Collect the titles that people of each occupation report again (maintenance; see taxonomy/SOURCES.md).

    Example: rolefit taxonomy titles onet_roles --out taxonomy/occupation_titles.csv
    """
    from service.occupation_titles import write  # noqa: PLC0415

    typer.echo(f"{write(folder, out)} rows in {out}", err=True)


def _print_role(profile: RoleProfile, loaded: Taxonomy) -> None:
    skills = loaded.skill_by_id
    typer.echo(f"{profile.title} ({profile.id})")
    if profile.titles:
        typer.echo(f"Also: {', '.join(profile.titles)}")
    years = profile.experience_years
    if years:
        typer.echo(f"Experience: {years.min:g}{f' to {years.max:g}' if years.max else ' or more'} years")
    if profile.education:
        equivalent = ", or equivalent experience" if profile.education_or_equivalent else ""
        fields = ", ".join(profile.education_fields) or "any field"
        typer.echo(f"Education: {', '.join(profile.education)} in {fields}{equivalent}")
    for need in ("required", "preferred", "mentioned"):
        typer.echo(f"\n{need.capitalize()}:")
        for requirement in profile.requirements:
            if requirement.need == need:
                place = requirement.citations[0]
                group = f" (one of {requirement.group})" if requirement.group else ""
                mark = " *" if skills[requirement.skill_id].discovered else ""
                name = f"{skills[requirement.skill_id].name}{mark}{group}"
                typer.echo(f"  {requirement.weight:7.3f}  {name}  [{place.heading} {place.start}:{place.end}]")
    for title, steps in (("Career ladder", profile.ladder), ("Steps", profile.steps)):
        if steps:
            typer.echo(f"\n{title}:")
            for step in steps:
                typer.echo(f"  - {step.text}")
