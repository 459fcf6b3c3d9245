"""What commands share that work with the database of this machine; importing it is quick."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.errors import UserError

if TYPE_CHECKING:
    from service.store import Storage

EVERYONE: Final = "everyone"
TenantOption = Annotated[str | None, typer.Option(help="Only this tenant; without it, everyone.")]


@contextmanager
def opened_storage() -> "Iterator[Storage]":
    """The store that the settings name, for what the command line does."""
    from service.actor import ACTOR  # noqa: PLC0415
    from service.app import open_storage  # noqa: PLC0415 (help shouldn't pay for its imports)
    from service.settings import read_settings  # noqa: PLC0415

    ACTOR.set("command-line")
    storage = open_storage(read_settings())
    try:
        yield storage
    finally:
        storage.database.engine.dispose()


def tenants_named(storage: "Storage", name: str | None) -> list[tuple[int, str]]:
    """``(number, name)`` of everyone and every tenant, or of one. Raises UserError where there is no such."""
    with storage.reading(0) as store:
        known = [(tenant.number, tenant.name) for tenant in store.access.tenants()]
    chosen = [(number, one) for number, one in [(0, EVERYONE), *known] if name in (None, one)]
    if not chosen:
        raise UserError("not-found", f"There is no tenant {name!r}.")
    return chosen
