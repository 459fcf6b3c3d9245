"""Query parameters that a route doesn't have, or that come twice, are refused.

A misspelt filter must not silently filter nothing, nor a second value silently give way to the last.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant

from service.api.problems import ApiProblem


async def known_parameters_only(request: Request) -> None:
    """A dependency of every route. Raises the problems ``unknown-parameter`` and ``bad-request``, naming each."""
    if not request.url.query:
        return
    route = request.scope.get("route")
    known = _names(getattr(route, "dependant", None))
    unknown = sorted(set(request.query_params) - known.keys())
    if unknown:
        errors = [
            {
                "pointer": f"/query/{name[:60]}",
                "code": "unknown-parameter",
                "detail": "There is no such parameter here.",
            }
            for name in unknown[:20]
        ]
        takes = f"It takes {', '.join(sorted(known))}." if known else "It takes none."
        raise ApiProblem("unknown-parameter", f"This path doesn't take such query parameters. {takes}", errors=errors)
    twice = sorted(n for n, is_list in known.items() if not is_list and len(request.query_params.getlist(n)) > 1)
    if twice:
        detail = "A query parameter may be given once."
        errors = [{"pointer": f"/query/{name}", "code": "given-twice", "detail": detail} for name in twice]
        raise ApiProblem("bad-request", detail, errors=errors)


def _names(dependant: Dependant | None) -> Mapping[str, bool]:
    """The names of a route's parameters, and whether they may come more than once."""
    return {} if dependant is None else _names_of(_ById(dependant))


class _ById:
    """A dependant that can be a key: FastAPI's own isn't hashable."""

    def __init__(self, dependant: Dependant) -> None:
        self.dependant = dependant

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.dependant is self.dependant

    def __hash__(self) -> int:
        return id(self.dependant)


@cache
def _names_of(key: _ById) -> Mapping[str, bool]:
    names: dict[str, bool] = {}
    waiting: list[Any] = [key.dependant]
    while waiting:
        dependant = waiting.pop()
        names.update(
            (field.alias, get_origin(field.field_info.annotation) in {list, tuple}) for field in dependant.query_params
        )
        waiting.extend(dependant.dependencies)
    return names
