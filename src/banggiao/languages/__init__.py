"""Language packs: folders of TOML and TSV, discovered by name, and their loader."""

from banggiao.languages.pack import Pack, available, load

__all__ = ["Pack", "available", "load"]
