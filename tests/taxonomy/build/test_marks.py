"""Letters for a need and the numbers of a standard are read as such."""

from taxonomy.build import build_role
from taxonomy.build.builder import Source


def _needs(text: str) -> dict[str, str]:
    role, _ = build_role(Source("job", text))
    return {item.skill_id: item.need for item in role.requirements}


def test_letters_behind_lines_say_what_is_essential_and_what_desirable() -> None:
    needs = _needs("Research Engineer\n\nKnowledge\n\nPython (E)\nCUDA (D)\nFortran (D) - training will be given\n")
    assert needs == needs | {"python": "required", "cuda": "preferred", "fortran": "preferred"}


def test_a_letter_that_stands_alone_is_no_mark() -> None:
    assert (
        _needs("Developer\n\nRequirements\n- Python\n- Languages for systems, such as Rust and D\n")["python"]
        == "required"
    )


def test_the_numbers_of_a_standard_name_no_product() -> None:
    text = (
        "Bricklayer\n\nDuties\nDuty 1 Build masonry.  K1 S3\n\n"
        "Skills\nS1: Masonry.\nS2: Carpentry.\nS3: Scaffolding.\nK1: COSHH.\nK2: Mortar.\n"
    )
    assert "amazon-s3" not in _needs(text)


def test_a_product_that_looks_like_a_number_is_named() -> None:
    assert "amazon-s3" in _needs("Cloud Engineer\n\nRequirements\n- EC2 and S3\n- AWS Lambda\n")


def test_a_numbered_line_that_names_a_part_is_its_heading() -> None:
    text = (
        "Legal Clerk\n\n1. MAIN DUTIES\n1.1  Draft contracts.\n2. REQUIREMENTS\nPython\nSQL\n"
        "3. WHAT WE OFFER\nKubernetes courses.\n"
    )
    assert "kubernetes" not in _needs(text)
