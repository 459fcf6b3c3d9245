"""What may be told: the events, and their thin bodies of ids."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

EventType = Literal[
    "match.completed", "batch.completed", "batch.failed", "order.completed", "resume.deleted", "taxonomy.published"
]
TEST: Final = "webhook.test"

_ID = "0123456789abcdefghjkmnpqrs"
# Each event, when it happens, and what its data hold.
EVENTS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "match.completed": ("A stored match is ready.", {"match_id": f"mat_{_ID}", "resume_id": f"res_{_ID}"}),
    "batch.completed": ("Every row of a batch is in.", {"batch_id": f"bat_{_ID}"}),
    "batch.failed": ("A batch could not be worked on as a whole.", {"batch_id": f"bat_{_ID}"}),
    "order.completed": (
        "An order has its result, a number or the reason why there is none.",
        {"order_id": f"ord_{_ID}", "match_id": f"mat_{_ID}", "status": "completed"},
    ),
    "resume.deleted": ("A resume and all that hung on it is gone.", {"resume_id": f"res_{_ID}", "reason": "asked"}),
    "taxonomy.published": ("Roles changed; matches use this version now.", {"taxonomy_version": "sha256:77aa"}),
}  # fmt: skip


class WebhookEvent(TypedDict):
    """The body of every call: a type, a time, and ids. Names and resume texts never come this way."""

    type: Annotated[str, Field(examples=["match.completed"])]
    timestamp: Annotated[str, Field(examples=["2026-11-20T12:00:00Z"])]
    data: dict[str, Any]
