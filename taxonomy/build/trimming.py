"""A catalogue of many roles, made small enough to ship: what a score is made of stays, the rest goes.

Gone are the lighter words of each role, all but the first place where it names a skill, and the fingerprints of
wording, by which pasted text is recognised: nobody pastes an occupation's document into a resume.
"""

from dataclasses import replace
from typing import Final

from taxonomy.files import with_version
from taxonomy.model import RoleProfile, Taxonomy

MOST_TERMS: Final = 250  # a role's heaviest words and word pairs
_MOST_REQUIREMENTS: Final = 80  # sixty bear points; some share a group
_DIGITS: Final = 4  # of a term's weight


def trimmed(taxonomy: Taxonomy) -> Taxonomy:
    """The same roles and skills with less of everything that scores hardly feel."""
    return with_version(replace(taxonomy, roles=tuple(_trimmed(role) for role in taxonomy.roles)))


def _trimmed(role: RoleProfile) -> RoleProfile:
    heaviest = sorted(role.terms, key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    terms = sorted((term, round(weight, _DIGITS)) for term, weight in heaviest)
    requirements = role.requirements[:_MOST_REQUIREMENTS]
    return replace(
        role,
        terms=tuple(terms),
        requirements=tuple(
            replace(r, weight=round(r.weight, _DIGITS), citations=r.citations[:1]) for r in requirements
        ),
        shingles=(),
    )
