"""Bodies: JSON or a form with a file, read into one checked object either way."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from service.api.problems import ApiProblem, body_kind, invalid, invalid_values, is_json

_FIELDS: Final = 200
Body = TypeVar("Body", bound=BaseModel)


class Input(BaseModel):
    """A body: nothing unknown in it, frozen, and of the types that the OpenAPI document names: "3" is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=False)


@dataclass(frozen=True)
class Upload:
    """A file that was sent. Its name is a hint for reading and is kept nowhere."""

    data: bytes
    name: str | None
    media_type: str | None


async def read_body(
    request: Request, model: type[Body], lists: frozenset[str] = frozenset(), *, sources: Sequence[str] = ()
) -> tuple[Body, Upload | None]:
    """The body as ``model``, from JSON with exactly one of ``sources``, or from a form with a file in their place.

    ``lists`` are the form's fields that may come more than once. Raises ``unsupported-media-type`` and
    ``validation-failed``.
    """
    if body_kind(request) == "multipart/form-data":
        return await _form(request, model, sources, lists)
    if not is_json(request):
        raise ApiProblem("unsupported-media-type", "Send application/json, or multipart/form-data with a file.")
    body = await json_body(request, model)
    if sources and sum(getattr(body, name) is not None for name in sources) != 1:
        raise invalid("", "one-source", f"Give exactly one of {', '.join(sources)}, or a form with a file.")
    return body, None


async def json_body(request: Request, model: type[Body]) -> Body:
    """A JSON body. Raises ``validation-failed``."""
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        raise invalid_values(error.errors(include_url=False, include_context=False, include_input=False)) from None


class _Parser(MultiPartParser):
    """The framework's, which takes a form that was cut off for a whole one."""

    _has_ended = False

    def on_end(self) -> None:
        """The closing boundary came."""
        self._has_ended = True

    async def parse(self) -> FormData:
        """The form. Raises MultiPartException where its end is missing."""
        form = await super().parse()
        if not self._has_ended:
            for file in self._files_to_close_on_error:  # the last one is in no form yet
                file.close()
            raise MultiPartException("The form ends without its closing boundary: a part of it is missing.")
        return form


async def _form(
    request: Request, model: type[Body], sources: Sequence[str], lists: frozenset[str]
) -> tuple[Body, Upload | None]:
    most = request.app.state.services.settings.max_characters * 4
    try:
        async with aclosing(request.stream()) as stream:
            parser = _Parser(request.headers, stream, max_files=1, max_fields=_FIELDS, max_part_size=most)
            form = await parser.parse()
    except MultiPartException as error:
        raise ApiProblem("bad-request", error.message) from None
    try:
        upload, values = await _parts(form, sources, lists)
    finally:
        await form.close()
    if upload is None:
        raise invalid("/file", "missing", "Send the file as the form's field file.")
    try:
        return model.model_validate(values, strict=False), upload  # a form has texts alone
    except ValidationError as error:
        raise invalid_values(error.errors(include_url=False, include_context=False, include_input=False)) from None


async def _parts(
    form: FormData, sources: Sequence[str], lists: frozenset[str]
) -> tuple[Upload | None, dict[str, str | list[str]]]:
    upload: Upload | None = None
    values: dict[str, str | list[str]] = {}
    several: dict[str, list[str]] = {name: [] for name in lists}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if name != "file":
                raise invalid(f"/{name[:60]}", "unknown-file", "Send the file as the form's field file.")
            upload = Upload(await value.read(), value.filename or None, value.content_type)
        elif name in lists:
            several[name] += [part.strip() for part in value.split(",") if part.strip()]
        elif name in values:
            raise invalid(f"/{name[:60]}", "given-twice", "This field was given more than once.")
        elif name in sources:
            raise invalid(f"/{name[:60]}", "one-source", "A form brings a file; send this as JSON.")
        else:
            values[name] = value
    return upload, values | {name: found for name, found in several.items() if found}
