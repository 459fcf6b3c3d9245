"""What runs here besides ourselves, as a CycloneDX 1.6 list: every package of this environment with its licence."""

from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from typing import Any, Final

_OURS: Final = "rolefit"
_LONGEST: Final = 60  # characters of a licence's name; some put the whole text there


def sbom(version: str, installed: Iterable[Distribution] | None = None) -> dict[str, Any]:
    """The list; ``installed`` are the packages of this environment unless given."""
    found = {dist.name.lower(): dist for dist in (distributions() if installed is None else installed)}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": _OURS, "version": version}},
        "components": [_component(found[name]) for name in sorted(found) if name != _OURS],
    }


def licence_of(dist: Distribution) -> str:
    """A package's licence in its own words: an SPDX expression where it gives one, or the names that it gives."""
    meta = dist.metadata
    given = meta["License-Expression"] or meta["License"] or ""
    if given and len(given) <= _LONGEST:
        return given
    names = [one.rpartition("::")[2].strip() for one in meta.get_all("Classifier") or [] if one.startswith("License")]
    return "; ".join(names) or "unknown"


def _component(dist: Distribution) -> dict[str, Any]:
    return {
        "type": "library",
        "name": dist.name,
        "version": dist.version,
        "purl": f"pkg:pypi/{dist.name.lower().replace('_', '-')}@{dist.version}",
        "licenses": [{"license": {"name": licence_of(dist)}}],
    }
