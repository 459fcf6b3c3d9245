"""Names of skills in documents, the ones inside longer names included.

"Machine learning algorithms" names machine learning, too. Resumes are matched without these: a guide says what a role
needs in every form, a person is credited for what they wrote.
"""

from taxonomy.names import Tokens
from taxonomy.surface import Surface, SurfaceIndex


def names_in(tokens: Tokens, index: SurfaceIndex) -> list[Surface]:
    """Every skill named, in the order of their places, and each name of two words or more that opens a longer one."""
    found = index.find(tokens)
    nested = [inner for surface in found if (inner := _opening(tokens, surface, index)) is not None]
    return sorted([*found, *nested], key=lambda surface: (surface.start, -surface.end))


def _opening(tokens: Tokens, surface: Surface, index: SurfaceIndex) -> Surface | None:
    for last in range(surface.last - 1, surface.first + 1, -1):
        skill = index.skill_of(" ".join(tokens.words[surface.first : last]))
        if skill is not None and skill != surface.skill_id:
            return Surface(skill, surface.first, last, surface.start, tokens.ends[last - 1])
    return None
