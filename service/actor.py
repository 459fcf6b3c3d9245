"""Who does what is being done."""

from contextvars import ContextVar
from typing import Final

# The id of a key, "open" before there is any, "command-line", or the service by itself.
ACTOR: Final[ContextVar[str]] = ContextVar("actor", default="service")
