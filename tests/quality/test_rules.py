"""The rules of the design as properties: additivity, true spans, determinism, independence, monotony, exact advice."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.dates import DateRange
from matchers.documents import Document
from matchers.education import RANK, Education, Level
from matchers.gains import MISSING
from matchers.gaps import Advisor
from matchers.histories import Entry
from matchers.matching import Matcher
from matchers.profiles import TIERS, Mention, ResumeProfile, SkillEvidence, Tier
from matchers.scoring import RoleScore, Scorer
from matchers.sections import lines_of
from matchers.signals import PreparedRole, ScoringInput, person_of, unit_points
from matchers.weights import MAX_POINTS
from service import taxonomies
from service.reading import read_in_process
from taxonomy.build import Source, build
from tests.drawing import chosen, labelled, seeds
from tests.quality.resumes import SKILLS, Bullet, Layout, Person, layouts, people, render, seen

ROOT = Path(__file__).parents[2]
AsDocument = Callable[[str], Document]
thousand = settings(max_examples=1000, deadline=None, derandomize=True, database=None)

_NEUTRAL = "care"  # stands where a skill stood; no skill and no word of any role


@dataclass(frozen=True)
class Facts:
    """What a score may know besides skills."""

    terms: Mapping[str, int]
    listed_terms: frozenset[str]
    titles: tuple[str, ...]
    jobs: tuple[tuple[str, int, int], ...]
    degree: Level
    fields: tuple[str, ...]


NOTHING = Facts({}, frozenset(), (), (), "none", ())


@cache
def _skill_pool() -> list[str]:
    """Every skill that a role of ours asks for, and some that none does."""
    asked = {requirement.skill_id for role in taxonomies.load().roles for requirement in role.requirements}
    return [*sorted(asked), *[skill.id for skill in taxonomies.load().skills if skill.id not in asked][:50]]


@cache
def _term_pool() -> list[str]:
    return sorted({term for role in taxonomies.load().roles for term, _ in role.terms})


_TITLES = ("Data Engineer", "Machine Learning Engineer", "Nurse", "Release Manager")
_FIELDS = ("computer science", "mathematics", "humanities", "education")


def _facts(size: int, seed: int) -> Facts:
    """Facts of every kind, at most ``size`` of each."""
    chance = Random(seed)  # noqa: S311 - examples for tests, no secrets

    def some(pool: Sequence[Any], most: int) -> list[Any]:
        return chance.sample(pool, chance.randint(0, most))[:size]

    return Facts(
        terms={term: chance.choice((500, 666, 750, 800, 909)) for term in some(_term_pool(), 25)},
        listed_terms=frozenset(some(_term_pool(), 15)),
        titles=tuple(some(_TITLES * 2, 2)),
        jobs=tuple((title, chance.randint(24_000, 24_200), chance.randint(1, 90)) for title in some(_TITLES * 3, 3)),
        degree=chance.choice(list(RANK)),
        fields=tuple(some(_FIELDS, 2)),
    )


_tiers: st.SearchStrategy[Tier] = st.sampled_from(TIERS)
held_skills = labelled(_skill_pool, TIERS, 30)
facts = st.builds(_facts, st.integers(0, 25), seeds)
role_numbers = st.integers(0, 15)


def _profile(held: Mapping[str, Tier], known: Facts) -> ResumeProfile:
    """A profile that holds these skills and shows these facts."""
    evidence = {
        skill: SkillEvidence(skill, tier, 30, "held", (Mention(0, 1, "x", "experience", "exact", 1.0, "held", tier),))
        for skill, tier in held.items()
    }
    jobs = tuple(
        (Entry(0, 0, (0,), title, (DateRange(first, first + months - 1, 0, 1),), is_job=True), frozenset[str]())
        for title, first, months in known.jobs
    )
    return ResumeProfile(
        skills=evidence,
        experience_months=sum(months for _, _, months in known.jobs),
        titles=known.titles,
        jobs=jobs,
        education=Education(known.degree, known.fields),
        terms=known.terms,
        listed_terms=known.listed_terms - known.terms.keys(),
    )


def _person(matcher: Matcher, held: Mapping[str, str], known: Facts) -> ScoringInput:
    return person_of(_profile(held, known), matcher.scorer.supports)


def _role(matcher: Matcher, number: int) -> PreparedRole:
    roles = list(matcher.scorer.roles.values())
    return roles[number % len(roles)]


def _points(scores: Sequence[RoleScore]) -> dict[str, int]:
    return {score.role.profile.id: score.points for score in scores}


def _fell(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The roles whose score is lower than before, with both."""
    return {role: (points, after[role]) for role, points in before.items() if after[role] < points}


