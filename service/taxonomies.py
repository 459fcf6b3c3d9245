"""Taxonomy files: the shipped ones, the user's own, and building them from documents on disk."""

import gc
import gzip
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from matchers.matching import Job, Matcher
from service.errors import ManyProblems, Problem, UserError
from service.reading import ReadingError, read_in_process
from taxonomy.files import dumps, loads
from taxonomy.model import Taxonomy
from taxonomy.ordinary import ordinary_words

if TYPE_CHECKING:
    from taxonomy.build import BuildProblem, Source

Catalogue = Literal["roles", "occupations"]
DEFAULT: Final = "default.json"
OCCUPATIONS: Final = "occupations.json.gz"
_PACKED: Final = ".gz"
# What a match makes goes by itself: looking for cycles among it, as often as the interpreter does, finds next to none.
_NEW_OBJECTS: Final = 20_000
_SINGLE_WORD = re.compile(r"\n([^\s:,]+),")
_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf"})


def load(path: Path | None = None) -> Taxonomy:
    """The taxonomy in a file, or the shipped one.

    Raises UserError where the file is missing or isn't a taxonomy.
    """
    if path is None:
        return _shipped(DEFAULT)
    if path == occupations_path():
        return _shipped(OCCUPATIONS)
    try:
        text = _unpacked(path.name, path.read_bytes())
    except IsADirectoryError as error:
        raise UserError("not-a-taxonomy", f"{path} is a folder, not a taxonomy file.") from error
    except FileNotFoundError as error:
        raise UserError("file-not-found", f"There is no file {path}.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UserError("not-a-taxonomy", f"{path} can't be read as a taxonomy file.") from error
    try:
        return loads(text)
    except ValueError as error:
        raise UserError("not-a-taxonomy", f"{path} is not a taxonomy file: {error}.") from error


def file_of(catalogue: Catalogue, own: Path | None = None) -> Path | None:
    """The file to load for a shipped catalogue, or the user's ``own``; None is the shipped roles.

    Raises UserError where both are given.
    """
    if catalogue == "roles":
        return own
    if own is not None:
        raise UserError("one-taxonomy-only", "Give --taxonomy or --catalogue, not both.")
    return occupations_path()


def occupations_path() -> Path:
    """Where the catalogue of occupations of all trades is installed."""
    return Path(str(resources.files("taxonomy").joinpath(OCCUPATIONS)))


@cache
def _shipped(name: str) -> Taxonomy:
    # Its digest is proven by a test; proving it at every start would cost a tenth of a second.
    return loads(_shipped_text(name), verify=False)


def text_of(taxonomy: Taxonomy) -> str:
    """The text of a taxonomy's file: a shipped one's as it lies there, since writing it takes a third of a second."""
    end = f'"version":"{taxonomy.version}"}}\n'  # the version is the content's digest, and the last key of all
    shipped = (text for text in map(_shipped_text, (DEFAULT, OCCUPATIONS)) if text.endswith(end))
    return next(shipped, "") or dumps(taxonomy)


def _shipped_text(name: str) -> str:
    return _unpacked(name, resources.files("taxonomy").joinpath(name).read_bytes())


def _unpacked(name: str, data: bytes) -> str:
    return (gzip.decompress(data) if name.endswith(_PACKED) else data).decode("utf-8")


@cache
def known_words() -> frozenset[str]:
    """Words that are never typos of a skill: everyday English, and single words of the background of all trades."""
    text = resources.files("taxonomy").joinpath("background.csv").read_text(encoding="utf-8")
    return ordinary_words().union(_SINGLE_WORD.findall(text))  # a tenth of the time that reading its counts would take


def matcher(path: Path | None = None) -> Matcher:
    """A matcher ready for work."""
    # Hundreds of thousands of small objects that all stay: looking for garbage among them takes a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Matcher(load(path), known_words())
    finally:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        if collecting:
            gc.enable()


@cache
def occupations() -> Matcher:
    """The matcher of the shipped catalogue of occupations; it takes seconds to load, so it is made when asked for."""
    return matcher(occupations_path())


def sources(paths: Sequence[Path]) -> list["Source"]:
    """Documents to build from: files, and every readable file below folders, in the order of their names.

    Raises ManyProblems with every file that can't be read.
    """
    from taxonomy.build import Source  # noqa: PLC0415 (who only matches doesn't pay for the builder)

    found: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        for file in _files(path, problems):
            try:
                document = read_in_process(file.read_bytes(), name=file.name)
                found.append(Source(file.stem, document.text if file.suffix not in {".txt", ".md"} else _plain(file)))
            except ReadingError as error:
                problems.append(Problem(error.code, error.message, str(file)))
    if problems:
        raise ManyProblems(problems)
    return found


def build_from(paths: Sequence[Path]) -> tuple[Taxonomy, list["BuildProblem"]]:
    """A taxonomy from documents on disk, and what its builder found wrong with them."""
    from taxonomy.build import build  # noqa: PLC0415

    return build(sources(paths))


def save(taxonomy: Taxonomy, path: Path) -> None:
    """Write a taxonomy file whole or not at all; one that is named ``.gz`` is packed, to the same bytes each time."""
    temporary = path.with_name(f".{path.name}.part")
    data = dumps(taxonomy).encode()
    try:
        temporary.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == _PACKED else data)
        temporary.replace(path)
    except OSError as error:
        raise UserError("cannot-write", f"{path} can't be written: {error.strerror}.") from error


def job_of(text: str, name: str = "job") -> Job:
    """A job description as a role to match against."""
    from taxonomy.build import Source, build_role  # noqa: PLC0415

    role, skills = build_role(Source(name, text))
    return Job(role, skills)


def job_id(text: str) -> str:
    """A short stable name for a job description's text."""
    return f"job-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _files(path: Path, problems: list[Problem]) -> Iterator[Path]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in _SUFFIXES)
        if not files:
            problems.append(Problem("no-documents", f"The folder {path} holds no documents.", str(path)))
        yield from files
    elif path.is_file():
        yield path
    else:
        problems.append(Problem("file-not-found", f"There is no file {path}.", str(path)))


def _plain(file: Path) -> str:
    """A text document as it is: offsets of citations count its own characters, marks included."""
    try:
        return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return read_in_process(file.read_bytes(), name=file.name).text
