"""Every problem of a taxonomy at once, each with its place."""

from dataclasses import replace

import pytest

from taxonomy.checks import Problem, check, check_lexicon
from taxonomy.lexicon import Row
from taxonomy.model import Citation, Requirement, RoleProfile, Skill, SourceDocument, Taxonomy

_CITATION = Citation("guide", "Requirements", 0, 5)
SOUND = Taxonomy(
    "v",
    (SourceDocument("guide", "Guide", "0" * 64, 100),),
    (
        Skill("languages", "Programming Languages", "concept"),
        Skill("python", "Python", "language", parents=("languages",)),
    ),
    (
        RoleProfile(
            "engineer",
            "Engineer",
            requirements=(Requirement("python", "required", 1.0, citations=(_CITATION,)),),
            responsibilities=(_CITATION,),
        ),
    ),
)


def _with(*skills: Skill) -> Taxonomy:
    return replace(SOUND, skills=(*SOUND.skills, *skills))


def _problems(taxonomy: Taxonomy) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.place, problem.message) for problem in check(taxonomy)]


def _one(taxonomy: Taxonomy) -> tuple[str, str, str]:
    (problem,) = _problems(taxonomy)
    return problem


def test_a_sound_taxonomy_has_no_problems() -> None:
    assert _problems(SOUND) == []


def test_an_id_that_is_used_twice_is_an_error() -> None:
    assert any("is defined 2 times" in message for _, _, message in _problems(_with(SOUND.skills[1])))


def test_an_id_that_is_no_id_is_an_error() -> None:
    assert _one(_with(Skill("Bad Id", "Bad", "tool", parents=("languages",)))) == (
        "error",
        "skill Bad Id",
        "is not a well-formed id",
    )


def test_a_relative_that_does_not_exist_is_an_error_with_its_place() -> None:
    severity, place, message = _one(_with(Skill("zig", "Zig", "tool", parents=("ghost",))))
    assert (severity, place) == ("error", "skill zig")
    assert "'ghost'" in message


def test_parents_in_a_circle_are_an_error() -> None:
    circle = (Skill("a-one", "A One", "tool", parents=("b-two",)), Skill("b-two", "B Two", "tool", parents=("a-one",)))
    assert any("go in a circle" in message for _, _, message in _problems(_with(*circle)))


def test_an_english_word_without_a_rule_is_an_error_and_with_one_is_not() -> None:
    bare = Skill("spark", "Spark", "tool", parents=("languages",))
    assert "no rule" in _one(_with(bare))[2]
    assert _problems(_with(replace(bare, rule="cased listed"))) == []


def test_a_rule_that_is_none_is_an_error() -> None:
    assert "is no rule" in _one(_with(Skill("zig", "Zig", "tool", parents=("languages",), rule="sometimes")))[2]


def test_one_name_of_two_skills_is_an_error() -> None:
    severity, place, message = _one(_with(Skill("snake", "Snake", "tool", ("Python",), ("languages",))))
    assert (severity, place) == ("error", "name 'python'")
    assert "python, snake" in message


def test_a_skill_beside_nothing_is_a_warning() -> None:
    assert _one(_with(Skill("zig", "Zig", "tool")))[0] == "warning"


def test_a_role_that_asks_for_nothing_or_for_a_ghost_is_an_error() -> None:
    empty = replace(SOUND, roles=(replace(SOUND.roles[0], requirements=()),))
    assert ("error", "role engineer", "asks for nothing") in _problems(empty)
    ghost = replace(SOUND, roles=(replace(SOUND.roles[0], requirements=(Requirement("ghost", "required", 1.0),)),))
    assert any("asks for 'ghost'" in message for _, _, message in _problems(ghost))


def test_a_citation_outside_its_document_is_an_error() -> None:
    for citation in (Citation("guide", "x", 90, 101), Citation("other", "x", 0, 5), Citation("guide", "x", 5, 5)):
        role = replace(SOUND.roles[0], requirements=(Requirement("python", "required", 1.0, citations=(citation,)),))
        assert "cites" in _one(replace(SOUND, roles=(role,)))[2]


def test_every_problem_is_reported_at_once_errors_first() -> None:
    problems = _problems(_with(Skill("zig", "Zig", "tool"), Skill("Bad", "Bad", "tool", parents=("ghost",), rule="x")))
    assert len(problems) >= 4
    assert [severity for severity, _, _ in problems] == sorted(severity for severity, _, _ in problems)


@pytest.mark.parametrize("word", ["water", "house", "people", "apple"])
def test_an_everyday_word_as_another_name_of_a_skill_is_an_error_without_a_rule(word: str) -> None:
    skill = Skill("zig", "Zig", "tool", (word,), ("languages",))
    messages = [message for _, _, message in _problems(_with(skill))]
    assert f"the name {word!r} is an ordinary English word and has no rule" in messages
    assert _problems(_with(replace(skill, rule="cased listed"))) == []


def test_a_word_that_a_tenth_of_all_trades_use_is_ordinary_but_not_as_a_part_of_the_own_name() -> None:
    alias = Skill("zig", "Zig", "tool", ("maintenance",), ("languages",))
    own = Skill("zig-maintenance", "Zig Maintenance", "tool", ("maintenance",), ("languages",))
    assert "no rule" in _one(_with(alias))[2]
    assert _problems(_with(own)) == []


def _row(file: str, line: int, identity: str = "python", parents: tuple[str, ...] = ("languages",)) -> Row:
    return Row(file, line, Skill(identity, identity.title(), "language", parents=parents))


def test_an_id_in_two_files_of_the_lexicon_is_an_error_that_names_both_rows() -> None:
    rows = [_row("a.csv", 2), _row("b.csv", 7), _row("a.csv", 3, "languages", ())]
    assert check_lexicon(rows) == [Problem("error", "skill python", "is defined 2 times: a.csv:2, b.csv:7")]


def test_a_row_of_the_lexicon_with_an_unknown_relative_is_an_error() -> None:
    (problem,) = check_lexicon([_row("a.csv", 2, parents=("ghost",))])
    assert (problem.severity, problem.place) == ("error", "skill python")
    assert "'ghost'" in problem.message
