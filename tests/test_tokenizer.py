"""The tokenizer's own cache: in a folder of the user's, never in one that everybody may write to."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CUT = "from extract.words import cut; print('/'.join(cut('发展党员')))"


def cut(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CUT], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_cache_is_the_users_own(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    found = cut({"XDG_CACHE_HOME": str(tmp_path / "own"), "TMPDIR": str(shared)})
    assert found == "发展党员"
    assert not list(shared.iterdir())
    folder = tmp_path / "own" / "shuchu"
    assert [path.name for path in folder.iterdir()] == ["jieba.cache"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_home_nothing_is_left_behind(tmp_path: Path) -> None:
    assert cut({"XDG_CACHE_HOME": os.devnull, "TMPDIR": str(tmp_path)}) == "发展党员"
    assert not list(tmp_path.iterdir())
