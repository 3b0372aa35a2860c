"""``python -m banggiao``: the command line without its script."""

from banggiao.cli.main import main

main()
