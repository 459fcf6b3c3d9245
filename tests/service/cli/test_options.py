"""Options that commands share mean the same in all of them."""

from typing import Any

import pytest
import typer

from service.cli import app
from service.cli.options import month
from service.errors import UserError

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def shared(name: str) -> dict[str, tuple[object, ...]]:
    """An option by the command that has it: how it is written, what it says and what it takes."""
    return {
        command: (tuple(option.opts), option.help, option.metavar)
        for command, known in COMMANDS.items()
        for option in known.params
        if name in option.opts
    }


@pytest.mark.parametrize("name", ["--taxonomy", "--catalogue", "--role", "--job", "--as-of"])
def test_an_option_is_the_same_in_every_command(name: str) -> None:
    found = shared(name)
    assert {"match", "batch"} <= found.keys()
    assert len({str(each) for each in found.values()}) == 1, found


def test_a_month_is_written_as_a_year_and_a_month() -> None:
    assert month("2026-11") - month("2025-12") == 11
    for wrong in ("2026", "2026-13", "2026-00", "26-11", "0026-11", "2026-11-01", " 2026-11", "٢٠٢٦-11"):
        with pytest.raises(UserError):
            month(wrong)
