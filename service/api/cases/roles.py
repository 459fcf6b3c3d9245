"""Roles: shown, made from documents, compared with bare lists of skills."""

from typing import Any

from service.api.catalogue import Edition
from service.api.services import Services
from taxonomy.files import as_data
from taxonomy.model import RoleProfile


def is_own(services: Services, role_id: str) -> bool:
    """Whether a role is a tenant's own, not a shipped one."""
    return role_id not in services.catalogue.shipped.taxonomy.role_by_id


def summary(services: Services, role: RoleProfile) -> dict[str, Any]:
    """A role in a list."""
    return {
        "id": role.id,
        "title": role.title,
        "own": is_own(services, role.id),
        "assessable": role.assessable,
        "skills": len(role.requirements),
        "href": f"/v1/roles/{role.id}",
    }


def part(services: Services, edition: Edition, role: RoleProfile) -> dict[str, Any]:
    """A role whole, with the names of its skills."""
    data = as_data(role)
    data.pop("terms")
    skills = edition.taxonomy.skill_by_id
    for requirement in data["requirements"]:
        skill = skills[requirement["skill_id"]]
        requirement["name"], requirement["kind"] = skill.name, skill.kind
    return {
        "id": data.pop("id"),
        "title": data.pop("title"),
        "own": is_own(services, role.id),
        "assessable": data.pop("assessable"),
        "taxonomy_version": edition.version,
        **data,
    }
