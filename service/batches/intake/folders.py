"""A folder or a ZIP archive of resumes: one candidate for each file."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from service.batches.columns import InputRow
from service.errors import UserError

# What nobody means as a resume: systems leave these beside the files.
_NOISE: Final = frozenset({"thumbs.db", "desktop.ini"})
_MOST_FILES: Final = 1_000_000


def folder_rows(folder: Path) -> Iterator[InputRow]:
    """Every file below a folder in the order of their names; the id is the name relative to the folder."""
    files = sorted(
        file for file in folder.rglob("*") if not _is_noise(file.relative_to(folder).as_posix()) and file.is_file()
    )
    if not files:
        raise UserError("no-documents", f"The folder {folder} holds no files.")
    for number, file in enumerate(files, start=1):
        yield InputRow(number, file.relative_to(folder).as_posix(), path=str(file.resolve()))


def archive_rows(path: Path) -> Iterator[InputRow]:
    """Every file in a ZIP archive in the order of their names; the id is the name in the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                (info for info in archive.infolist() if not info.is_dir() and not _is_noise(info.filename)),
                key=lambda info: info.filename,
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError("unusable-file", f"{path} can't be read as a ZIP archive.") from error
    if not members:
        raise UserError("no-documents", f"The archive {path} holds no files.")
    if len(members) > _MOST_FILES:
        raise UserError("unusable-file", f"{path} holds more than {_MOST_FILES:,} files.")
    for number, info in enumerate(members, start=1):
        if info.flag_bits & 1:
            yield InputRow(
                number,
                info.filename,
                problem="document-encrypted: The file in the archive is protected with a password.",
            )
        else:
            yield InputRow(number, info.filename, path=str(path.resolve()), member=info.filename)


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or any(part.startswith((".", "__MACOSX", "~$")) for part in parts) or parts[-1].lower() in _NOISE
