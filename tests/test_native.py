"""The compiled engine (`make native`) reads what the pure one reads, and only sources that it was made of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract import native

ROOT = Path(__file__).parent.parent
BUILDER = ROOT / ".ci" / "native.py"
TEXTS = sorted((*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "golden").glob("*.txt")))

READ = """
import sys
from pathlib import Path
from msgspec import json
from extract import native
from extract.load import document
from extract.pipeline import extract
from extract.version import engine_version
for path in map(Path, sys.argv[1:]):
    sys.stdout.buffer.write(json.encode(extract(document(path.name, path.read_bytes()))) + b"\\n")
print(engine_version(), file=sys.stderr)
print("compiled" if native.installed() else "pure", file=sys.stderr)
"""

SEND = """
import pickle, sys
from pathlib import Path
from extract.load import document
from extract.pipeline import extract
pickle.dump(extract(document("a.txt", Path(sys.argv[1]).read_bytes())), sys.stdout.buffer)
"""

RECEIVE = """
import copy, pickle, sys
from pathlib import Path
from extract.load import document
from extract.pipeline import extract
own, other = extract(document("a.txt", Path(sys.argv[1]).read_bytes())), pickle.loads(Path(sys.argv[2]).read_bytes())
print(own == other == copy.copy(own), hash(own) == hash(other), len(own.figures) > 5)
"""


def run(code: str, built: object, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """What Python prints with the binaries of a folder."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, native.VARIABLE: str(built)}, capture_output=True, check=True
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine compiled in haste."""
    pytest.importorskip("mypyc", reason="requirements-native.txt is not installed")
    folder = tmp_path_factory.mktemp("native") / "built"
    done = subprocess.run([sys.executable, BUILDER, folder, "--quick"], capture_output=True, text=True, check=False)
    if "The engine goes on as pure Python" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return folder


def test_the_compiled_engine_reads_what_the_pure_one_reads(built: Path) -> None:
    compiled, pure = (run(READ, folder, *TEXTS) for folder in (built, "off"))
    assert len(TEXTS) > 10 and compiled.stdout.count(b'"quote"') > 1000
    assert compiled.stdout == pure.stdout
    told, other = (each.stderr.decode().split() for each in (compiled, pure))
    assert (told[-1], other[-1]) == ("compiled", "pure")
    assert told[-2] == other[-2]  # one version: a store does not tell them apart


def test_what_one_engine_sends_the_other_receives(built: Path, tmp_path: Path) -> None:
    """Workers on other machines may have no compiler."""
    sent = tmp_path / "sent"
    for sender, receiver in ((built, "off"), ("off", built), (built, built)):
        sent.write_bytes(run(SEND, sender, TEXTS[0]).stdout)
        assert run(RECEIVE, receiver, TEXTS[0], sent).stdout.split() == [b"True"] * 3


def test_binaries_of_other_sources_are_left_alone(built: Path, tmp_path: Path) -> None:
    sums = (built / native.SUMS).read_text(encoding="utf-8")
    assert native.fits(built) and "extract/models.py" in sums
    for name, text in {
        "edited": sums.replace("0", "1", 1),
        "torn": sums[:70],
        "empty": "",
        "gone": f"{sums}00  no.py\n",
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / native.SUMS).write_text(text, encoding="utf-8")
        assert not native.fits(folder), name
    assert not native.fits(tmp_path / "nothing")


def test_binaries_of_another_python_are_left_alone(built: Path, tmp_path: Path) -> None:
    (tmp_path / native.SUMS).write_bytes((built / native.SUMS).read_bytes())
    (tmp_path / f"{native.TOGETHER}.cpython-30-z80.so").write_bytes(b"")
    (tmp_path / "spans.so.txt").write_bytes(b"")
    assert run(READ, tmp_path).stderr.decode().split()[-1] == "pure"
    (tmp_path / f"{native.TOGETHER}{native.EXTENSION_SUFFIXES[0]}").write_bytes(b"no binary")
    assert run(READ, tmp_path).stderr.decode().split()[-1] == "pure"
