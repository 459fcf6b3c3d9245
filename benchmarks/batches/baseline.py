"""The same question answered as a user of scikit-learn and rapidfuzz would: rank every resume against the roles.

TF-IDF over words and pairs, fitted on the role documents, cosine against each resume; the best partial match of the
role's title; a list of the role's skills that the text holds as substrings. No sections, no evidence, no reasons.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from service import taxonomies

TOP = 3


def score(texts: Sequence[str]) -> list[tuple[str, list[tuple[str, float]], list[str], list[str]]]:
    """For each text: its best role, the top three with scores, and the best role's skills found and missing."""
    taxonomy = taxonomies.load()
    names = {skill.id: skill.name.lower() for skill in taxonomy.skills}
    roles = [
        (role.title, [names[r.skill_id] for r in role.requirements if r.skill_id in names]) for role in taxonomy.roles
    ]
    documents = [
        f"{title} {' '.join(skills)} {' '.join(term for term, _ in role.terms)}"
        for (title, skills), role in zip(roles, taxonomy.roles, strict=True)
    ]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True)
    matrix = vectorizer.fit_transform(documents)
    results = []
    for text in texts:
        likeness = cosine_similarity(vectorizer.transform([text]), matrix)[0]
        low = text.lower()
        scores = [
            (title, 70 * cosine + 0.3 * fuzz.partial_ratio(title.lower(), low))
            for (title, _), cosine in zip(roles, likeness, strict=True)
        ]
        ranked = sorted(scores, key=lambda item: -item[1])[:TOP]
        wanted = next(skills for title, skills in roles if title == ranked[0][0])
        found = [skill for skill in wanted if skill in low]
        results.append((ranked[0][0], ranked, found, [skill for skill in wanted if skill not in found]))
    return results
