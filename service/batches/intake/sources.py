"""Any input → candidates: the kind is told by the name's ending, and by the content where that says otherwise."""

import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matchers.weights import AS_OF
from service.batches.columns import InputRow
from service.batches.intake.csv_files import read_csv
from service.batches.intake.folders import archive_rows, folder_rows
from service.batches.intake.mapping import ColumnOptions, candidates
from service.batches.intake.other_tables import read_json, read_json_lines, read_parquet, read_workbook
from service.batches.intake.records import Table
from service.batches.intake.words import COMMAND_LINE, Words
from service.errors import UserError

# Made by programs: the columns' names are where they belong.
_PROGRAMS: Final[Mapping[str, Callable[[Path], Table]]] = {
    ".parquet": read_parquet,
    ".pq": read_parquet,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
}
# Made by people: the header must be found, and the names that the user gave help with that.
_PEOPLE: Final[Mapping[str, Callable[[Path, Collection[str]], Table]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
}
# Members that tell: Excel's binary workbooks (.xlsb), and Apple's (.numbers).
_OTHER_SPREADSHEETS: Final = frozenset({"xl/workbook.bin", "Index/CalculationEngine.iwa"})


@dataclass(frozen=True)
class Intake:
    """Candidates, how they were read, and whether they are files, which take far longer than texts."""

    rows: Iterator[InputRow]
    remarks: list[str]
    files: bool


def open_intake(
    path: Path,
    options: ColumnOptions = ColumnOptions(),  # noqa: B008 (frozen)
    *,
    as_of: int = AS_OF,
    paths_allowed: bool = True,
    words: Words = COMMAND_LINE,
    without: Collection[Path] = (),
) -> Intake:
    """The candidates in a file, or in a folder but for some of its files.

    Raises UserError, in ``words``, where it is unusable as a whole.
    """
    if path.is_dir():
        return Intake(folder_rows(path, without), [], files=True)
    if not path.exists():
        raise UserError("file-not-found", f"There is no file {path}.")
    if not path.is_file():
        raise UserError("unusable-file", f"{path} is a pipe or a device; save its content as a file and give that.")
    try:
        kind = _kind(path, words)
        if kind == ".zip":
            return Intake(archive_rows(path), [], files=True)
        table = _PEOPLE[kind](path, options.given) if kind in _PEOPLE else _PROGRAMS[kind](path)
        rows = candidates(table, options, str(path.resolve().parent) if paths_allowed else None, as_of, words)
    except OSError as error:
        raise UserError("cannot-read", f"{path} can't be opened: {error.strerror}.") from error
    return Intake(rows, table.remarks, files=False)


def _kind(path: Path, words: Words) -> str:
    """The ending that fits the content: a workbook or Parquet file under a wrong name is still read as what it is."""
    ending, tables = path.suffix.lower(), _PEOPLE.keys() | _PROGRAMS.keys()
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise UserError("empty-file", f"{path} is empty.")
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path, words)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            "unusable-file", f"{path} is an old Excel file (.xls) or protected by a password; save it as .xlsx or CSV."
        )
    if head.startswith(b"%PDF") or (ending not in tables and b"\0" in head):
        raise _one_document(path, words)
    if ending in {".parquet", ".pq", ".xlsx", ".xlsm", ".zip"}:
        raise UserError("unusable-file", f"{path} is named {ending}, but its content is not that.")
    if ending not in tables:
        raise UserError(
            "unusable-file", f"{path}: give a .csv, .xlsx, .parquet, .jsonl or .zip file, or a folder of resumes."
        )
    return ending


def _kind_of_archive(path: Path, words: Words) -> str:
    """A workbook or an archive of resumes. Documents of many kinds are ZIP archives, too, and hold no resumes."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise UserError("unusable-file", f"{path} is a damaged archive.") from error
    if "xl/workbook.xml" in names:
        return ".xlsx"
    if names & _OTHER_SPREADSHEETS or b"spreadsheet" in kind:
        raise UserError("unusable-file", f"{path} is a spreadsheet of a kind that isn't read; save it as .xlsx or CSV.")
    if "[Content_Types].xml" in names or kind.startswith(b"application/"):
        raise _one_document(path, words)
    return ".zip"


def _one_document(path: Path, words: Words) -> UserError:
    return UserError("unusable-file", f"{path} is one document, not a list of candidates; {words.one_document}.")
