"""The record of many documents: an SQLite file, its schema and migrations, what is written to it and asked of it."""

from banggiao.store.database import SCHEMA_VERSION, StoreError, connect, explained

__all__ = ["SCHEMA_VERSION", "StoreError", "connect", "explained"]
