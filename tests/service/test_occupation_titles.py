"""The titles of occupations, collected from the tables of O*NET."""

from pathlib import Path

from service.occupation_titles import write

_OCCUPATIONS = """O*NET-SOC Code\tTitle\tDescription
45-2021.00\tAnimal Breeders\tx
15-1299.00\tComputer Occupations, All Other\tx
"""
_REPORTED = """O*NET-SOC Code\tReported Job Title
45-2021.00\tArtificial Insemination Technician (AI Technician)
45-2021.00\tSenior Breeding Manager
"""


def test_a_row_holds_the_occupations_name_and_its_plain_titles_short_forms_apart(tmp_path: Path) -> None:
    (tmp_path / "occupations.tsv").write_text(_OCCUPATIONS, encoding="utf-8")
    (tmp_path / "reported_titles.tsv").write_text(_REPORTED, encoding="utf-8")
    out = tmp_path / "titles.csv"
    assert write(tmp_path, out) == 2
    assert out.read_text(encoding="utf-8").splitlines() == [
        "15-1299.00,computer occupation",
        "45-2021.00,animal breeder; ai technician; artificial insemination technician; breeding manager",
    ]
