"""Unseen phrases are linked by character n-grams, with the arithmetic of scikit-learn."""

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from matchers.similar import NEAREST, PhraseLinker, ngrams
from taxonomy import lexicon
from taxonomy.model import Skill
from taxonomy.names import phrase

_NAMES = [phrase(skill.name) for skill in lexicon.load()]


@pytest.fixture(scope="module")
def linker() -> PhraseLinker:
    """A linker of the whole lexicon."""
    return PhraseLinker(lexicon.load())


@pytest.mark.parametrize(
    "text", ["container orchestration", "a b", "data", "c", "machine learning operations engineer"]
)
def test_the_n_grams_are_those_of_scikit_learn(text: str) -> None:
    analyze = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).build_analyzer()
    assert sorted(ngrams(text)) == sorted(analyze(text))


def test_the_cosine_is_that_of_scikit_learn(linker: PhraseLinker) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4))
    names = vectorizer.fit_transform(_NAMES)
    phrases = [f"{name}s" for name in _NAMES[::37] if " " in name] + [
        f"{name} work" for name in _NAMES[::41] if " " in name
    ]
    assert len(phrases) > 100
    linked = 0
    for text in phrases:
        best = float((names @ vectorizer.transform([phrase(text)]).T).max())
        found = linker.link(text)
        if found is not None:
            linked += 1
            assert found[1] == pytest.approx(best, abs=1.5e-3)
        else:
            assert best < NEAREST + 1e-3
    assert linked > 20


def test_a_phrase_is_linked_to_the_nearest_name(linker: PhraseLinker) -> None:
    found = linker.link("container orchestrating")
    assert found is not None
    assert found[0] == "container-orchestration"


@pytest.mark.parametrize("text", ["fresh fruit", "python", "", "Julia Ruby", "12 Elm Street", "very good team"])
def test_a_distant_phrase_or_a_single_word_is_linked_to_nothing(linker: PhraseLinker, text: str) -> None:
    assert linker.link(text) is None


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    skills = [Skill("a", "Container Orchestration", "field"), Skill("b", "Data Visualization", "field")]
    one, two = PhraseLinker(skills), PhraseLinker(skills)
    two.link("data visualizations")
    assert one.link("container orchestrations") == two.link("container orchestrations")


@pytest.mark.parametrize("text", ["4 endorsements", "12 certificates", "2 3 administration"])
def test_a_number_makes_no_phrase_of_a_word(linker: PhraseLinker, text: str) -> None:
    assert linker.link(text) is None
