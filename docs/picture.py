"""Take the README's picture from the HTML view of a sample page: run by ``make images``; needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "src" / "banggiao" / "samples"
TARGET = HERE / "images" / "reading.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Read the first sample page, or the one named, and photograph what comes out."""
    browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if browser is None:
        sys.exit(f"no browser: install one of {', '.join(BROWSERS)}")
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else sorted(SAMPLES.glob("*.txt"))[0]
    with tempfile.TemporaryDirectory() as folder:
        view = Path(folder) / "view.html"
        read = [sys.executable, "-c", "from banggiao.cli.main import main; main()", "read", page]
        subprocess.run([*read, "--format", "html", "--lang", "en", "--output", view], check=True)
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
        ]
        place = [f"--user-data-dir={folder}/profile", "--window-size=1180,1250", f"--screenshot={TARGET}"]
        subprocess.run([browser, *options, *place, view.as_uri()], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
