"""benchmarks/places.py on a table of a few lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = "代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码"
LINES = """370700,山东省,潍坊市,潍坊市,地级,在用,1983,,
370705,山东省,潍坊市,奎文区,县级,在用,1994,,
110105,北京市,直辖,朝阳区,县级,在用,1981,,
220104,吉林省,长春市,朝阳区,县级,在用,1981,,
990101,某某省,某某市,某某区,县级,弃用,1990,1992,"""


def test_the_shares_and_the_misses(tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text(f"{HEAD}\n{LINES}\n", encoding="utf-8-sig")
    script = ROOT / "benchmarks" / "places.py"
    printed = subprocess.run([sys.executable, script, table], capture_output=True, text=True, check=True).stdout
    assert "full names, each year      98.80%  165 of 167" in printed
    assert "full names, all years      80.00%  4 of 5" in printed
    assert "  1991                     75.00%  3 of 4" in printed
    assert "bare names of several     100.00%  0 of 90 not unset" in printed
    assert "某某省某某市某某区 990101, 2 years (1990–1991): unset" in printed
