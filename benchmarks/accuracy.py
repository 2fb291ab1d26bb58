"""How well the engine reads labelled documents.

    python benchmarks/accuracy.py [LABELS TEXTS]

LABELS is a folder of .jsonl files, TEXTS one of the .txt files they label (by default tests/golden, with the texts of
seeds/). Prints the scores; `benchmarks/confidence.py` says how sure the engine is, and may be, of each kind of reading.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import golden  # noqa: E402

if __name__ == "__main__":
    if len(sys.argv) == 3:
        golden.FOLDER, golden.TEXTS = Path(sys.argv[1]), [Path(sys.argv[2])]
    print({key: round(value, 4) for key, value in golden.scores(golden.documents()).items()})