def _seen(matcher: Matcher, text: str) -> dict[str, Any]:
    return seen(matcher.profile(Document(text, "text/plain", "sha256:0")), matcher.scorer.supports)


def _ranked(matcher: Matcher, text: str) -> dict[str, int]:
    return _points(matcher.rank(Document(text, "text/plain", "sha256:0"))[1])


# Rule 1 -------------------------------------------------------------------------------------------------------------


@thousand
@given(held_skills, facts)
def test_the_parts_of_every_score_add_up_to_it(matcher: Matcher, held: dict[str, Tier], known: Facts) -> None:
    person = _person(matcher, held, known)
    for score in matcher.scorer.rank(person):
        assert sum(part.points for part in score.components) == score.points
        assert sum(part.max_points for part in score.components) == MAX_POINTS
        assert all(0 <= part.points <= part.max_points for part in score.components)


@thousand
@given(held_skills, facts)
def test_the_points_of_the_single_skills_add_up_to_the_skills_component(
    matcher: Matcher, held: dict[str, Tier], known: Facts
) -> None:
    person = _person(matcher, held, known)
    for score in matcher.scorer.rank(person):
        part = next(component for component in score.components if component.name == "skills")
        assert sum(unit_points(unit, person.support)[0] for unit in score.role.units) == part.points
        assert sum(unit.max_points for unit in score.role.units) == part.max_points


@thousand
@given(people, layouts, role_numbers)
def test_the_numbers_that_a_report_shows_add_up(
    matcher: Matcher, as_document: AsDocument, person: Person, layout: Layout, number: int
) -> None:
    roles = [_role(matcher, number).profile.id]
    report = matcher.match(as_document(render(person, layout)), resume_id="res_1", role_ids=roles)
    assert len(report["results"]) == 1
    for result in report["results"]:
        parts = {part["name"]: part for part in result["components"]}
        assert sum(round(part["points"] * 10) for part in parts.values()) == round(result["score"] * 10)
        assert sum(round(skill["points"] * 10) for skill in result["matched_skills"]) == round(
            parts["skills"]["points"] * 10
        )
        assert all(skill["points"] <= skill["max_points"] for skill in result["matched_skills"])


# Rule 2 -------------------------------------------------------------------------------------------------------------


@thousand
@given(
    people,
    layouts,
    st.text(max_size=40),
    st.sampled_from(["", "İ", "ß", "ﬁ", "👩‍🔬", "Ǆ", "\u0307", "\ufeff", "e\u0301"]),
)
def test_every_mention_quotes_the_text_at_its_span(
    matcher: Matcher, as_document: AsDocument, person: Person, layout: Layout, noise: str, odd: str
) -> None:
    text = render(replace(person, name=person.name + odd, listed=(*person.listed, noise + odd)), layout)
    mentions = [
        mention for evidence in matcher.profile(as_document(text)).skills.values() for mention in evidence.mentions
    ]
    assert all(text[mention.start : mention.end] == mention.quote for mention in mentions)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)


@thousand
@given(people, layouts, role_numbers)
def test_a_matched_skill_points_at_mentions_that_hold_it(
    matcher: Matcher, as_document: AsDocument, person: Person, layout: Layout, number: int
) -> None:
    text = render(person, layout)
    report = matcher.match(as_document(text), resume_id="res_1", role_ids=[_role(matcher, number).profile.id])
    skills = {skill["skill_id"]: skill for skill in report["resume"]["skills"]}
    for matched in report["results"][0]["matched_skills"]:
        evidence = skills[matched["via"] or matched["skill_id"]]
        assert evidence["standing"] == "held"
        assert matched["mentions"]
        for mention in (evidence["mentions"][place] for place in matched["mentions"]):
            assert text[mention["start"] : mention["end"]] == mention["quote"]


# Rule 3 -------------------------------------------------------------------------------------------------------------

_CHILD = """
import json, sys
from pathlib import Path
from matchers.dates import DateRange
from matchers.documents import Document
from service import taxonomies
from service.reading import read_in_process
matcher = taxonomies.matcher()
files, texts = json.load(sys.stdin)
documents = [read_in_process(Path(file).read_bytes(), name=file) for file in files]
documents += [Document(text, "text/plain", "sha256:0") for text in texts]
for document in documents:
    sys.stdout.write(json.dumps(matcher.match(document, resume_id="res_1", top=1)) + "\\n")
"""


