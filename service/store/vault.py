"""Sealing personal data: AES-256-GCM under a key of each candidate's own, which is itself sealed by a secret.

Destroying a candidate's key makes every copy of their data unreadable, in backups too. What must be found again by
value (an external id, a file's digest) is kept as a keyed hash.
"""

import hashlib
import hmac
import os
import secrets
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE: Final = 12
_MARK: Final = 4  # bytes that say which secret sealed a data key
KEPT: Final = _MARK + _NONCE + 32 + 16  # bytes of a data key in its kept form


class WrongSecretKey(Exception):  # noqa: N818
    """Something was sealed with a secret key that is not at hand."""


@dataclass(frozen=True)
class DataKey:
    """One candidate's key: seals and opens what belongs to them."""

    secret: bytes

    def seal(self, data: bytes, place: str) -> bytes:
        """Compress and encrypt; ``place`` binds it to where it is kept, so that nothing can be moved about."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, zlib.compress(data, 3), place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed. Raises WrongSecretKey where key, place or content are not what they were."""
        try:
            return zlib.decompress(AESGCM(self.secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()))
        except InvalidTag as error:
            raise WrongSecretKey from error


class Vault:
    """Makes and opens data keys, and keyed hashes."""

    def __init__(self, roots: Sequence[str]) -> None:
        """The first of the ``roots`` seals; all of them open."""
        self._keys = {_mark(secret): _derive(secret, "data keys") for secret in roots}
        self._current = _mark(roots[0])
        self._indexes = [_derive(secret, "index") for secret in roots]
        self._own = [DataKey(_derive(secret, "own")) for secret in roots]

    def new_key(self, owner: str) -> tuple[DataKey, bytes]:
        """A new data key, and itself sealed for keeping."""
        data_key = DataKey(secrets.token_bytes(32))
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._keys[self._current]).encrypt(nonce, data_key.secret, owner.encode())
        return data_key, self._current + nonce + sealed

    def is_current(self, kept: bytes) -> bool:
        """Whether a kept data key was sealed with the secret that seals now."""
        return kept[:_MARK] == self._current

    def open_key(self, kept: bytes, owner: str) -> DataKey:
        """A data key from its kept form. Raises WrongSecretKey."""
        secret = self._keys.get(kept[:_MARK])
        if secret is None:
            raise WrongSecretKey
        try:
            nonce, sealed = kept[_MARK : _MARK + _NONCE], kept[_MARK + _NONCE :]
            return DataKey(AESGCM(secret).decrypt(nonce, sealed, owner.encode()))
        except InvalidTag as error:
            raise WrongSecretKey from error

    def seal(self, data: bytes, place: str) -> bytes:
        """Seal what has no data key of its own."""
        return self._own[0].seal(data, place)

    def open(self, sealed: bytes, place: str) -> bytes:
        """What ``seal`` sealed. Raises WrongSecretKey."""
        for key in self._own:
            with suppress(WrongSecretKey):
                return key.open(sealed, place)
        raise WrongSecretKey

    def index(self, purpose: str, value: str) -> bytes:
        """A keyed hash of a value, under the secret that seals now."""
        return self.indexes(purpose, value)[0]

    def indexes(self, purpose: str, value: str) -> list[bytes]:
        """The keyed hashes of a value under every secret at hand, the current one's first."""
        message = f"{purpose}\0{value}".encode("utf-8", "surrogatepass")
        return [hmac.digest(key, message, hashlib.sha256) for key in self._indexes]


def generated_secret(file: Path) -> str:
    """The secret key kept in a file that only its owner can read; made once where there is none."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            file.hardlink_to(temporary)  # whole or not at all, and only the first of several workers
        temporary.unlink()
    return file.read_text(encoding="utf-8").strip()


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=b"rolefit/1", info=purpose.encode()).derive(secret.encode())


def _mark(secret: str) -> bytes:
    return _derive(secret, "mark")[:_MARK]
