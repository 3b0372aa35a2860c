"""The command line from outside: help, version, exit status, what stands on which stream."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from banggiao.cli import output
from banggiao.cli.interface import interface
from banggiao.cli.main import BROKEN_PIPE, COMMANDS, INTERRUPTED, run
from banggiao.cli.progress import Progress

START = [sys.executable, "-c", "from banggiao.cli.main import main; main()"]
HEAVY = ("banggiao.api", "banggiao.pipeline", "msgspec", "rtoml", "selectolax", "trafilatura", "ahocorasick_rs")


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    from banggiao import __version__

    assert run(["--version"]) == 0
    assert capfd.readouterr().out == f"banggiao {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert f"Usage: banggiao {name}" in capfd.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    script = f"""
import sys
from banggiao.cli.main import run
run(["--help"]); run(["--version"])
loaded = [name for name in {HEAVY!r} if name in sys.modules]
sys.exit(f"loaded: {{loaded}}" if loaded else 0)
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["reed"],
        ["read", "page.txt", "--format", "xml"],
        ["read", "page.txt", "--published", "16/7/2018"],
        ["read", "page.txt", "--published", "2999-07-16"],
        ["read", "https://example.vn/bai-bao.html"],
        ["read", "page.txt", "--jobs", "-1"],
        ["read", "page.txt", "--output", "no/such/folder/out.json"],
        ["explain"],
        ["explain", " "],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err


class TestOutput:
    def test_the_file_appears_when_it_is_whole(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(b"old")
        with output.opened(str(target)) as write:
            write(b"new")
            assert target.read_bytes() == b"old"
        assert target.read_bytes() == b"new"
        assert list(tmp_path.iterdir()) == [target]

    def test_an_interruption_leaves_the_old_one(self, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(b"old")
        with pytest.raises(KeyboardInterrupt), output.opened(str(target)) as write:
            write(b"new")
            raise KeyboardInterrupt
        assert target.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [target]

    def test_a_device_is_never_replaced(self) -> None:
        with output.opened(os.devnull) as write:
            write(b"gone")
        assert not Path(os.devnull).is_file()

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "target").write_bytes(b"old")
        (tmp_path / "link").symlink_to(tmp_path / "target")
        with output.opened(str(tmp_path / "link")) as write:
            write(b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "target").read_bytes() == b"new"


class TestProgress:
    class Terminal:
        def __init__(self, at_terminal: bool) -> None:
            self.written = ""
            self._at_terminal = at_terminal

        def isatty(self) -> bool:
            return self._at_terminal

        def write(self, text: str) -> None:
            self.written += text

        def flush(self) -> None:
            pass

    def test_it_says_how_far_how_fast_and_how_long(self) -> None:
        progress = Progress(interface("en"), 100, True, self.Terminal(True))  # type: ignore[arg-type]
        for _ in range(20):
            progress.step()
        assert progress.words(10.0) == "20/100 read, 2.0/s, 0:40 left"

    def test_an_unknown_total_stays_unknown(self) -> None:
        progress = Progress(interface("en"), None, True, self.Terminal(True))  # type: ignore[arg-type]
        progress.step()
        assert progress.words(1.0) == "1/? read, 1.0/s, ? left"

    @pytest.mark.parametrize(("wanted", "at_terminal"), [(True, False), (False, True)])
    def test_it_is_silent_elsewhere(self, wanted: bool, at_terminal: bool) -> None:
        stream = self.Terminal(at_terminal)
        progress = Progress(interface("en"), 1, wanted, stream)  # type: ignore[arg-type]
        progress.step()
        progress.clear()
        assert stream.written == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals as POSIX has them")
class TestEnds:
    def rows(self, count: int) -> str:
        return "".join(json.dumps({"doc": str(n), "s": 0, "text": "", "reference": None}) + "\n" for n in range(count))

    def test_a_closed_output_ends_quietly(self, tmp_path: Path) -> None:
        rows = tmp_path / "rows.jsonl"
        rows.write_text(self.rows(20_000), "utf-8")
        with subprocess.Popen([*START, "times", str(rows)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            complaint = process.stderr.read()
            assert process.wait() == BROKEN_PIPE
        assert complaint == b""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
    @pytest.mark.parametrize("command", ["times", "read --input sentences --format csv", "explain"])
    def test_a_full_disk_is_one_sentence(self, command: str, tmp_path: Path) -> None:
        rows = tmp_path / "rows.jsonl"
        rows.write_text('{"doc": "a", "sentences": ["Nga"], "text": "Nga", "reference": null}\n', "utf-8")
        call = [*START, *command.split(), str(rows)]
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True)
        assert ended.returncode == 1
        assert ended.stderr.startswith("Error: the output cannot be written") and ended.stderr.count("\n") == 1
        if command == "explain":
            return
        ended = subprocess.run([*call, "--output", "/dev/full"], capture_output=True, text=True)
        assert ended.returncode == 1
        assert ended.stderr.startswith("Error: the output cannot be written") and ended.stderr.count("\n") == 1

    @pytest.mark.parametrize(("closed", "words"), [(">&-", "no standard output"), ("<&-", "standard input")])
    def test_closed_streams_are_one_sentence(self, closed: str, words: str) -> None:
        call = " ".join(shlex.quote(word) for word in [*START, "read", "-"])
        ended = subprocess.run(
            ["sh", "-c", f"{call} {closed}"], stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert ended.returncode == 1
        assert words in ended.stderr and "fault" not in ended.stderr and ended.stderr.count("\n") == 1

    @pytest.mark.parametrize("command", [["times", "-"], ["read", "-", "--input", "sentences", "--jobs", "2"]])
    def test_an_interruption_ends_quietly(self, command: list[str], tmp_path: Path) -> None:
        target = tmp_path / "out"
        call = [*START, *command, "--output", str(target)]
        with subprocess.Popen(call, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdin is not None and process.stderr is not None
            while not list(tmp_path.iterdir()) and process.poll() is None:
                time.sleep(0.01)
            time.sleep(0.3)  # until it waits for its input: before that nothing is there to be interrupted
            process.send_signal(signal.SIGINT)
            complaint = process.stderr.read()
            assert process.wait() == INTERRUPTED, complaint
        assert complaint.strip() == b""  # a line end, so that the prompt stands at the left
        assert list(tmp_path.iterdir()) == []