@cache
def _some_texts(count: int) -> list[str]:
    """Generated resumes, the same ones each time."""
    texts: list[str] = []

    @settings(max_examples=count, deadline=None, derandomize=True, database=None)
    @given(people, layouts)
    def collect(person: Person, layout: Layout) -> None:
        texts.append(render(person, layout))

    collect()
    return texts[:count]


def test_five_hundred_reports_are_the_same_bytes_in_other_processes_locales_time_zones_and_hash_seeds(
    matcher: Matcher, tmp_path: Path
) -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "samples" / "resumes").iterdir())
    texts = _some_texts(500 - len(files))
    assert len(files) + len(texts) >= 500
    given_data = tmp_path / "given.json"
    given_data.write_text(json.dumps([files, texts]), encoding="utf-8")
    environments = (
        {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "C", "TZ": "America/St_Johns"},
    )
    children = []
    for number, environment in enumerate(environments):
        with given_data.open() as source, (tmp_path / f"{number}.jsonl").open("w") as target:
            children.append(
                subprocess.Popen(
                    [sys.executable, "-c", _CHILD],
                    cwd=ROOT,
                    env={**os.environ, **environment},
                    stdin=source,
                    stdout=target,
                )
            )
    documents = [read_in_process((ROOT / file).read_bytes(), name=file) for file in files]
    documents += [Document(text, "text/plain", "sha256:0") for text in texts]
    ours = "".join(json.dumps(matcher.match(document, resume_id="res_1", top=1)) + "\n" for document in documents)
    assert [child.wait() for child in children] == [0, 0]
    assert [(tmp_path / f"{number}.jsonl").read_text() == ours for number in range(len(children))] == [True, True]


# Rule 4 -------------------------------------------------------------------------------------------------------------


@thousand
@given(people, st.lists(people, min_size=1, max_size=3))
def test_a_score_is_the_same_before_and_after_others_were_scored(
    matcher: Matcher, person: Person, others: list[Person]
) -> None:
    before = _seen(matcher, render(person))
    for other in others:
        matcher.rank(Document(render(other), "text/plain", "sha256:1"))
    assert _seen(matcher, render(person)) == before


def test_a_matcher_that_has_seen_thousands_reports_what_a_new_one_reports(
    matcher: Matcher, as_document: AsDocument
) -> None:
    fresh = taxonomies.matcher()
    for text in reversed(_some_texts(100)):
        document = as_document(text)
        assert fresh.match(document, resume_id="res_1") == matcher.match(document, resume_id="res_1")


@thousand
@given(held_skills, facts, st.lists(role_numbers, min_size=1, max_size=5))
def test_a_roles_score_does_not_depend_on_the_other_roles_asked_for(
    matcher: Matcher, held: dict[str, Tier], known: Facts, numbers: list[int]
) -> None:
    person = _person(matcher, held, known)
    chosen = list(dict.fromkeys(_role(matcher, number).profile.id for number in numbers))
    everything = _points(matcher.scorer.rank(person))
    assert _points(matcher.scorer.rank(person, chosen)) == {role: everything[role] for role in chosen}


# Rule 6 -------------------------------------------------------------------------------------------------------------


@thousand
@given(held_skills, facts, st.deferred(lambda: st.sampled_from(_skill_pool())), _tiers)
def test_one_more_skill_or_a_stronger_tier_never_lowers_any_score(
    matcher: Matcher, held: dict[str, Tier], known: Facts, skill: str, tier: Tier
) -> None:
    strongest = min(tier, held.get(skill, tier), key=TIERS.index)
    before = _points(matcher.scorer.rank(_person(matcher, held, known)))
    after = _points(matcher.scorer.rank(_person(matcher, {**held, skill: strongest}, known)))
    assert not _fell(before, after)


@thousand
@given(held_skills, facts, facts)
def test_more_words_of_the_work_months_titles_or_degree_never_lower_any_score(
    matcher: Matcher, held: dict[str, Tier], known: Facts, more: Facts
) -> None:
    richer = Facts(
        terms={term: max(known.terms.get(term, 0), more.terms.get(term, 0)) for term in {*known.terms, *more.terms}},
        titles=known.titles + more.titles,
        listed_terms=known.listed_terms | more.listed_terms,
        jobs=known.jobs + more.jobs,
        degree=max(known.degree, more.degree, key=RANK.__getitem__),
        fields=known.fields + more.fields,
    )
    before = _points(matcher.scorer.rank(_person(matcher, held, known)))
    after = _points(matcher.scorer.rank(_person(matcher, held, richer)))
    assert not _fell(before, after)


