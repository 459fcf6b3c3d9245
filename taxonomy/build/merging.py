"""What several documents of one role say of its skills, taken together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taxonomy.build.sections import Section
from taxonomy.model import Citation, Years

_DEMANDING = frozenset({"required", "experience"})  # sections
_WELCOME_AT_MOST, _UNSURE_AT_MOST = 0.5, 0.2  # strength


@dataclass
class Named:
    """What statements say of one skill: those of one document, or of all together.

    ``strongest`` is how strongly a document asks at its strongest; of several documents, what half of them reach.
    ``welcome`` says that a document names it among what is nice to have, ``demanded`` among what must be.
    ``loose_group`` are alternatives that anything but a demand names; ``in_duties``: a duty names it alone.
    """

    strengths: list[float] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    group: str | None = None
    outside_groups: bool = False
    min_years: float | None = None
    strongest: float = 0.0
    loose_group: str | None = None
    in_duties: bool = False
    welcome: bool = False
    demanded: bool = False

    def stands(self, group: str | None, section: Section, strength: float) -> None:
        """Take down whether a statement of a section names the skill alone (no group) or beside alternatives."""
        asks = section in _DEMANDING and strength > _UNSURE_AT_MOST
        self.welcome |= section == "preferred" or (asks and strength <= _WELCOME_AT_MOST)
        self.demanded |= asks and strength > _WELCOME_AT_MOST
        if group is None:
            self.outside_groups |= section == "required"
            self.in_duties |= section == "responsibilities"
        elif section in _DEMANDING:
            self.group = self.group or group
        else:
            self.loose_group = self.loose_group or group

    def settle_group(self) -> None:
        """Decide whether it has alternatives: not where it is required alone, whatever a duty says where it is not."""
        if self.outside_groups:
            self.group = None
        elif self.group is None and not self.in_duties:
            self.group = self.loose_group
        self.outside_groups |= self.in_duties and self.group is None

    def peak(self) -> float:
        """How strongly its document asks for it: no duty that uses it makes a must of what is nice to have."""
        most = max(self.strengths)
        return min(most, _WELCOME_AT_MOST) if self.welcome and not self.demanded else most

    def strongest_first(self) -> tuple[Citation, ...]:
        """The places, those that ask most strongly first; of equals those under a heading, which says where to look."""
        order = sorted(
            zip(self.strengths, self.citations, strict=True), key=lambda place: (-place[0], not place[1].heading)
        )
        return tuple(citation for _, citation in order)


def together(documents: Sequence[Mapping[str, Named]]) -> dict[str, Named]:
    """The skills that any of the documents names, with the statements of all.

    What half of the documents that name a skill require is required: "a plus" in three outweighs "must" in one. A skill
    stays an alternative as long as no more documents ask for it alone than beside others.
    """
    merged: dict[str, Named] = {}
    for skill_id in dict.fromkeys(skill_id for document in documents for skill_id in document):
        said = [document[skill_id] for document in documents if skill_id in document]
        years = [each.min_years for each in said if each.min_years is not None]
        peaks = sorted(each.peak() for each in said)
        merged[skill_id] = Named(
            strengths=[strength for each in said for strength in each.strengths],
            citations=[citation for each in said for citation in each.citations],
            outside_groups=sum(each.outside_groups for each in said) > sum(each.group is not None for each in said),
            min_years=min(years, default=None),
            strongest=peaks[len(peaks) // 2],
        )
    for name, members in _lists(documents):
        _join(merged, name, [skill_id for skill_id in members if not merged[skill_id].outside_groups])
    return without_lonely_groups(merged)


def least_asked(years: Sequence[Years | None]) -> Years | None:
    """The years of the document that asks for fewest, as with degrees; of equals the first one's."""
    return min((each for each in years if each is not None), key=lambda each: each.min, default=None)


def without_lonely_groups(named: Mapping[str, Named]) -> dict[str, Named]:
    """The same skills; one that is left alone in its group has no alternative."""
    members = Counter(what.group for what in named.values() if what.group)
    return {
        skill_id: replace(what, group=None) if what.group and members[what.group] < 2 else what
        for skill_id, what in named.items()
    }


def _lists(documents: Sequence[Mapping[str, Named]]) -> Iterator[tuple[str, list[str]]]:
    """The documents' lists of alternatives in their order, each with a name of its own."""
    for number, document in enumerate(documents):
        lists: dict[str, list[str]] = {}
        for skill_id, what in document.items():
            if what.group is not None:
                lists.setdefault(what.group, []).append(skill_id)
        for group, members in lists.items():
            yield (f"{group}-{number + 1}" if number else group), members


def _join(merged: Mapping[str, Named], name: str, members: Sequence[str]) -> None:
    """Make a list one group; where another document has listed one of its names, it adds to that group."""
    known = next((merged[skill_id].group for skill_id in members if merged[skill_id].group), None)
    for skill_id in members:
        if merged[skill_id].group is None:
            merged[skill_id].group = known or name
