"""What changed between two taxonomies."""

from taxonomy.model import Requirement, RoleProfile, Taxonomy

_VISIBLE = 0.05  # of a requirement's weight; less gets no line of its own


def diff(old: Taxonomy, new: Taxonomy) -> list[str]:
    """One line for each change: skills and roles added or gone, and what moves the scores of the roles that stay."""
    lines = []
    for word, ours, theirs in (("skill", old.skill_by_id, new.skill_by_id), ("role", old.role_by_id, new.role_by_id)):
        lines += [f"- {word} {identity}" for identity in sorted(ours.keys() - theirs.keys())]
        lines += [f"+ {word} {identity}" for identity in sorted(theirs.keys() - ours.keys())]
    for identity in sorted(old.skill_by_id.keys() & new.skill_by_id.keys()):
        if old.skill_by_id[identity] != new.skill_by_id[identity]:
            lines.append(f"~ skill {identity}: names or relations changed; resumes that name it may score differently")
    for identity in sorted(old.role_by_id.keys() & new.role_by_id.keys()):
        lines += _role(old.role_by_id[identity], new.role_by_id[identity])
    return lines


def _role(old: RoleProfile, new: RoleProfile) -> list[str]:
    """Whatever scoring and the recognition of copied wording read of a role; where it stands moves nothing."""
    changes = _requirements(old, new)
    for what, one, other in (
        ("title", old.title, new.title),
        ("titles", old.titles, new.titles),
        ("years of experience", old.experience_years, new.experience_years),
        ("education", old.education, new.education),
        ("fields of study", old.education_fields, new.education_fields),
        ("an equivalent accepted", old.education_or_equivalent, new.education_or_equivalent),
        ("words of the work", old.terms, new.terms),
        ("wording by which copies are recognised", old.shingles, new.shingles),
        ("whether it can be assessed", old.assessable, new.assessable),
    ):
        if one != other:
            changes.append(f"~ {what}")
    return [f"~ role {new.id}: its scores can move"] + [f"    {change}" for change in changes] if changes else []


def _requirements(old: RoleProfile, new: RoleProfile) -> list[str]:
    before = {r.skill_id: r for r in old.requirements}
    after = {r.skill_id: r for r in new.requirements}
    changes = [f"- requirement {name}" for name in sorted(before.keys() - after.keys())]
    changes += [f"+ requirement {name} ({after[name].need})" for name in sorted(after.keys() - before.keys())]
    little = 0
    for name in sorted(before.keys() & after.keys()):
        change = _requirement(before[name], after[name])
        if change:
            changes.append(f"~ requirement {name}: {change}")
        elif before[name].weight != after[name].weight:
            little += 1
    if little:
        changes.append(f"~ {little} {'weight' if little == 1 else 'weights'} by less than {_VISIBLE:.0%}")
    return changes


def _requirement(old: Requirement, new: Requirement) -> str:
    parts = []
    if old.need != new.need:
        parts.append(f"{old.need} → {new.need}")
    if abs(new.weight - old.weight) >= _VISIBLE * max(old.weight, new.weight):
        parts.append(f"weight {old.weight:.3f} → {new.weight:.3f}")
    if old.group != new.group:
        parts.append("alternatives changed")
    return ", ".join(parts)
