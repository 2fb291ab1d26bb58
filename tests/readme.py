"""The examples of the READMEs: each block of console output is what its command prints.

    python tests/readme.py     writes the outputs anew
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
LANGUAGES = {"README.zh-CN.md": "zh_CN.UTF-8"}
"""What the reader of a README has set; C where nothing is said."""

BLOCK = re.compile(r"(?<=```console\n)\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)(?=```)")


def printed(command: str, language: str) -> str:
    """What a command line prints, errors included, on an empty store."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LC_ALL": "", "LANG": language, "SHUCHU_STORE": f"{folder}/figures.sqlite3"}
        line = re.sub(r"\bpython\b", f"'{sys.executable}'", command)
        shell = ["bash", "-c", f"{line} 2>&1"]
        done = subprocess.run(shell, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def renewed(readme: Path) -> str:
    """The same README with the outputs of now."""
    language = LANGUAGES.get(readme.name, "C.UTF-8")
    text = readme.read_text(encoding="utf-8")
    return BLOCK.sub(lambda block: f"$ {block['command']}\n{printed(block['command'], language)}", text)


if __name__ == "__main__":
    for readme in READMES:
        readme.write_text(renewed(readme), encoding="utf-8")
