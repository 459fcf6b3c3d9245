"""Skills told by what was done."""

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from matchers.profiles import ResumeProfile
from matchers.verbs import VerbIndex
from taxonomy.model import Skill
from taxonomy.names import tokenize


@pytest.fixture(scope="module")
def index() -> VerbIndex:
    names = {
        "practice": (
            "Model deployment", "Data cleaning", "Capacity planning", "Hyperparameter tuning", "Data analysis",
            "A/B testing", "Software testing", "Service management", "Cost optimization", "Model serving",
            "Systems integration", "Code review", "Risk classification", "Screen writing", "Work measurement",
        ),
        "tool": ("Query deployment",),
    }  # fmt: skip
    return VerbIndex(Skill(name, name, kind) for kind, group in names.items() for name in group)


def _told(index: VerbIndex, text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    places = index.places(tokens.words)
    found = [done for place in places for done in index.find(tokens.words, place, 0, len(tokens.words))]
    return [(done.skill_id, text[tokens.starts[done.first] : tokens.ends[done.last - 1]]) for done in found]


@pytest.mark.parametrize(
    ("text", "skill", "quote"),
    [
        ("Deployed twelve fraud models to production", "Model deployment", "Deployed twelve fraud models"),
        ("Built and deployed models", "Model deployment", "deployed models"),
        ("I deploy the models of three teams", "Model deployment", "deploy the models"),
        ("Deploys models every week", "Model deployment", "Deploys models"),
        ("Responsible for deploying models", "Model deployment", "deploying models"),
        ("Deployment of machine learning models", "Model deployment", "Deployment of machine learning models"),
        ("40 models deployed, none rolled back", "Model deployment", "models deployed"),
        ("Carefully cleaned survey data", "Data cleaning", "cleaned survey data"),
        ("Planned capacity for the sale days", "Capacity planning", "Planned capacity"),
        ("Tuned the hyperparameters", "Hyperparameter tuning", "Tuned the hyperparameters"),
        ("We analysed data from 40 shops", "Data analysis", "analysed data"),
        ("Analyzed data", "Data analysis", "Analyzed data"),
        ("A/B tested the ranking", "A/B testing", "A/B tested"),
        ("Optimised cloud costs", "Cost optimization", "Optimised cloud costs"),
        ("Serve 22 models", "Model serving", "Serve 22 models"),
        ("integrated payment systems", "Systems integration", "integrated payment systems"),
        ("Reviewed code daily", "Code review", "Reviewed code"),
        ("classified risks", "Risk classification", "classified risks"),
    ],
)
def test_what_was_done_names_its_practice(index: VerbIndex, text: str, skill: str, quote: str) -> None:
    assert _told(index, text) == [(skill, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "AWS managed services",  # nobody managed them
        "Tested software engineers",  # not the software
        "Deployed to production. Models are kept in S3",
        "Deployed servers and sold models",
        "Deployed a portal for models of cars",
        "Deployed the long awaited and much discussed models",  # out of reach
        "Models of deployed cars",
        "Cleaned data centres",
        "Wrote scripts for the screen",
        "Measures whether they work",
        "Deployed queries",  # a tool is not a practice
        "deployment of 20 soldiers",
        "",
    ],
)
def test_what_only_looks_like_it_names_none(index: VerbIndex, text: str) -> None:
    assert _told(index, text) == []


def _profile(matcher: Matcher, line: str) -> ResumeProfile:
    text = f"Jo Doe\njo@example.com\n\nExperience\n\nData Scientist, Hexworks, 01/2020 - 12/2023\n- {line}\n"
    return matcher.profile(Document(text, "text/plain", "sha256:0"))


def test_a_practice_told_by_its_verb_is_shown_with_the_words_that_tell_it(matcher: Matcher) -> None:
    evidence = _profile(matcher, "Tracked 900 experiments in a notebook").skills["experiment-tracking"]
    assert (evidence.tier, evidence.months) == ("demonstrated", 48)
    (mention,) = evidence.mentions
    assert (mention.quote, mention.how, mention.similarity) == ("Tracked 900 experiments", "similar", 0.9)


def test_a_practice_that_its_line_names_is_not_told_again(matcher: Matcher) -> None:
    evidence = _profile(matcher, "Experiment tracking: tracked experiments").skills["experiment-tracking"]
    assert [mention.how for mention in evidence.mentions] == ["exact"]


@pytest.mark.parametrize("line", ["The platform team tracked experiments, not I", "Would like to track experiments"])
def test_what_others_did_or_somebody_wishes_to_do_is_not_held(matcher: Matcher, line: str) -> None:
    evidence = _profile(matcher, line).skills.get("experiment-tracking")
    assert evidence is None or evidence.standing != "held"
