"""Names of skills in documents, the ones inside longer names included.

"Machine learning algorithms" names machine learning, too. Resumes are matched without these: a guide says what a role
needs in every form, a person is credited for what they wrote.
"""

from collections.abc import Iterator

from taxonomy.names import Tokens
from taxonomy.surface import Surface, SurfaceIndex

_LABEL = 8  # tokens that the label of a statement may have, its colon counted


def names_in(tokens: Tokens, index: SurfaceIndex) -> list[Surface]:
    """Every skill named, in the order of their places, and names of two words or more inside longer ones."""
    found = index.find(tokens, [(0, _label_end(tokens))])
    nested = [inner for surface in found for inner in _inside(tokens, surface, index)]
    return sorted([*found, *nested], key=lambda surface: (surface.start, -surface.end))


def _label_end(tokens: Tokens) -> int:
    """Where the label of a statement ends ("Documentation: keep records"): in it even a guarded word is a name."""
    words = tokens.words[:_LABEL]
    return tokens.starts[words.index(":")] if ":" in words else 0


def _inside(tokens: Tokens, surface: Surface, index: SurfaceIndex) -> Iterator[Surface]:
    """The longest other names of two words or more that open and that close a name."""
    first, last = surface.first, surface.last
    openings = ((first, end) for end in range(last - 1, first + 1, -1))
    closings = ((start, last) for start in range(first + 1, last - 1))
    for spans in (openings, closings):
        for low, high in spans:
            form = " ".join(tokens.words[low:high])
            skill = index.skill_of(form)
            # At the end only proper names: in "CI/CD pipelines" nobody means "CD pipelines".
            if skill is not None and skill != surface.skill_id and (spans is openings or index.is_proper(form)):
                yield Surface(skill, low, high, tokens.starts[low], tokens.ends[high - 1])
                break
