"""TF-IDF against a background of all trades, frozen in the taxonomy."""

import math
from collections import Counter
from itertools import permutations

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from taxonomy.build.weights import Background, background, count_terms, skill_weight, term_weights
from taxonomy.names import tokenize
from taxonomy.terms import stem, terms

_TEXTS = [
    "build pipelines for warehouse tables and deploy them",
    "deploy deployed deploying pipelines",
    "bake bread and serve guests",
    "serve models behind interfaces; deploy pipelines",
]


def _terms_of(text: str) -> list[str]:
    return list(terms(tokenize(text).words))


def _table() -> Background:
    return Background(len(_TEXTS), Counter(term for text in _TEXTS for term in set(_terms_of(text))))


def test_the_inverse_document_frequencies_are_those_of_scikit_learns_vectorizer() -> None:
    vectorizer = TfidfVectorizer(analyzer=_terms_of).fit(_TEXTS)
    theirs = dict(zip(vectorizer.get_feature_names_out(), vectorizer.idf_, strict=True))
    assert theirs
    assert {term: _table().idf(term) for term in theirs} == pytest.approx(theirs)


def test_terms_said_equally_often_stand_in_the_order_of_scikit_learns_weights() -> None:
    vectorizer = TfidfVectorizer(analyzer=_terms_of).fit(_TEXTS)
    for text in _TEXTS:
        counts = count_terms(tokenize(text).words)
        ours = dict(term_weights(counts, _table()))
        theirs = dict(zip(vectorizer.get_feature_names_out(), vectorizer.transform([text]).toarray()[0], strict=True))
        assert ours.keys() == {term for term, weight in theirs.items() if weight}
        for (one, weight), (other, less) in permutations(ours.items(), 2):
            if counts[one] == counts[other] and theirs[one] > theirs[other] + 1e-9:
                assert weight > less


def test_the_weights_of_a_role_are_scikit_learns_unit_vector_times_the_inverse_document_frequencies() -> None:
    vectorizer = TfidfVectorizer(analyzer=_terms_of).fit(_TEXTS)
    rarity = dict(zip(vectorizer.get_feature_names_out(), vectorizer.idf_, strict=True))
    for text in _TEXTS:
        theirs = dict(zip(rarity, vectorizer.transform([text]).toarray()[0], strict=True))
        ours = dict(term_weights(count_terms(tokenize(text).words), _table()))
        assert ours == pytest.approx({t: w * rarity[t] for t, w in theirs.items() if w}, abs=1e-6)


def test_the_weights_of_a_role_stand_in_the_order_of_its_words() -> None:
    weights = term_weights(count_terms(tokenize(" ".join(_TEXTS)).words), background())
    assert [term for term, _ in weights] == sorted(term for term, _ in weights)


def test_only_the_heaviest_words_are_kept_and_the_length_is_that_of_all() -> None:
    often = Counter({f"a{number}": 2 for number in range(400)})
    seldom = Counter({f"b{number}": 1 for number in range(400)})
    alone, among = (dict(term_weights(words, background())) for words in (often, often + seldom))
    assert among.keys() == alone.keys() == often.keys()
    assert among["a0"] == pytest.approx(alone["a0"] * 2 / math.sqrt(5), abs=1e-5)


def test_no_words_weigh_nothing() -> None:
    assert term_weights(Counter(), background()) == ()


def test_rare_words_weigh_more_than_common_ones() -> None:
    table = background()
    assert table.documents >= 900
    assert table.idf("no such word anywhere") > table.idf("kubernet") >= table.idf("data")
    assert table.idf("manag") < table.idf("pipelin")


def test_a_skill_that_is_said_more_often_or_more_strongly_weighs_more_with_falling_returns() -> None:
    one, two, three = (skill_weight([1.0] * count, 2.0) for count in (1, 2, 3))
    assert one < two < three
    assert two - one > three - two
    assert skill_weight([0.4], 2.0) < skill_weight([1.0], 2.0)
    assert skill_weight([1.0], 1.0) < skill_weight([1.0], 2.0)
    assert skill_weight([0.4, 1.0], 2.0) == skill_weight([1.0, 0.4], 2.0)


@pytest.mark.parametrize(
    "family",
    [
        ["deploy", "deployed", "deploying", "deployment", "deployments"],
        ["pipeline", "pipelines"],
        ["monitor", "monitored", "monitoring"],
    ],
)
def test_the_forms_of_a_word_share_a_stem(family: list[str]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_pairs_reach_over_stop_words_and_not_over_breaks() -> None:
    assert "train model" in _terms_of("training of the models")
    assert "train model" not in _terms_of("training, models")
    assert _terms_of("the and of with strong experience required") == []
