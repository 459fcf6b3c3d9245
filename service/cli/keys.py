"""``rolefit keys``: make, list, rotate and revoke API keys, on the machine that has the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.stored import opened_storage
from service.clock import now

if TYPE_CHECKING:
    from service.keys import Keyring, NewKey

app = typer.Typer(help="Make, list, rotate and revoke API keys.", no_args_is_help=True, rich_markup_mode=None)
_MOST_DAYS = 36_500  # a century: a date beyond the year 9999 can't be shown
_MOST_REQUESTS = 1_000_000_000  # what a database's number holds, twice
_LAST_DAY = 253_402_300_799_000  # the end of the year 9999, in milliseconds
Identity = Annotated[str, typer.Argument(metavar="ID", help="A key's id, key_…; rolefit keys list shows it.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[list[str], typer.Option("--scope", help="match, read, write or admin; may be given again.")],
    tenant: Annotated[str, typer.Option(help="Whose key it is; tenants see nothing of each other.")] = "default",
    days: Annotated[
        int | None, typer.Option(min=1, max=_MOST_DAYS, help="Days until it expires; without it, never.")
    ] = None,
    rate: Annotated[
        int | None, typer.Option(min=0, max=_MOST_REQUESTS, help="Requests a minute; 0 for no limit.")
    ] = None,
    quota: Annotated[
        int | None, typer.Option(min=0, max=_MOST_REQUESTS, help="Requests a day; 0 for no limit.")
    ] = None,
) -> None:
    """Make a key. It is shown once, here, and kept nowhere.

    Example: rolefit keys create careers-site --scope match --days 90
    """
    with _keyring() as keyring:
        new = keyring.create(name, scope, tenant=tenant, days=days, rate_per_minute=rate, quota_per_day=quota)
        _show(new)


@app.command("list")
def list_() -> None:
    """List the keys, without their secrets.

    Example: rolefit keys list
    """
    with _keyring() as keyring:
        found = keyring.all()
    for key, tenant, state in found:
        until = "never" if key.expires_at is None else _day(key.expires_at)
        scopes = ",".join(sorted(key.scopes))
        typer.echo(
            f"{key.id}  {state:8} {tenant:12} {scopes:24} made {_day(key.created_at)}  expires {until}  {key.name}"
        )
    if not found:
        typer.echo("There are no keys; rolefit keys create makes one.", err=True)


@app.command()
def rotate(
    identity: Identity,
    grace: Annotated[int, typer.Option(min=0, max=_MOST_DAYS * 24, help="Hours that the old key works on.")] = 24,
) -> None:
    """Make a key like this one; the old one works on for a while, so that both are live meanwhile.

    An old one that would have ended sooner still does.

    Example: rolefit keys rotate key_0123456789abcdefghjkmnpqrs --grace 48
    """
    with _keyring() as keyring:
        _show(keyring.rotate(identity, grace_hours=grace))
        old = keyring.find(identity)
    if old is not None and old.expires_at is not None:
        until = datetime.fromtimestamp(old.expires_at / 1000, UTC)
        typer.echo(f"{identity} works until {until:%Y-%m-%d %H:%M} UTC.", err=True)


@app.command()
def revoke(identity: Identity) -> None:
    """End a key within a second.

    Example: rolefit keys revoke key_0123456789abcdefghjkmnpqrs
    """
    with _keyring() as keyring:
        key = keyring.revoke(identity)
    typer.echo(f"{key.id} ({key.name}) is revoked.", err=True)


@contextmanager
def _keyring() -> "Iterator[Keyring]":
    from service.keys import Keyring  # noqa: PLC0415 (the other commands shouldn't pay for its imports)

    with opened_storage() as storage:
        yield Keyring(storage, now)


def _show(new: "NewKey") -> None:
    """The key alone to standard output, so that it can be piped; the rest beside it."""
    typer.echo(new.token)
    scopes = ", ".join(sorted(new.key.scopes))
    typer.echo(f"{new.key.id} ({scopes}). This is the only time that the key is shown.", err=True)


def _day(milliseconds: int) -> str:
    if milliseconds > _LAST_DAY:  # of a key from before there was a limit
        return "after 9999"
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d")
