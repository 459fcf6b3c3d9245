"""Plain systems to stand beside ours. None of them is fitted on the texts of the cases.

``constant`` always names the roles in the order in which they are most often right. ``length`` ranks the longest role
document first and is the surer the longer a text is: what a matcher would do that only counts. ``words`` is TF-IDF of
plain words with cosine similarity, fitted on the role documents alone (scikit-learn's TfidfVectorizer).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

from service.errors import UserError
from service.evaluation.answers import Ranking
from taxonomy.model import RoleProfile, Taxonomy


def constant(role_ids: Sequence[str], right: Sequence[Sequence[str]]) -> list[Ranking]:
    """The same ranking for every case: the most frequent label first, then by id."""
    often = Counter(role for roles in right for role in roles)
    ranking = tuple(sorted(role_ids, key=lambda role: (-often[role], role)))
    return [Ranking(ranking, 0.0) for _ in right]


def length(role_texts: Mapping[str, str], texts: Sequence[str]) -> list[Ranking]:
    """The longest role document first; the longer a text, the surer."""
    ranking = tuple(sorted(role_texts, key=lambda role: (-len(role_texts[role]), role)))
    return [Ranking(ranking, float(len(text))) for text in texts]


def words(role_texts: Mapping[str, str], texts: Sequence[str]) -> list[Ranking]:
    """Cosine similarity of plain word TF-IDF; vocabulary and IDF come from the role documents."""
    role_ids = sorted(role_texts)
    vectorizer = TfidfVectorizer(stop_words="english")
    roles = vectorizer.fit_transform([role_texts[role] for role in role_ids])
    table = linear_kernel(vectorizer.transform(list(texts)), roles)
    found = []
    for row in table:
        order = sorted(range(len(role_ids)), key=lambda number: (-float(row[number]), role_ids[number]))
        found.append(Ranking(tuple(role_ids[number] for number in order), float(row.max())))
    return found


def shipped_documents() -> Path:
    """The folder of the role documents that the shipped taxonomy was built from."""
    return Path(str(resources.files("taxonomy").joinpath("documents")))


def role_texts(taxonomy: Taxonomy, folder: Path) -> dict[str, str]:
    """The text of each role's documents below ``folder``, or its terms where the folder lacks one of them.

    A document that describes several roles gives each its terms. Raises UserError where the folder is none.
    """
    if not folder.is_dir():
        raise UserError("file-not-found", f"There is no folder {folder} of role documents.")
    files = {file.stem: file for file in sorted(folder.rglob("*")) if file.suffix in {".md", ".txt"}}
    holders = Counter(name for role in taxonomy.roles for name in _documents(role))
    texts = {}
    for role in taxonomy.roles:
        names = _documents(role)
        alone = bool(names) and all(name in files and holders[name] == 1 for name in names)
        texts[role.id] = (
            "\n".join(files[name].read_text(encoding="utf-8-sig") for name in names) if alone else _terms(role)
        )
    return texts


def _documents(role: RoleProfile) -> list[str]:
    """The names of the documents that a role comes from."""
    return sorted({citation.document for requirement in role.requirements for citation in requirement.citations})


def _terms(role: RoleProfile) -> str:
    return " ".join((role.title, *(term for term, _ in role.terms if " " not in term)))