@thousand
@given(people, layouts, st.sampled_from(SKILLS), st.booleans())
def test_a_resume_that_shows_or_lists_one_skill_more_never_scores_lower(
    matcher: Matcher,
    person: Person,
    layout: Layout,
    skill: str,
    listed: bool,  # noqa: FBT001
) -> None:
    if listed:
        richer = replace(person, listed=(*person.listed, skill))
    else:
        bullet = Bullet("Built", "the nightly ordering service of a parcel firm", skill, "which saved two hours a day")
        richer = replace(
            person, jobs=(replace(person.jobs[0], bullets=(*person.jobs[0].bullets, bullet)), *person.jobs[1:])
        )
    before, after = _ranked(matcher, render(person, layout)), _ranked(matcher, render(richer, layout))
    assert not _fell(before, after)


@thousand
@given(people, layouts, st.sampled_from([2, 2, 3, 3, 5, 30, 200]))
def test_a_bullet_said_many_times_scores_as_said_once(
    matcher: Matcher, person: Person, layout: Layout, times: int
) -> None:
    job = person.jobs[0]
    again = replace(person, jobs=(replace(job, bullets=(job.bullets[0],) * times + job.bullets[1:]), *person.jobs[1:]))
    # All that a score can depend on is the same, so every score is.
    assert _seen(matcher, render(again, layout))["scoring"] == _seen(matcher, render(person, layout))["scoring"]


@thousand
@given(people, layouts, st.sampled_from([2, 2, 3, 3, 5, 30, 200]), st.booleans())
def test_a_skill_listed_many_times_never_raises_any_score(
    matcher: Matcher,
    person: Person,
    layout: Layout,
    times: int,
    at_once: bool,  # noqa: FBT001
) -> None:
    listed = (" ".join([person.listed[0]] * times),) if at_once else (person.listed[0],) * times
    before, after = (
        _ranked(matcher, render(person, layout)),
        _ranked(matcher, render(replace(person, listed=listed + person.listed[1:]), layout)),
    )
    assert not _fell(after, before)


_PLAIN = """Jo Doe
Leeds

Experience
Data Engineer, Hexworks, Jan 2018 - Dec 2022
• Built an invoice reader for small bakeries with Python, used by eight branches every morning
{more}
Skills
SQL, Docker
"""


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("• Built Python pipelines", "• Built Python, Apache Kafka and Snowflake pipelines"),
        ("• Python", "• Python, Apache Kafka, Snowflake"),
        (
            "• Built data pipelines with Apache Airflow",
            "• Built data pipelines with Apache Airflow and Python for the finance team",
        ),
        ("• Ran Kubernetes for the shop", "• Ran Kubernetes, Terraform, Docker, Grafana and Prometheus for the shop"),
    ],
)
def test_more_skills_named_in_the_same_bullet_never_lower_any_score(matcher: Matcher, less: str, more: str) -> None:
    assert not _fell(_ranked(matcher, _PLAIN.format(more=less)), _ranked(matcher, _PLAIN.format(more=more)))


@pytest.mark.parametrize("name", [", Microsoft Azure", ", HL7", " | Erlang"])
def test_a_name_behind_any_line_of_skills_of_any_sample_lowers_no_score(matcher: Matcher, name: str) -> None:
    fell, tried = [], 0
    for number, file in enumerate(sorted((ROOT / "samples" / "resumes").iterdir())):
        text = read_in_process(file.read_bytes(), name=file.name).text
        listed = [line for line in lines_of(text) if line.section == "skills" and not line.is_heading]
        before = _ranked(matcher, text)
        for line in listed[number % 2 :: 2]:
            tried += 1
            if _fell(before, _ranked(matcher, text[: line.end] + name + text[line.end :])):
                fell.append((file.name, text[line.start : line.end]))
    assert tried > 100
    assert not fell


