"""The figures of an area that holds the document's own: 全国春播面积4.08亿亩, 全省共有197名 in a city's text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.catalogue.gazetteer import gazetteer
from extract.models import Place, Told

_TIME = r"[\s\u3000]*(?P<time>(?:截至目前|目前|(?:19|20)?\d\d年|今年|去年|截至)?[^\n。；，全]{0,12}，)?"
_NATION = (
    r"(?:全国|我国)(?!\s*级|国有|国情|宪法|社会主义|改革|法律|古代|著名|一盘棋|文明|先进|优秀|模范|劳|五一|三八|重点|示范"
    r"|百|十|道德|人大|政协|党代|总工会|妇联|青联|学联|性|级|各|平台|媒体|网|报|\s?\d|[、“《])"
)
_PARENT = (
    r"全[省市](?=共有|现有|共(?!青|同|产|享)|已|累计|各级[^，。；\d]{0,10}(?:共|已|累计)"
    r"|[^，。；、\d“《]{0,6}(?:达到?|有|共计?|为)[^，。；、\d]{0,4}\d)"
    r"(?![^，。；\d]{0,12}(?:第|名列|前列|首|排|位|先进|优秀|模范|表彰|之|来))"
)
_WIDER = re.compile(rf"{_TIME}(?P<area>{_NATION}|{_PARENT})")
_LATER = re.compile(rf"[\n。；，]{_WIDER.pattern}")
"""A wider area as the subject of the first clause, and of one that comes later: 截至目前，全国春播面积4.08亿亩."""
_NAME = re.compile("[全我][国省市](?<!我[省市])")
_AHEAD = frozenset("\n。；，")
_LEAD = 24
"""More characters, but for blanks, never lie between such a mark and the name: 截至目前, twelve others and a comma."""
_OWN = re.compile(r"[全我本][省市县区州盟旗]|[市县区省]委|[市县区省]直|[市县区省]政府")
_FAR = 400


class Wider:
    """The clauses of a text whose subject holds the area `own` that the text is on; a national text has none."""

    def __init__(self, text: str, own: Place | None) -> None:
        self._text = text
        self._places: dict[str, Place] = {}
        if own is None or own.level != "nation":
            self._places = {"国": gazetteer().place(gazetteer().full["全国"][0]), **_above(own)}
        self._found = _clauses(text, self._places) if self._places else []

    def at(self, position: int, sentence_start: int) -> tuple[Place, Told] | None:
        """The wider area that is the subject of the sentence so far, or opens the paragraph that goes on with it."""
        index = bisect_left(self._found, (position, position)) - 1
        if index < 0:
            return None
        opens, start = self._found[index]
        if start < sentence_start and ("\n" in self._text[start:position] or not self._opens_line(opens)):
            return None
        if _OWN.search(self._text, start + 2, position) or position - start > _FAR:
            return None
        told = Told("place.nation", self._text[start : start + 2], start, start + 2)
        return self._places[self._text[start + 1]], told

    def _opens_line(self, start: int) -> bool:
        return not self._text[self._text.rfind("\n", 0, start) + 1 : start].strip()


def _above(own: Place | None) -> dict[str, Place]:
    """What a text on a city calls 全省, and one on a city's district 全市, too."""
    if own is None or not own.code or own.level not in ("prefecture", "county"):
        return {}
    table = gazetteer()
    above = {"省": f"{own.code[:2]}0000"} | ({"市": own.parent} if _is_district(own) else {})
    known = ((kind, row) for kind, code in above.items() for row in table.by_code.get(code, ()))
    return {kind: table.place(row, own.until) for kind, row in known if row.name.endswith(kind)}


def _is_district(place: Place) -> bool:
    return place.level == "county" and place.name.endswith("区") and not place.name.endswith(("地区", "林区", "特区"))


def _clauses(text: str, places: dict[str, Place]) -> list[tuple[int, int]]:
    """Where a clause begins whose subject is a wider area, and where that is named."""
    if not any(f"全{kind}" in text for kind in places) and "我国" not in text:
        return []
    first = _WIDER.match(text)
    found, position = [first] if first else [], first.end() if first else 0
    for place in _clauses_on(text):
        if place >= position and (match := _LATER.match(text, place)):
            found.append(match)
            position = match.end()
    return [
        (match.start("time") if match["time"] else match.start("area"), match.start("area"))
        for match in found
        if match["area"][1] in places
    ]


def _clauses_on(text: str) -> Iterator[int]:
    """The marks behind which a clause may begin whose subject is a wider area: they stand near before its name."""
    done = 0
    for name in _NAME.finditer(text):
        low = max(done, name.start() - _LEAD)
        while low > done and text[low].isspace():
            low -= 1
        done = name.start()
        yield from (place for place in range(low, done) if text[place] in _AHEAD)
