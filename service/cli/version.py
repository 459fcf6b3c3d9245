"""``rolefit version``: what runs here."""

import json
from typing import Annotated

import typer

from service.cli.options import CatalogueOption, TaxonomyOption


def version(
    taxonomy: TaxonomyOption = None,
    catalogue: CatalogueOption = "roles",
    *,
    sbom: Annotated[
        bool, typer.Option("--sbom", help="Print every package of this environment with its licence (CycloneDX).")
    ] = False,
) -> None:
    """Print the versions of engine, taxonomy and configuration.

    Example: rolefit version
    """
    from matchers.matching import ENGINE_VERSION  # noqa: PLC0415
    from matchers.weights import config_version  # noqa: PLC0415
    from service import taxonomies  # noqa: PLC0415
    from service.sbom import sbom as listed  # noqa: PLC0415

    if sbom:
        typer.echo(json.dumps(listed(ENGINE_VERSION), indent=2))
        return
    loaded = taxonomies.load(taxonomies.file_of(catalogue, taxonomy))
    typer.echo(f"engine {ENGINE_VERSION}\ntaxonomy {loaded.version}\nconfig {config_version()}")
