"""``rolefit scoring``: the switch that lets scoring stand still."""

from typing import TYPE_CHECKING

import typer

from service.cli.stored import EVERYONE, TenantOption, opened_storage, tenants_named
from service.clock import now

if TYPE_CHECKING:
    from service.store import Storage

app = typer.Typer(help="Pause scoring, and go on.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def pause(tenant: TenantOption = None) -> None:
    """Let scoring stand still: matches, orders, batches and rescoring, in every process within two seconds.

    Example: rolefit scoring pause
    """
    _turn(tenant, paused=True)


@app.command()
def resume(tenant: TenantOption = None) -> None:
    """Let scoring go on.

    Example: rolefit scoring resume
    """
    _turn(tenant, paused=False)


def _turn(tenant: str | None, *, paused: bool) -> None:
    from service.api.switch import Switch  # noqa: PLC0415

    with opened_storage() as storage:
        number = 0 if tenant is None else tenants_named(storage, tenant)[0][0]
        Switch(storage, now).turn(number, paused=paused)
        still = [] if paused else _still_paused(storage)
    typer.echo(_turned(tenant, still, paused=paused), err=True)


def _turned(tenant: str | None, still: list[str], *, paused: bool) -> str:
    """What became of it, and who stays paused although others go on."""
    if tenant is not None and EVERYONE in still:
        return f"Scoring stays paused for everyone, {tenant} too; rolefit scoring resume lets it go on."
    if tenant is None and still:
        names = ", ".join(still)
        return f"Scoring is going on for everyone but {names}; rolefit scoring resume --tenant NAME ends that."
    return f"Scoring is {'paused' if paused else 'going on'} for {tenant or EVERYONE}."


def _still_paused(storage: "Storage") -> list[str]:
    with storage.reading(0) as store:
        return [
            name for number, name in tenants_named(storage, None) if store.switches.paused_since(number) is not None
        ]
