"""Pages wrapped by a browser, and text whose paragraphs a converter filled to a width."""

from __future__ import annotations

import quopri
import textwrap
from pathlib import Path

import pytest

from banggiao.pages import read_page
from banggiao.pages.archives import saved_from, unwrap
from banggiao.pages.wrapping import join_filled

PAGE = (Path(__file__).parent / "html" / "tuoitre_2017.html").read_text(encoding="utf-8")
TEXTS = sorted((Path(__file__).parent / "fixtures" / "text").glob("*.txt"))
ADDRESS = "https://tuoitre.vn/estonia-truc-xuat-hai-nha-ngoai-giao-nga-1321234.html"
ARCHIVE = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----cut"\r\n\r\n'
    "------cut\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "{page}\r\n------cut--\r\n"
)


def archive() -> bytes:
    page = quopri.encodestring(PAGE.encode()).decode("ascii").replace("\n", "\r\n")
    return ARCHIVE.format(address=ADDRESS, page=page).encode("ascii")


def test_a_page_in_a_mime_archive_reads_as_the_page_itself() -> None:
    wrapped, bare = read_page(archive(), source="a.mhtml"), read_page(PAGE.encode(), source="a.html")
    assert wrapped.url == ADDRESS
    assert (wrapped.kind, wrapped.text, wrapped.parts) == (bare.kind, bare.text, bare.parts)


def test_the_address_that_a_browser_noted_is_the_pages() -> None:
    page = PAGE.replace("<html", f"<!-- saved from url=(0066){ADDRESS} -->\n<html", 1)
    assert read_page(page.encode(), source="a.html").url == ADDRESS
    assert saved_from("<html><body>saved from url=(0014)about:internet</body></html>") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        b"From: a\r\nContent-Type: multipart/related\r\n\r\nnothing",
        b"Date: \xff\r\nContent-Type: multipart/mixed; boundary=\xfe\r\n\r\n--\xfe\r\nContent-Type: text/html\r\n\r\n",
    ],
)
def test_a_broken_archive_is_handed_on_as_it_is(data: bytes) -> None:
    assert unwrap(data) == (data, None)


@pytest.mark.parametrize("width", [72, 78, 100])
def test_filled_paragraphs_are_joined(width: int) -> None:
    lines = (Path(__file__).parent / "fixtures" / "text" / "seedlike-2014-crimea.txt").read_text("utf-8").split("\n")
    paragraphs = [" ".join(line.split()) for line in lines if line.strip()]
    filled = "\n\n".join(textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in paragraphs)
    assert join_filled(filled).split("\n\n") == paragraphs


@pytest.mark.parametrize("path", [p for p in TEXTS if not p.stem.startswith("filled")], ids=lambda p: p.stem)
def test_pages_of_whole_lines_stay_as_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert join_filled(text) == text