_SAID = "Repaired broken loads in Snowflake and wrote the nightly data quality report in SQL"
_VARIATIONS = {
    "trailing commas": "\n".join(f"• {_SAID}{',' * number}" for number in range(30)),
    "other case": f"• {_SAID}\n• {_SAID.upper()}\n• {_SAID.lower()}",
    "full stops": f"• {_SAID}\n• {_SAID}.\n• {_SAID}..",
    "one bullet": "• " + ". ".join([_SAID] * 100),
}


@pytest.mark.parametrize("variation", _VARIATIONS)
def test_the_same_statement_in_other_dress_never_raises_any_score(matcher: Matcher, variation: str) -> None:
    once, often = (_PLAIN.format(more=text) for text in (f"• {_SAID}", _VARIATIONS[variation]))
    assert not _fell(_ranked(matcher, often), _ranked(matcher, once))


@pytest.mark.parametrize("skill", ["SQL", "Docker", "Kubernetes"])
def test_a_skill_repeated_in_lines_of_all_lengths_never_raises_any_score(matcher: Matcher, skill: str) -> None:
    once = _PLAIN.format(more="") + skill + "\n"
    often = _PLAIN.format(more="") + "\n".join(" ".join([skill] * number) for number in range(1, 100)) + "\n"
    assert not _fell(_ranked(matcher, often), _ranked(matcher, once))


# Rule 7 -------------------------------------------------------------------------------------------------------------


@thousand
@given(held_skills, facts, role_numbers)
def test_the_promised_gain_of_every_missing_skill_is_what_a_new_score_gives(
    matcher: Matcher, held: dict[str, Tier], known: Facts, number: int
) -> None:
    person, role, scorer = _person(matcher, held, known), _role(matcher, number), matcher.scorer
    before = scorer.score(person, role).points
    gaps = Advisor(_profile(held, known), matcher.taxonomy.skill_by_id, scorer.supports).gaps(role)
    for gap in gaps:
        shown = scorer.with_skills(person, {**held, gap.skill_id: "demonstrated"})
        assert scorer.score(shown, role).points - before == gap.points_available
    assert [gap.points_available for gap in gaps] == sorted((gap.points_available for gap in gaps), reverse=True)


@thousand
@given(held_skills, facts, role_numbers)
def test_the_promised_gain_of_every_next_step_is_what_a_new_score_gives(
    matcher: Matcher, held: dict[str, Tier], known: Facts, number: int
) -> None:
    person, role, scorer = _person(matcher, held, known), _role(matcher, number), matcher.scorer
    advisor = Advisor(_profile(held, known), matcher.taxonomy.skill_by_id, scorer.supports)
    score = scorer.score(person, role)
    for step in advisor.steps(score, advisor.gaps(role)):
        if step.points_gain:
            shown = scorer.with_skills(person, held | dict.fromkeys(step.skill_ids, "demonstrated"))
            assert scorer.score(shown, role).points - score.points == step.points_gain
        assert "keyword" not in step.action.lower()


@thousand
@given(
    held_skills,
    facts,
    role_numbers,
    chosen(_skill_pool, 6),
)
def test_the_gain_of_any_group_of_skills_is_what_a_new_score_gives(
    matcher: Matcher, held: dict[str, Tier], known: Facts, number: int, group: list[str]
) -> None:
    person, role, scorer = _person(matcher, held, known), _role(matcher, number), matcher.scorer
    gain = Advisor(_profile(held, known), matcher.taxonomy.skill_by_id, scorer.supports).gain(role, group)
    shown = scorer.with_skills(person, held | dict.fromkeys(group, "demonstrated"))
    assert scorer.score(shown, role).points - scorer.score(person, role).points == gain >= 0


@thousand
@given(held_skills, role_numbers)
def test_no_missing_skill_would_bring_more_than_those_named(
    matcher: Matcher, held: dict[str, Tier], number: int
) -> None:
    role = _role(matcher, number)
    advisor = Advisor(_profile(held, NOTHING), matcher.taxonomy.skill_by_id, matcher.scorer.supports)
    gaps = advisor.gaps(role)
    named = {skill for gap in gaps for skill in (gap.skill_id, *gap.alternatives)}
    least = min((gap.points_available for gap in gaps), default=0)
    for unit, credit in zip(role.units, advisor.gains(role).credits, strict=True):
        if credit <= MISSING and not named & set(unit.skill_ids):
            assert min(advisor.gain(role, [skill]) for skill in unit.skill_ids) <= least


# M5: faithful -------------------------------------------------------------------------------------------------------


