"""Facts about occupations become documents, and these a catalogue."""

from pathlib import Path

import pytest

from service import taxonomies
from service.errors import UserError
from service.occupations import catalogue_of, documents
from taxonomy.build import Source

_TABLES = {
    "occupations.tsv": (
        ("O*NET-SOC Code", "Title", "Description"),
        ("1", "Bell Founders", "Cast and tune bells."),
        ("2", "Bell Ringers and Carillonists", "Ring bells."),
        ("3", "Bell Workers, All Other", "All bell workers not listed separately."),
    ),
    "reported_titles.tsv": (
        ("O*NET-SOC Code", "Reported Job Title"),
        ("1", "Master Founder"),
        ("1", "BF (Bell Founder)"),
        ("2", "Carillonist"),
    ),
    "tasks.tsv": (
        ("O*NET-SOC Code", "Task"),
        ("1", "Pour molten metal into molds, using blueprint reading and welding."),
        ("1", "Tune bells on lathes."),
        ("2", "Ring bells for weddings and perform at community events."),
    ),
    "technology.tsv": (
        ("O*NET-SOC Code", "Example", "Hot Technology", "In Demand"),
        ("1", "Autodesk AutoCAD", "Y", "Y"),
        ("1", "Microsoft Excel", "Y", "N"),
        ("1", "MATLAB", "N", "N"),
    ),
}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A folder of tables about three made-up occupations."""
    for name, rows in _TABLES.items():
        (tmp_path / name).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def _founders(facts: Path) -> Source:
    return {source.id: source for source in documents(facts)}["bell-founders"]


def test_an_occupation_whose_tasks_nobody_knows_has_no_document(facts: Path) -> None:
    assert [source.id for source in documents(facts)] == ["bell-founders", "bell-ringers-and-carillonists"]


def test_a_person_is_called_by_the_singular_and_by_what_an_abbreviation_stands_for(facts: Path) -> None:
    assert _founders(facts).titles == ("Bell Founder", "Master Founder", "BF")


def test_what_employers_ask_for_is_required_and_other_products_are_preferred(facts: Path) -> None:
    role = catalogue_of(facts).role_by_id["bell-founders"]
    needs = {requirement.skill_id: requirement.need for requirement in role.requirements}
    assert needs["autocad"] == "required"
    assert needs["microsoft-excel"] == needs["matlab"] == "preferred"


def test_tasks_name_skills_in_plain_words(facts: Path) -> None:
    role = catalogue_of(facts).role_by_id["bell-founders"]
    needs = {requirement.skill_id: requirement.need for requirement in role.requirements}
    assert needs["blueprint-reading"] == needs["welding"] == "required"
    assert len(role.responsibilities) == 2


def test_every_place_of_the_catalogue_is_true_of_the_documents(facts: Path) -> None:
    texts = {source.id: source.text for source in documents(facts)}
    taxonomy = catalogue_of(facts)
    names = {s.id: {s.name.lower(), *(alias.lower() for alias in s.aliases)} for s in taxonomy.skills}
    role = taxonomy.role_by_id["bell-founders"]
    quotes = {r.skill_id: texts[c.document][c.start : c.end].lower() for r in role.requirements for c in r.citations}
    assert quotes["welding"] == "welding"
    assert quotes["autocad"] in names["autocad"]
    assert all(texts[c.document][c.start : c.end].endswith(".") for c in role.responsibilities)


def test_the_same_facts_are_packed_to_the_same_bytes(facts: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json.gz", tmp_path / "other.json.gz"
    for path in (one, other):
        taxonomies.save(catalogue_of(facts), path)
    assert one.read_bytes() == other.read_bytes()
    assert taxonomies.load(one) == catalogue_of(facts)


def test_a_packed_file_that_is_broken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json.gz"
    broken.write_bytes(b"\x1f\x8b half a file")
    with pytest.raises(UserError, match="can't be read as a taxonomy file"):
        taxonomies.load(broken)


def test_a_folder_without_the_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="must hold"):
        documents(tmp_path)


def test_a_table_of_another_shape_is_refused(facts: Path) -> None:
    (facts / "tasks.tsv").write_text("Code\tText\n1\tPour.\n", encoding="utf-8")
    with pytest.raises(UserError, match="lacks the column"):
        documents(facts)
