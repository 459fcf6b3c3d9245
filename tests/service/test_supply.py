"""What we build on: pinned with hashes, recent enough, and permissively licensed, or named with the reason."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.sbom import licence_of

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(.*)$", re.MULTILINE)
ELSEWHERE = {"colorama": "Windows", "httpx2-jsfetch": "browsers"}  # pinned for systems that this one is not
# Each licence in the words that packages use for it.
PERMISSIVE = re.compile(
    r"MIT|MIT-0|MIT License|BSD License|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|Apache Software License"
    r"|ISC License|PSF-2\.0|Zlib|CC0-1\.0|dependency licenses"
)
NAMED = {
    "psycopg": ("LGPL-3.0-only", "imported, not changed; the contract names it"),
    "psycopg-binary": ("LGPL-3.0-only", "imported, not changed; the contract names it"),
    "psycopg-pool": ("LGPL-3.0-only", "imported, not changed; the contract names it"),
    "pathspec": ("Mozilla Public License 2.0 (MPL 2.0)", "builds the wheel, doesn't run with it"),
}
# Older ones have holes that were published.
LEAST = {"pdfminer-six": (20260107,), "starlette": (1, 3, 1), "python-multipart": (0, 0, 27)}


def pinned(name: str) -> dict[str, str]:
    found = {match[1].lower(): match[2] for match in PINNED.finditer((ROOT / name).read_text(encoding="utf-8"))}
    assert len(found) > 50
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_with_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9_.-]+==)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) >= len(pinned(lock))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_what_had_holes_is_newer_than_they_are(name: str, least: tuple[int, ...]) -> None:
    assert tuple(int(part) for part in pinned("requirements.lock")[name].split(".")) >= least


def test_every_licence_is_permissive_or_named_with_its_reason() -> None:
    seen = set()
    for name in pinned("requirements.lock"):
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            assert name in ELSEWHERE
            continue
        seen.add(name)
        if name in NAMED:
            assert licence == NAMED[name][0]
            continue
        parts = re.split(r" AND | OR |; |, ", licence)
        assert [part for part in parts if PERMISSIVE.fullmatch(part.removesuffix(" (ISCL)")) is None] == [], name
    assert seen >= NAMED.keys()
    assert len(seen) > 50


def test_the_list_of_what_runs_names_every_pinned_package() -> None:
    ran = CliRunner().invoke(app, ["version", "--sbom"])
    assert ran.exit_code == 0, ran.output
    listed = json.loads(ran.stdout)
    assert (listed["bomFormat"], listed["specVersion"], listed["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "1.6",
        "rolefit",
    )
    names = {component["purl"].removeprefix("pkg:pypi/").partition("@")[0] for component in listed["components"]}
    assert pinned("requirements.lock").keys() - ELSEWHERE.keys() - {name.replace(".", "-") for name in names} == set()
    assert all(component["licenses"] for component in listed["components"])