def _supporters(matcher: Matcher, held: Mapping[str, Tier], wanted: Sequence[str]) -> set[str]:
    """The held skills that speak for any of the wanted ones: themselves and their stand-ins."""
    table = matcher.scorer.supports
    return {skill for skill in held if skill in wanted or any(other in wanted for other, _ in table[skill])}


@thousand
@given(held_skills, facts, role_numbers, st.integers(0, 99))
def test_without_the_evidence_behind_a_matched_skill_the_score_falls_by_exactly_its_points(
    matcher: Matcher, held: dict[str, Tier], known: Facts, number: int, choice: int
) -> None:
    scorer, role = matcher.scorer, _role(matcher, number)
    chosen = role.units[choice % len(role.units)]
    removed = _supporters(matcher, held, chosen.skill_ids)
    with_it = _person(matcher, held, known)
    without = _person(matcher, {skill: tier for skill, tier in held.items() if skill not in removed}, known)
    falls = {unit: unit_points(unit, with_it.support)[0] - unit_points(unit, without.support)[0] for unit in role.units}
    assert falls[chosen] == unit_points(chosen, with_it.support)[0]
    assert scorer.score(with_it, role).points - scorer.score(without, role).points == sum(falls.values())
    for unit in role.units:
        if not removed & _supporters(matcher, held, unit.skill_ids):
            assert falls[unit] == 0


@thousand
@given(people, layouts, st.integers(0, 99))
def test_deleting_a_skill_from_the_text_takes_its_points_and_no_others(
    matcher: Matcher, as_document: AsDocument, person: Person, layout: Layout, choice: int
) -> None:
    named = [bullet.skill for job in person.jobs for bullet in job.bullets] + list(person.listed)
    skill = named[choice % len(named)]
    before = matcher.profile(as_document(render(person, layout)))
    after = matcher.profile(as_document(render(_without(person, skill), layout)))
    gone = before.skills.keys() - after.skills.keys()
    assert len(gone) <= 1, "one name gone from the text takes one skill"
    table = matcher.scorer.supports
    support, left = person_of(before, table).support, person_of(after, table).support
    lent = {other for skill_id in gone for other in (skill_id, *(other for other, _ in table[skill_id]))}
    for role in matcher.scorer.roles.values():
        for unit in role.units:
            if not lent & set(unit.skill_ids):
                assert unit_points(unit, support)[0] == unit_points(unit, left)[0]


def _without(person: Person, skill: str) -> Person:
    """The same person who never names a skill; the sentences stay."""
    jobs = tuple(
        replace(job, bullets=tuple(replace(b, skill=_NEUTRAL if b.skill == skill else b.skill) for b in job.bullets))
        for job in person.jobs
    )
    return replace(person, jobs=jobs, listed=tuple(_NEUTRAL if name == skill else name for name in person.listed))


@thousand
@given(people, layouts, st.integers(0, 99))
def test_a_required_skill_that_goes_lowers_the_score_and_raises_none(
    matcher: Matcher, person: Person, layout: Layout, choice: int
) -> None:
    job = person.jobs[0]
    shown = replace(
        job,
        bullets=(
            *job.bullets,
            Bullet("Built", "a forecast of water use for a town", "Python", "with no outage in two winters"),
        ),
    )
    person = replace(person, jobs=(shown, *person.jobs[1:]), listed=(*person.listed, "Python")[choice % 2 :])
    before, after = (
        _ranked(matcher, render(person, layout)),
        _ranked(matcher, render(_without(person, "Python"), layout)),
    )
    assert _fell(before, after)
    assert not _fell(after, before)


# Ties ---------------------------------------------------------------------------------------------------------------


@thousand
@given(held_skills, facts)
def test_roles_stand_by_score_and_equal_ones_by_their_id(matcher: Matcher, held: dict[str, Tier], known: Facts) -> None:
    ranked = [(-score.points, score.role.profile.id) for score in matcher.scorer.rank(_person(matcher, held, known))]
    assert ranked == sorted(ranked)


@settings(thousand, max_examples=50)
@given(held_skills, facts, st.permutations(["aa", "ab", "b", "c"]))
def test_equal_roles_stand_by_their_id_whatever_their_order_in_the_taxonomy(
    matcher: Matcher, held: dict[str, Tier], known: Facts, order: list[str]
) -> None:
    one = matcher.taxonomy.roles[0]
    scorer = Scorer(replace(matcher.taxonomy, skills=(), roles=tuple(replace(one, id=identity) for identity in order)))
    person = _person(matcher, held, known)
    assert [score.role.profile.id for score in scorer.rank(person)] == ["aa", "ab", "b", "c"]


