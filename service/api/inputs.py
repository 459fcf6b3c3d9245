"""Bodies: JSON or a form with a file, read into one checked object either way."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import UploadFile

from service.api.problems import ApiProblem, invalid, invalid_values

_FIELDS: Final = 200
Body = TypeVar("Body", bound=BaseModel)


class Input(BaseModel):
    """A body: nothing unknown in it, and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


@dataclass(frozen=True)
class Upload:
    """A file that was sent. Its name is a hint for reading and is kept nowhere."""

    data: bytes
    name: str | None
    media_type: str | None


async def read_body(
    request: Request, model: type[Body], lists: frozenset[str] = frozenset()
) -> tuple[Body, Upload | None]:
    """The body as ``model``, and the file of a form; ``lists`` are the form's fields that may come more than once.

    Raises ``unsupported-media-type`` and ``validation-failed``.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _form(request, model, lists)
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        return await json_body(request, model), None
    raise ApiProblem("unsupported-media-type", "Send application/json, or multipart/form-data with a file.")


async def json_body(request: Request, model: type[Body]) -> Body:
    """A JSON body. Raises ``validation-failed``."""
    try:
        return model.model_validate_json(await request.body(), strict=False)
    except ValidationError as error:
        raise invalid_values(error.errors(include_url=False, include_context=False, include_input=False)) from None


async def _form(request: Request, model: type[Body], lists: frozenset[str]) -> tuple[Body, Upload | None]:
    most = request.app.state.services.settings.max_characters * 4
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=most) as form:
        values: dict[str, Any] = {}
        upload = None
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if name != "file":
                    raise invalid(f"/{name[:60]}", "unknown-file", "Send the file as the form's field file.")
                upload = Upload(await value.read(), value.filename or None, value.content_type)
            elif name in lists:
                values.setdefault(name, []).extend(part.strip() for part in value.split(",") if part.strip())
            elif name in values:
                raise invalid(f"/{name[:60]}", "given-twice", "This field was given more than once.")
            else:
                values[name] = value
    try:
        return model.model_validate(values), upload
    except ValidationError as error:
        raise invalid_values(error.errors(include_url=False, include_context=False, include_input=False)) from None
