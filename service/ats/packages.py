"""What can be ordered, and how a report becomes a result that fits into somebody else's screen."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.api.catalogue import Edition
from service.ats.orders import BEST_FIT

_ROLE: Final = "role:"
_LIST: Final = 10  # skills named in a line; more are counted
_NAMES: Final = {"skills": "Skills", "responsibilities": "Responsibilities", "titles": "Titles"}


def packages(edition: Edition) -> list[tuple[str, str]]:
    """``(id, name)`` of all that can be ordered: the best fit across all roles, and each role."""
    roles = sorted((role.title, role.id) for role in edition.taxonomy.roles if role.id in edition.matcher.scorer.roles)
    return [(BEST_FIT, "Best-fit roles (all profiles)")] + [(f"{_ROLE}{i}", f"Role fit: {title}") for title, i in roles]


def role_of(package_id: str) -> tuple[str, ...] | None:
    """The roles that a package asks for, or None for all."""
    return None if package_id == BEST_FIT else (package_id.removeprefix(_ROLE),)


def is_known(edition: Edition, package_id: str) -> bool:
    """Whether a package can be ordered now."""
    role = role_of(package_id)
    return role is None or (package_id.startswith(_ROLE) and role[0] in edition.matcher.scorer.roles)


def scored(report: Mapping[str, Any], package_id: str, top: int = 3) -> dict[str, Any]:
    """The result of an order, from its report."""
    if report["abstained"] or not report["results"]:
        found = report["abstained"] or {"code": "not-assessable", "message": "There was nothing to assess."}
        return unscored(found["code"], found["message"])
    best = report["results"][0]
    required = [
        [skill for skill in best[kind] if skill["need"] == "required"] for kind in ("matched_skills", "missing_skills")
    ]
    attributes = [
        *([_text("Best-fit role", best["title"])] if package_id == BEST_FIT else []),
        *_others(report["results"][1:top], package_id),
        _text("Band", best["band"]),
        _text("Matched required skills", f"{len(required[0])} of {len(required[0]) + len(required[1])}"),
        _text("Missing required skills", _joined([skill["name"] for skill in required[1]])),
        _text("Next step", best["next_steps"][0]["action"] if best["next_steps"] else "None"),
        _text("Engine", f"{report['versions']['engine']}+{report['versions']['taxonomy'][:19]}"),
        *(_sub_result(part) for part in best["components"] if part["has_data"]),
    ]
    return {"score": best["score"], "max_score": 100, "band": best["band"], "problem": None, "attributes": attributes}


def unscored(code: str, message: str) -> dict[str, Any]:
    """The result of an order that ends without a number, and why."""
    attributes = [_text("Result", f"Not scored: {message}")]
    return {"score": None, "max_score": 100, "band": None, "problem": code, "attributes": attributes}


def texts(result: Mapping[str, Any]) -> dict[str, str]:
    """The labelled lines of a result."""
    return {item["label"]: item["value"] for item in result["attributes"] if item["kind"] == "text"}


def _text(label: str, value: str) -> dict[str, Any]:
    return {"kind": "text", "label": label, "value": value}


def _sub_result(part: Mapping[str, Any]) -> dict[str, Any]:
    name = str(part["name"])
    score = {"value": part["points"], "max": part["max_points"]}
    return {"kind": "sub_result", "id": name, "label": _NAMES.get(name, name.capitalize()), "score": score}


def _others(results: Sequence[Mapping[str, Any]], package_id: str) -> list[dict[str, Any]]:
    if package_id != BEST_FIT or not results:
        return []
    return [_text("Next best roles", "; ".join(f"{one['title']} {one['score']}" for one in results))]


def _joined(names: Sequence[str]) -> str:
    more = [f"and {len(names) - _LIST} more"] if len(names) > _LIST else []
    return "; ".join([*names[:_LIST], *more]) or "None"