# Rule 9 -------------------------------------------------------------------------------------------------------------

_LONG = 12
_OTHER_LANGUAGES = {
    "German": (
        "Ich habe mit der Gruppe die Datenbank für das Lager gebaut und bei der Wartung auf "
        "die Kosten geachtet, nicht nur auf das Tempo. "
    ),
    "French": (
        "J'ai construit avec une équipe les rapports pour la direction et dans les ateliers "
        "des outils de suivi sur les machines. "
    ),
    "Spanish": (
        "He construido con el equipo los informes para la dirección y las herramientas de "
        "control por encargo del taller, como jefa. "
    ),
    "Italian": (
        "Ho costruito con la squadra di lavoro gli archivi della biblioteca e nel reparto "
        "delle macchine una procedura che funziona. "
    ),
    "Portuguese": (
        "Construí com a equipe os relatórios para a direção e em uma oficina das máquinas um "
        "controle que não falha ao sul. "
    ),
    "Dutch": (
        "Ik heb met het team een bestand voor de winkel gebouwd en van de klanten een lijst "
        "gemaakt voor het beheer van de kosten. "
    ),
    "Polish": (
        "Zbudowałem z zespołem raporty dla dyrekcji oraz narzędzia do kontroli maszyn na hali "
        "i w magazynie, które się sprawdziły. "
    ),
    "Russian": (
        "Построил с командой отчёты для дирекции и инструменты контроля машин в цехе и на "
        "складе, которые работают до сих пор. "
    ),
    "Greek": (
        "Έφτιαξα με την ομάδα αναφορές για τη διεύθυνση και εργαλεία ελέγχου μηχανών στην "
        "αποθήκη, που λειτουργούν ακόμη. "
    ),
    "Chinese": (
        "我和团队一起为管理层编写报告,并为车间和仓库开发机器控制工具,这些工具至今仍在使用。我还负责维护和培训新的同事。"
    ),
    "Arabic": (
        "قمت مع الفريق ببناء تقارير للإدارة وأدوات لمراقبة الآلات في الورشة والمستودع وما زالت تعمل حتى الآن بشكل جيد. "
    ),
    "Hindi": "मैंने टीम के साथ प्रबंधन के लिए रिपोर्ट और कार्यशाला में मशीनों के नियंत्रण के उपकरण बनाए जो अब भी काम करते हैं। ",
}


@pytest.mark.parametrize("language", _OTHER_LANGUAGES)
def test_a_resume_in_another_language_gets_a_reason_and_no_number(
    matcher: Matcher, as_document: AsDocument, language: str
) -> None:
    report = matcher.match(as_document(_OTHER_LANGUAGES[language] * _LONG), resume_id="res_1")
    assert report["abstained"]["code"] == "unsupported-language"
    assert report["results"] == []


@pytest.mark.parametrize("text", ["", " \n ", "x", "Python, SQL, Kubernetes", "Jo Doe\n\nSkills\n" + "Python\n" * 20])
def test_a_text_of_less_than_two_hundred_characters_gets_a_reason_and_no_number(
    matcher: Matcher, as_document: AsDocument, text: str
) -> None:
    report = matcher.match(as_document(text), resume_id="res_1")
    assert report["abstained"]["code"] == "too-short"
    assert report["abstained"]["message"].endswith(".")
    assert report["results"] == []
    assert report["job"] is None
    assert "score" not in json.dumps(report)


@thousand
@given(people, layouts)
def test_english_resumes_with_names_from_everywhere_are_not_abstained_from(
    matcher: Matcher, as_document: AsDocument, person: Person, layout: Layout
) -> None:
    person = replace(
        person, name="Noor van der Laan de la Cruz", school="Universidad de las Américas, Ciudad de los Ángeles"
    )
    assert matcher.match(as_document(render(person, layout)), resume_id="res_1", top=0)["abstained"] is None


def test_a_role_that_the_taxonomy_lacks_is_a_named_error(matcher: Matcher, as_document: AsDocument) -> None:
    with pytest.raises(KeyError, match="astronaut"):
        matcher.match(as_document(_some_texts(1)[0]), resume_id="res_1", role_ids=["astronaut"])


