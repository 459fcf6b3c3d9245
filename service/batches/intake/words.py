"""What people are told to do about a file, in the words of the door that they came through."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """How a door names its options, and what it has for a single document."""

    text_option: str
    id_option: str
    name_text: str
    name_id: str
    one_document: str


COMMAND_LINE: Final = Words(
    text_option="--text-column",
    id_option="--id-column",
    name_text="name one with --text-column or --file-column",
    name_id="Name one with --id-column.",
    one_document="use rolefit match, or give its folder",
)
API: Final = Words(
    text_option="text_column",
    id_option="id_column",
    name_text="name one with text_column",
    name_id="Name one with id_column.",
    one_document="send it to /v1/matches, or several in a ZIP archive",
)
PAGE: Final = Words(
    text_option="resume_text",
    id_option="external_id",
    name_text="call one of them resume_text",
    name_id="Call one external_id.",
    one_document="choose it under the ending that it has",
)
