"""The templates' environment and the static files, each with the hash that its address carries."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE: Final = Path(__file__).parent
_TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file as it is sent."""

    data: bytes
    packed: bytes
    media_type: str
    version: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file that may be served, by its name."""
    found = {}
    for path in sorted((_HERE / "static").iterdir()):
        if path.suffix in _TYPES:
            data = path.read_bytes()
            version = hashlib.sha256(data).hexdigest()[:12]
            found[path.name] = StaticFile(data, gzip.compress(data, 9, mtime=0), _TYPES[path.suffix], version)
    return found


def static_url(name: str) -> str:
    """Where a static file is served; the address changes with its content."""
    return f"/static/{name}?v={static_files()[name].version}"


@cache
def environment() -> Environment:
    """Templates with everything escaped."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static_url"] = static_url
    return made