@thousand
@given(st.text(max_size=120), people)
def test_no_text_whatever_breaks_the_path(matcher: Matcher, as_document: AsDocument, text: str, person: Person) -> None:
    odd = replace(person, name=text, listed=(*person.listed, text), degree=text, hobbies=text)
    report = matcher.match(as_document(render(odd)), resume_id="res_1", role_ids=[matcher.taxonomy.roles[0].id])
    assert json.loads(json.dumps(report)) == report


# M15: stuffing ------------------------------------------------------------------------------------------------------

_LISTS = {
    "commas": ", ".join,
    "semicolons": "; ".join,
    "bars": " | ".join,
    "lines": "\n".join,
    "bullets": lambda names: "\n".join(f"• {name}" for name in names),
    "spaces": " ".join,
}


@pytest.mark.parametrize(
    "heading", ["Skills", "Technical Skills", "Summary", "Projects", "Experience", "Certifications", "Education", ""]
)
@pytest.mark.parametrize("form", _LISTS)
def test_a_bare_list_of_everything_a_role_requires_reaches_a_fifth_of_the_maximum_at_most(
    matcher: Matcher, as_document: AsDocument, heading: str, form: str
) -> None:
    assert matcher.taxonomy.roles
    over = {}
    for role in matcher.scorer.roles.values():
        wanted = [
            matcher.taxonomy.skill_by_id[r.skill_id].name for r in role.profile.requirements if r.need == "required"
        ]
        text = f"Jo Doe\n\n{heading}\n{_LISTS[form](wanted)}\n"
        points = _points(matcher.rank(as_document(text))[1])[role.profile.id]
        if points > MAX_POINTS // 5:
            over[role.profile.id] = points
    assert not over


_CASHIER = """Jo Doe

Experience
Cashier, Northgate Stores, Jan 2016 - Dec 2022
- Worked at the till and kept the shop tidy for the people who came in each day
- {}

Education
BA History, 2015

Summary
{}
"""


@pytest.mark.parametrize(
    "said",
    [
        lambda names: f"Environment: {', '.join(names)}",
        lambda names: f"I worked {' and '.join(f'with {name}' for name in names)}.",
    ],
    ids=["environment", "one sentence"],
)
def test_a_list_of_everything_in_another_trades_job_reaches_a_fifth_of_the_maximum_at_most(
    matcher: Matcher, as_document: AsDocument, said: Callable[[Sequence[str]], str]
) -> None:
    over = {}
    for role in matcher.scorer.roles.values():
        names = [matcher.taxonomy.skill_by_id[r.skill_id].name for r in role.profile.requirements]
        text = _CASHIER.format(said(names), "")
        points = _points(matcher.rank(as_document(text))[1])[role.profile.id]
        if points > MAX_POINTS // 5:
            over[role.profile.id] = points
    assert not over


@pytest.mark.parametrize("place", ["job", "summary"])
def test_a_roles_own_guide_in_a_resume_reaches_a_fifth_of_the_maximum_at_most(
    matcher: Matcher, as_document: AsDocument, place: str
) -> None:
    over = {}
    for role in matcher.scorer.roles.values():
        guide = (ROOT / "taxonomy" / "documents" / f"{role.profile.id}.md").read_text(encoding="utf-8")
        wording = guide.partition("\n")[2]  # the first line is a title, which a resume may claim
        text = _CASHIER.format(*((wording, "") if place == "job" else ("", wording)))
        points = _points(matcher.rank(as_document(text))[1])[role.profile.id]
        if points > MAX_POINTS // 5:
            over[role.profile.id] = points
    assert not over


# Rule 10 ------------------------------------------------------------------------------------------------------------


def test_the_tests_run_with_the_network_shut() -> None:
    with pytest.raises(RuntimeError, match="without a network"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    with pytest.raises(RuntimeError, match="without a network"):
        socket.getaddrinfo("example.com", 80)


def test_this_machine_stays_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_reading_building_and_matching_work_without_a_network() -> None:
    guide = (ROOT / "taxonomy" / "documents" / "data-engineer-azure.md").read_text(encoding="utf-8")
    taxonomy, problems = build([Source("data-engineer-azure", guide)])
    assert not problems
    document = read_in_process((ROOT / "samples" / "resume.pdf").read_bytes(), name="resume.pdf")
    job = taxonomies.job_of((ROOT / "samples" / "jobs" / "data-engineering-expert.md").read_text(encoding="utf-8"))
    report = Matcher(taxonomy).match(document, resume_id="res_1", job=job)
    assert report["results"]
    assert report["job"]["score"] is not None
