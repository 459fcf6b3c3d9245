"""Taxonomies as files: what is kept of one is the file that it came from."""

import gzip
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from service import taxonomies
from taxonomy.files import dumps, with_version
from taxonomy.model import Taxonomy

FOLDER = Path(taxonomies.occupations_path()).parent


@pytest.mark.parametrize("name", [taxonomies.DEFAULT, taxonomies.OCCUPATIONS])
def test_the_text_of_a_shipped_taxonomy_is_its_file_and_the_content_that_its_version_names(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    file = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    named = re.search(r',"version":"(sha256:[0-9a-f]{64})"\}\n\Z', file)
    assert named is not None
    content = file[: named.start()] + "}"
    assert named[1] == f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"
    assert taxonomies.text_of(Taxonomy(named[1], (), (), ())) == file


def test_the_text_of_the_shipped_roles_is_what_would_be_written_of_them() -> None:
    assert taxonomies.text_of(taxonomies.load()) == dumps(taxonomies.load())


def test_a_taxonomy_of_ones_own_is_written_as_it_is() -> None:
    own = with_version(replace(taxonomies.load(), roles=taxonomies.load().roles[:1]))
    assert taxonomies.text_of(own) == dumps(own)
