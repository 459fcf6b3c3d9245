"""The roots of a database: random secrets that its vault is made of, kept in itself and sealed with the secret key.

So the secret key may change as often as one likes: the roots alone are sealed anew, whole and in one transaction, and
the key before opens nothing afterwards. A changed key brings a new root, which seals from then on; the older ones
open what they sealed.
"""

import json
import secrets
from collections.abc import Sequence
from typing import Final

from service.store.database import Database
from service.store.tables import NoteRow
from service.store.vault import KEPT, Vault

_NAME: Final = "secret-key-proof"


def open_vault(database: Database, secret_keys: Sequence[str]) -> Vault:
    """This database's vault; what another than the first of the ``secret_keys`` sealed is sealed anew with the first.

    Raises WrongSecretKey where none of them opens it.
    """
    by_key = Vault(secret_keys)
    with database.writing_alone() as session:
        note = session.get(NoteRow, _NAME) or NoteRow(name=_NAME, value=b"")
        roots = _opened(by_key, note.value, secret_keys)
        changed = not by_key.is_current(note.value)
        if changed:
            roots = [secrets.token_urlsafe(32), *roots]
            note.value = _sealed(by_key, roots)
            session.add(note)
    if changed:
        database.scrub()
    return Vault(roots)


def _opened(by_key: Vault, kept: bytes, secret_keys: Sequence[str]) -> list[str]:
    if not kept:
        return []
    key, sealed = by_key.open_key(kept[:KEPT], _NAME), kept[KEPT:]
    # Before there were roots, the secret keys themselves were what everything was sealed with.
    return json.loads(key.open(sealed, _NAME)) if sealed else list(secret_keys)


def _sealed(by_key: Vault, roots: Sequence[str]) -> bytes:
    key, kept = by_key.new_key(_NAME)
    return kept + key.seal(json.dumps(roots).encode(), _NAME)
