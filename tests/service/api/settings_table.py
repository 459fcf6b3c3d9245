"""The table of settings in ``docs/deploy.md``, made from the class: ``python -m tests.service.api.settings_table``."""

import json
from pathlib import Path

from pydantic_core import PydanticUndefined

from service.settings import Settings

DOCS = Path(__file__).parents[3] / "docs"
BEGIN, END = "prints it -->\n", "<!-- /settings -->"


def table() -> str:
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        assert field.default is not PydanticUndefined
        rows.append(f"| `{name}` | {_shown(field.default)} | {field.description} |")
    return "\n".join(rows) + "\n"


def _shown(default: object) -> str:
    if default in (None, ()):
        return "none"
    if isinstance(default, bool | tuple):
        return f"`{json.dumps(default)}`"
    return f"`{default}`"


def write() -> None:
    path = DOCS / "deploy.md"
    text = path.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    path.write_text(f"{head}{BEGIN}{table()}{END}{rest.split(END, 1)[1]}", encoding="utf-8")


if __name__ == "__main__":
    write()
