"""A folder or a ZIP archive of resumes: one candidate for each file."""

import os
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from service.batches.columns import InputRow
from service.batches.intake.records import one_line
from service.errors import UserError

# What nobody means as a resume: systems leave these beside the files.
_NOISE: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_LINKED: Final = "folder-refused: Links to folders are not followed; give the folder itself."
_MOST_FILES: Final = 1_000_000
_SAYS_UTF_8: Final = 0x800


def files_below(folder: Path, without: Collection[Path] = ()) -> dict[Path, str | None]:
    """What a folder holds in the order of the names; with the reason why where it is a folder that isn't entered.

    ``without`` are files that a run writes.
    """
    found: dict[Path, str | None] = {}

    def refused(error: OSError) -> None:
        found[Path(error.filename)] = f"folder-refused: The folder can't be opened: {error.strerror}."

    for place, folders, files in os.walk(folder, onerror=refused):
        found.update((Path(place, name), None) for name in files)
        found.update((Path(place, name), _LINKED) for name in folders if _is_link(place, name))
        folders[:] = [name for name in folders if not _is_noise(Path(place, name).relative_to(folder).as_posix())]
    left_out = {path.resolve() for path in without}
    return {
        path: problem
        for path, problem in sorted(found.items())
        if path == folder or not (_is_noise(path.relative_to(folder).as_posix()) or path.resolve() in left_out)
    }


def folder_rows(folder: Path, without: Collection[Path] = ()) -> Iterator[InputRow]:
    """Every file below a folder in the order of their names; the id is the name relative to the folder."""
    files = files_below(folder, without)
    if folder in files:
        raise UserError("cannot-read", f"The folder {folder} can't be opened.")
    if not files:
        raise UserError("no-documents", f"The folder {folder} holds no files.")
    for number, (file, problem) in enumerate(files.items(), start=1):
        path = str(file.resolve()) if problem is None else None
        yield InputRow(number, one_line(file.relative_to(folder).as_posix()), path=path, problem=problem)


def archive_rows(path: Path) -> Iterator[InputRow]:
    """Every file in a ZIP archive in the order of their names; the id is the name in the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                (
                    (entry, info)
                    for entry, info in enumerate(archive.infolist())
                    if not info.is_dir() and not _is_noise(info.filename)
                ),
                key=lambda member: member[1].filename,
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError("unusable-file", f"{path} can't be read as a ZIP archive.") from error
    if not members:
        raise UserError("no-documents", f"{path} is an archive without files.")
    if len(members) > _MOST_FILES:
        raise UserError("unusable-file", f"{path} holds more than {_MOST_FILES:,} files.")
    for number, (entry, info) in enumerate(members, start=1):
        identity = one_line(_written_name(info)).removeprefix("./")
        while identity.startswith("../"):  # as ``zip`` stores what was named from another folder
            identity = identity.removeprefix("../")
        if info.flag_bits & 1:
            yield InputRow(
                number,
                identity,
                problem="document-encrypted: The file in the archive is protected with a password.",
            )
        else:
            yield InputRow(number, identity, path=str(path.resolve()), member=info.filename, entry=entry)


def _is_link(place: str, name: str) -> bool:
    with suppress(OSError):  # whoever enters it is told
        return Path(place, name).is_symlink()
    return False


def _written_name(info: zipfile.ZipInfo) -> str:
    """A member's name as it was written: macOS writes UTF-8 and doesn't say so, and takes letters and accents apart."""
    name = info.filename
    if not info.flag_bits & _SAYS_UTF_8:
        with suppress(UnicodeError):
            name = info.filename.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name)


def _is_noise(name: str) -> bool:
    parts = [part for part in PurePosixPath(name).parts if part not in {".", ".."}]
    return not parts or any(part.startswith((".", "__MACOSX", "~$")) for part in parts) or parts[-1].lower() in _NOISE
