"""Write docs/cli.md from ``--help``: run by ``make reference``; tests/test_docs.py holds that it is up to date."""

from __future__ import annotations

import inspect
from pathlib import Path

from banggiao.cli.main import COMMANDS, group

TARGET = Path(__file__).with_name("cli.md")

HEAD = """# Commands

This page is made from `--help`; `make reference` writes it anew.

Exit status: 0 all was read, 1 something could not be read (the rest was), 2 wrong usage, 130 interrupted, 141 nobody
reads the output any more.

The environment: `BANGGIAO_LANG` (`en`, `vi`) chooses the language of the interface before `LC_ALL` and `LANG` do;
`NO_COLOR` turns colours off.
"""


def reference() -> str:
    """The whole page."""
    width = {"terminal_width": 80, "max_content_width": 80, "resilient_parsing": True}
    main = group.make_context("banggiao", [], **width)
    sections = [HEAD, _section("banggiao", group.get_help(main))]
    for name in COMMANDS:
        command = group.get_command(main, name)
        assert command is not None
        context = command.make_context(name, [], main, **width)
        sections.append(_section(f"banggiao {name}", command.get_help(context)))
        for sub, inner in sorted(getattr(command, "commands", {}).items()):
            words = inner.get_help(inner.make_context(sub, [], context, **width))
            sections.append(_section(f"banggiao {name} {sub}", words))
    return "\n".join(sections)


def _section(title: str, words: str) -> str:
    return f"## {title}\n\n```text\n{inspect.cleandoc(words)}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), "utf-8")
