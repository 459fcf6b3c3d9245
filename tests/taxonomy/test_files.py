"""The taxonomy file: canonical, content-addressed, and nothing else is taken for one."""

import json
from dataclasses import replace

import pytest

from taxonomy.files import SCHEMA, as_data, dumps, loads, with_version
from taxonomy.model import Citation, Requirement, RoleProfile, Salary, Skill, SourceDocument, Step, Taxonomy, Years


@pytest.fixture
def taxonomy() -> Taxonomy:
    """A small taxonomy with every kind of part."""
    citation = Citation("guide", "Requirements > Skills", 10, 16)
    role = RoleProfile(
        id="engineer",
        title="Engineer",
        titles=("Maker",),
        requirements=(
            Requirement("python", "required", 1.5, "any-1", 3.0, (citation,)),
            Requirement("zig", "preferred", 0.25, None, None, (citation,)),
        ),
        responsibilities=(citation,),
        experience_years=Years(3, None),
        education=("bachelor",),
        education_fields=("physics",),
        soft_skills=("communication",),
        ladder=(Step("career", "Lead (5 years)", (), citation),),
        salary=(Salary(1000, None, "EUR", "month", 2025, citation),),
        steps=(Step("practice", "Build one", ("python",), citation),),
        terms=(("build", 0.8), ("build pipelin", 0.6)),
    )
    skills = (
        Skill("python", "Python", "language", ("py",), ("lang",), ("x",), ("ruby",), "cased"),
        Skill("zig", "Žig", "unknown", discovered=True, confidence=0.7),
    )
    return with_version(Taxonomy("", (SourceDocument("guide", "Guide", "0" * 64, 900),), skills, (role,)))


def test_a_taxonomy_comes_back_as_it_was_written(taxonomy: Taxonomy) -> None:
    assert loads(dumps(taxonomy)) == taxonomy


def test_a_degree_that_has_an_equivalent_is_kept_and_files_from_before_keep_their_version(taxonomy: Taxonomy) -> None:
    role = replace(taxonomy.roles[0], education_or_equivalent=True)
    assert loads(dumps(with_version(replace(taxonomy, roles=(role,))))).roles == (role,)
    assert "education_or_equivalent" not in dumps(taxonomy)


def test_the_file_is_canonical_json(taxonomy: Taxonomy) -> None:
    text = dumps(taxonomy)
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    assert "Žig" in text
    assert json.loads(text)["schema"] == SCHEMA


def test_the_version_is_the_digest_of_everything_else(taxonomy: Taxonomy) -> None:
    assert taxonomy.version.startswith("sha256:")
    assert with_version(replace(taxonomy, version="whatever")).version == taxonomy.version
    assert with_version(replace(taxonomy, skills=taxonomy.skills[:1])).version != taxonomy.version


@pytest.mark.parametrize(
    ("old", "new"),
    [('"weight":1.5', '"weight":1.6'), ("Žig", "Zag"), ('"required"', '"preferred"'), ('"end":16', '"end":17')],
)
def test_a_changed_file_is_found_out(taxonomy: Taxonomy, old: str, new: str) -> None:
    text = dumps(taxonomy)
    assert old in text
    with pytest.raises(ValueError, match="not what its version says"):
        loads(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "does not say"),
        ("{}", "does not say"),
        ('{"schema":"rolefit.report/1"}', "does not say"),
        (f'{{"schema":"{SCHEMA}"}}', "missing or of the wrong kind"),
        (
            f'{{"schema":"{SCHEMA}","version":"x","documents":[{{}}],"skills":[],"roles":[]}}',
            "missing or of the wrong kind",
        ),
        (
            f'{{"schema":"{SCHEMA}","version":"x","documents":[],"skills":[1],"roles":[]}}',
            "missing or of the wrong kind",
        ),
        (
            f'{{"schema":"{SCHEMA}","version":"x","documents":[],"skills":[],"roles":[{{"id":"a"}}]}}',
            "missing or of the wrong kind",
        ),
    ],
)
def test_what_is_no_taxonomy_file_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        loads(text)


def test_parts_become_plain_data(taxonomy: Taxonomy) -> None:
    assert as_data(taxonomy.roles[0].experience_years) == {"min": 3, "max": None}
    assert as_data(("a", ("b",))) == ["a", ["b"]]


def test_skills_and_roles_are_found_by_id(taxonomy: Taxonomy) -> None:
    assert taxonomy.skill_by_id["zig"].name == "Žig"
    assert taxonomy.role_by_id["engineer"].title == "Engineer"
