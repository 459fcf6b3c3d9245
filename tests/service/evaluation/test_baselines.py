"""The baselines are plain, and none of them learns from the cases' texts."""

from pathlib import Path

import pytest

from service import taxonomies
from service.errors import UserError
from service.evaluation import baselines

ROLES = {"cook": "cooking soup and bread in a kitchen", "smith": "forging iron"}


def test_words_finds_the_role_whose_document_shares_the_words() -> None:
    soup, iron = baselines.words(ROLES, ["I cooked, I mean cooking soup", "iron and forging"])
    assert (soup.best, iron.best) == ("cook", "smith")


def test_words_says_the_same_of_a_text_whoever_else_is_there() -> None:
    text = "soup, iron and kitchen"
    alone = baselines.words(ROLES, [text])[0]
    assert baselines.words(ROLES, ["forging " * 50, text, ""])[1] == alone


def test_constant_names_the_most_frequent_label_first_for_everyone() -> None:
    found = baselines.constant(["cook", "smith", "tailor"], [("smith",), ("smith", "cook"), ()])
    assert {ranking.role_ids for ranking in found} == {("smith", "cook", "tailor")}


def test_length_is_the_surer_the_longer_the_text() -> None:
    short, long = baselines.length(ROLES, ["x", "xxx"])
    assert short.role_ids == long.role_ids == ("cook", "smith")
    assert short.confidence < long.confidence


def test_every_role_of_the_shipped_taxonomy_has_its_document() -> None:
    taxonomy = taxonomies.load()
    texts = baselines.role_texts(taxonomy, baselines.shipped_documents())
    assert set(texts) == {role.id for role in taxonomy.roles}
    assert min(len(text) for text in texts.values()) > 3000


def test_a_role_that_several_documents_describe_is_the_text_of_all(tmp_path: Path) -> None:
    (tmp_path / "cook.md").write_text("# Chef\n\n## Requirements\n- Experience with Python\n", encoding="utf-8")
    (tmp_path / "cook-inn.md").write_text("# Chef\n\n## Requirements\n- Experience with SQL\n", encoding="utf-8")
    texts = baselines.role_texts(taxonomies.build_from([tmp_path])[0], tmp_path)
    assert texts.keys() == {"chef"}
    assert "Python" in texts["chef"]
    assert "SQL" in texts["chef"]


def test_roles_whose_documents_are_elsewhere_stand_for_themselves_by_their_terms(tmp_path: Path) -> None:
    taxonomy = taxonomies.load()
    texts = baselines.role_texts(taxonomy, tmp_path)
    assert all(len(texts[role.id].split()) > 50 for role in taxonomy.roles)


def test_a_missing_folder_of_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        baselines.role_texts(taxonomies.load(), tmp_path / "none")
