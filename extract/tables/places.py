"""The areas that the rows or columns of a table are of: places by name, towns and offices below the reporting body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.attribution.place_of_figure import ZONE, PlaceReader
from extract.attribution.scope import scopes
from extract.catalogue.gazetteer import gazetteer
from extract.catalogue.lexicon import lexicon
from extract.models import Document, Place, Span, Told
from extract.tables.labels import Label

_PLACES = re.compile(
    r"(?:各)?(?:地区|地方|县区|区县|县市区?|市县区?|县[（(]市、?区[)）]|县[（(]市[)）]|省份|省市|市州|州市|盟市|旗县区?|行政区划?|市别|县别|地别|区划)(?:别|名称)?"
)
_BODIES = re.compile(
    r"(?:[^计数]{0,4}单位|部门|系统|乡镇|镇街|街道|乡镇街道|学校|企业|机构|党委|支部|党组织)(?:名称|别)?"
)
_BELOW = re.compile(
    r"(?:[镇乡]|街道|办事处|局|委员会|办公室|中心|系统|厅|处|院|公司|集团|学校|中学|小学|大学|学院|银行|[厂矿场所站队会部委办])$"
)


@dataclass(frozen=True, slots=True)
class Area:
    """Whose numbers a row has. `narrow` where they are one body's below the place; `scope` None is the document's."""

    place: Place | None
    told: Told | None
    span: Span = (-1, -1)
    narrow: bool = False
    scope: str | None = None


class Areas:
    """Reads the areas of one document's tables."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reader = PlaceReader(document, document.place, document.place_told)
        self.own = Area(document.place, document.place_told)

    def kind(self, names: Sequence[str], heads: Sequence[str]) -> str:
        """What the stubs of a table are: “place”, “body” (towns, offices), or “” for neither."""
        if not names:
            return ""
        known = [
            self._place(name, None) is not None or self._zone(name) is not None or name in scopes() for name in names
        ]
        if sum(known) * 2 >= len(names) and any(known):
            return "place"
        if any(_PLACES.fullmatch(head) for head in heads):
            return "place"
        below = sum(
            _BELOW.search(name) is not None or lexicon().narrow_units.search(name) is not None for name in names
        )
        if any(_BODIES.fullmatch(head) for head in heads) and below * 2 >= len(names):
            return "body"
        return "body" if below == len(names) > 1 and all(re.search(r"[镇乡]$|街道", name) for name in names) else ""

    def area(self, label: Label, kind: str, year: int | None) -> Area | None:
        """The area that a label names; None where it names none, as a total of all that is below it."""
        words = self._document.text[label.span[0] : label.span[1]]
        name = label.core
        if not name:
            own = self.own
            return Area(own.place, own.told, label.span) if label.total else None
        if kind == "place" and (name in scopes()):
            return Area(self.own.place, self.own.told, label.span, scope=scopes()[name])
        if kind == "place" and (place := self._place(name, year) or self._zone(name)):
            return Area(place, Told("table.place", words, *label.span), label.span)
        if _BELOW.search(name) or lexicon().narrow_units.search(name):
            return Area(self.own.place, self.own.told, label.span, narrow=True)
        if kind == "place":
            return Area(None, Told("table.unknown", words, *label.span), label.span)
        return None

    def _place(self, name: str, year: int | None) -> Place | None:
        """The area that a whole label is the name of, inside the document's own before anywhere else."""
        table, own = gazetteer(), self._document.place
        mention = next((each for each in table.find(name) if (each.start, each.end) == (0, len(name))), None)
        rows = mention.rows if mention else table.full.get(name, ()) or table.short.get(name, ())
        inside = table.choose(rows, year, own) if own else None
        if inside or not rows:
            return inside
        return (
            table.choose(rows, year)
            if own is None or own.level in ("nation", "") or not mention or not mention.short
            else None
        )

    def _zone(self, name: str) -> Place | None:
        own = self._document.place
        match = ZONE.fullmatch(name) if own and own.level != "nation" else None
        if own is None or match is None:
            return None
        full_name = own.full_name + (name[1:] if name[0] in "市县区" else name)
        return Place(name, full_name, level="county", parent=own.code)

    def of_caption(self, caption: Label) -> Area | None:
        """An area inside the document's own that a caption names in full (甲县2011年党员情况)."""
        own, start = self._document.place, caption.span[0]
        words = self._document.text[start : caption.span[1]]
        for mention in gazetteer().find(words):
            if mention.short and not mention.chain:
                continue
            place = gazetteer().choose(mention.rows, caption.year, own) or (
                gazetteer().choose(mention.rows, caption.year) if own is None else None
            )
            if place and (own is None or place.full_name != own.full_name):
                span = (start + mention.start, start + mention.end)
                return Area(place, Told("table.caption", mention.text, *span), span)
        return None

    def in_year(self, area: Area, year: int | None) -> Area:
        """The document's own area under the name it bore in that year."""
        if area.told is not self.own.told or area.place is None:
            return area
        place, told = self._reader.in_year(area.place, area.told, year)
        return Area(place, told, area.span, area.narrow, area.scope)
