"""What is kept: one repository layer over SQLite or PostgreSQL; table classes never leave it."""

from service.store.database import Database, open_database
from service.store.roots import open_vault
from service.store.storage import Eraser, Storage, Store
from service.store.vault import Vault, WrongSecretKey

__all__ = ["Database", "Eraser", "Storage", "Store", "Vault", "WrongSecretKey", "open_database", "open_vault"]
