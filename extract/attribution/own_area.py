"""Components that are the whole of an area of their own: 全市造林31万亩，其中镇雄县7万亩，彝良县5万亩."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.models import OTHER, Figure

_NEAR = 12
"""So many characters stand between the name of an area and its number at the most."""
_BODY = re.compile(r"[，,；;。：:、（(\d]|[委局办院校厂处站社团组队厅部村镇乡]|机关|公司|中心|街道|单位|[直本]级")
"""Between the two: not the area itself is counted, but a body in it."""


def of_own_area(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures with `part` taken back where a named area inside that of the whole states a value of its own.

    The whole of a city holds no figure of one of its counties twice: they are cells of two places. What shares a name
    with others (机关党员 of a county) stays a component.
    """
    known = {figure.id: figure for figure in figures if not figure.part}
    own = {figure.id for figure in figures if figure.part and _is_whole(figure, known.get(figure.whole), text)}
    return [replace(figure, part=False, whole="") if figure.id in own else figure for figure in figures]


def _is_whole(figure: Figure, whole: Figure | None, text: str) -> bool:
    """Whether a component is all that its own area states."""
    if whole is None or figure.indicator in (OTHER, "") or figure.indicator != whole.indicator:
        return False
    told = figure.place_told
    if not figure.place_code or figure.place_code == whole.place_code or told is None or told.rule != "place.subject":
        return False
    between = text[told.end : figure.start]
    return 0 <= told.end <= figure.start and len(between) <= _NEAR and not _BODY.search(between)
