"""What ``rolefit batch`` is asked for, and whether it can be done."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from matchers.weights import AS_OF
from service import matching, taxonomies
from service.batches.intake import ColumnOptions
from service.batches.scoring import ScoringOptions
from service.errors import UserError
from service.reading import Reader

_LONGEST_NAME: Final = 255 - len("..rolefit.lock")  # systems allow 255 bytes, and files beside the output have its name


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    source: Path
    out: Path
    columns: ColumnOptions = field(default_factory=ColumnOptions)
    roles: tuple[str, ...] = ()
    job: Path | None = None
    taxonomy: Path | None = None
    workers: int = 0
    engine: str | None = None
    fresh: bool = False
    summary: Path | None = None
    as_of: int = AS_OF
    quiet: bool = False

    @property
    def written(self) -> list[Path]:
        """What the run writes: none of it is a candidate, be it in the folder of resumes."""
        return [path for path in (self.out, self.summary) if path is not None]


def scoring_options(request: Request) -> ScoringOptions:
    """What decides the scores, checked."""
    roles: tuple[str, ...] = ()
    if request.roles:
        roles = tuple(matching.roles_checked(taxonomies.matcher(request.taxonomy), request.roles) or ())
    job_text = None
    if request.job is not None:
        with Reader() as reader:
            job_text = reader.read(matching.read_bytes(request.job), name=request.job.name).text
    taxonomy = str(request.taxonomy.resolve()) if request.taxonomy else None
    return ScoringOptions(taxonomy, roles, job_text, request.job.stem if request.job else "job", request.as_of)


def check_files(request: Request) -> None:
    """Raises UserError where what is to be read or written can't be, before anything is done."""
    if not request.source.exists():
        raise UserError("file-not-found", f"There is no file {request.source}.")
    for path in filter(None, (request.out, request.summary)):
        if not path.resolve().parent.is_dir():
            raise UserError("cannot-write", f"{path} can't be written: its folder does not exist.")
        if path.is_dir():
            raise UserError("cannot-write", f"{path} can't be written: it is a folder.")
        if not os.access(path.resolve().parent, os.W_OK):
            raise UserError("cannot-write", f"{path} can't be written: its folder is read-only.")
        if len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise UserError("cannot-write", f"{path} can't be written: its name is too long.")
    _check_nothing_is_replaced(request)


def _check_nothing_is_replaced(request: Request) -> None:
    """Neither the output nor the summary may take the place of a file that the run reads, or of the other."""
    given = {"the input": request.source, "the job description": request.job, "the taxonomy": request.taxonomy}
    for name, path in (("output", request.out), ("summary", request.summary)):
        for what, other in given.items():
            if path is not None and other is not None and _are_one(path, other):
                raise UserError("same-file", f"The {name} would replace {what}; give it another name.")
    if request.summary is not None and _are_one(request.summary, request.out):
        raise UserError("same-file", "The summary would replace the output; give it another name.")


def _are_one(one: Path, other: Path) -> bool:
    """Whether two paths are one file, whatever links lead there."""
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))
