"""The area of one figure: the document's, unless its clause speaks of another.

A name changes the area where it is the subject of a clause (西昌市植树96.5万株,会理县58万余株) or receives what is
counted (拨给甲县10万元). A destination, an object or a name inside another name changes nothing. A heading that
opens with a name (一、新海市工会第一次代表大会) holds for its block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.attribution.mentions import commonest_year, mentions_in, rank
from extract.catalogue.gazetteer import Mention, Row, gazetteer
from extract.models import Document, Place, Told

TIME = re.compile(
    r"(?:(?:[0-9０-９]{1,4}|[一二三四五六七八九十]+)[年月日][底末初中]?|全年|年内|当年|是年|同年|年底|年末|今年|去年|上半年|下半年|其中|至|截至|[\s\u3000])+$"
)
PARTY = re.compile(r"(?:中共|中国共产党)$")
CLAUSE = frozenset("，,。；;：:、！？!?．\n\r>）)】]》”—-")
MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|[【\[]|第[一二三四五六七八九十百]+[章节][\s\u3000]*)$"
)
GIVEN = re.compile(r"(?:拨|贷|发放|分配|下拨|划拨|补助)给$")
NOT_SUBJECT = re.compile(r"[、和及与等的籍]|[一-龥]{0,4}(?:路|街|大道|公路|大桥|机场)")
BLOCK_END = re.compile(r"\n[ \t\r\u3000]*\n|\n[ \t\u3000]*(?:[一二三四五六七八九十]+、|[【\[])")
ZONE = re.compile(
    r"[；;。]?[\s\u3000]*(?P<name>[市县区]?(?:国家级)?(?:经济技术|高新技术产业|高新技术|经济|综合)?开发区|[市县区]?(?:高新|经开)区)(?!管委会)"
)
"""A zone that reports beside the districts, though it is no administrative area."""
FAR = 4000
"""Characters over which a heading's name is looked for."""
PARAGRAPH = r"\n|<p>|</p>|"
STATES = re.compile(r"(?:现|共|设|已)?有|共|达|[\d０-９]")
"""Right behind an outside area's name: it is spoken of itself, not one of its people or firms (乙市某公司捐款)."""


class PlaceReader:
    """Reads the areas of the figures of one document; its names are looked up once.

    `place` and `told` are the document's own, as `document_place` gives them.
    """

    def __init__(self, document: Document, place: Place | None = None, told: Told | None = None) -> None:
        self._text = document.text
        self._place = place if place is not None else document.place
        self._told = told if told is not None else document.place_told
        self._year = commonest_year(document.title + document.publisher + document.text)
        own = rank(_row_of(self._place)) if self._place else ""
        self._national = own == "国"
        mentions = mentions_in(self._text)
        self._names = frozenset(row.name for mention in mentions if not mention.short for row in mention.rows)
        self._mentions: Sequence[Mention] = [m for m in mentions if self._useful(m)]
        self._starts = [mention.start for mention in self._mentions]
        self._openers = [mention.start for index, mention in enumerate(self._mentions) if self._opens(index)]
        self._places: dict[int, Place | None] = {}
        whole = "全国|我国|" if self._national else f"[全我本]{own}|{own}[直级]|" if own else ""
        self._reset = re.compile(whole + "[；;]")
        self._paragraph = re.compile(PARAGRAPH + whole + "[；;]")

    def place_at(self, position: int, sentence_start: int, sentence_end: int) -> tuple[Place | None, Told | None]:
        """The area of the figure at `position` of the sentence text[start:end], and how it was told."""
        index = bisect_left(self._starts, position) - 1
        while index >= 0 and self._starts[index] >= sentence_start:
            if rule := self._rule(index, sentence_start):
                if not self._reset.search(self._text, self._mentions[index].end, position):
                    return self._named(index, rule)
                if zone := self._zone(position, self._mentions[index].end):
                    return zone
            index -= 1
        opener = self._opener(sentence_start, position)
        return self._named(opener, "place.heading") if opener >= 0 else (self._place, self._told)

    def _zone(self, position: int, start: int) -> tuple[Place, Told] | None:
        """The development zone that the figure's part of a list of districts speaks of (…；市开发区有工会12个)."""
        own = self._place
        clause = max(self._text.rfind("；", start, position), self._text.rfind(";", start, position))
        match = ZONE.match(self._text, clause) if clause >= 0 and own and not self._national else None
        if own is None or match is None:
            return None
        name = match["name"]
        full_name = own.full_name + (name[1:] if name[0] in "市县区" else name)
        return Place(name, full_name, level="county", parent=own.code), Told("place.zone", name, *match.span("name"))

    def in_year(self, place: Place | None, told: Told | None, year: int | None) -> tuple[Place | None, Told | None]:
        """The same area under the name it bore in `year`, where the text uses that name, too (旅大市 of 大连市)."""
        if told is not self._told or place is None or not place.code:
            return place, told  # the sentence or its heading has named the area
        borne = [row for row in gazetteer().by_code.get(place.code, ()) if year and row.since <= year <= row.until]
        others = [row for row in borne if row.name in self._names]
        if others and place.name not in {row.name for row in borne}:
            return gazetteer().place(others[0], year), Told("place.in_year", others[0].name)
        return place, told

    def _useful(self, mention: Mention) -> bool:
        """Full names and chains; in a national text the short names of provinces, too."""
        levels = {row.level for row in mention.rows}
        return "nation" not in levels and (
            not mention.short or mention.chain or (self._national and "province" in levels)
        )

    def _rule(self, index: int, sentence_start: int) -> str:
        """The rule by which a name is the subject of its clause, or receives what is counted; “” for neither."""
        mention = self._mentions[index]
        before = self._text[max(sentence_start, mention.start - 24) : mention.start].replace("\n", "")
        if GIVEN.search(before):
            return "place.given"
        if self._listed(index) or NOT_SUBJECT.match(self._text, mention.end):
            return ""
        before = TIME.sub("", PARTY.sub("", before.removesuffix("在") if self._national else before))
        opens = not before.strip() or before[-1] in CLAUSE
        if self._national:
            return "place.inside_nation" if opens or mention.chain else ""
        return "place.subject" if opens else ""

    def _listed(self, index: int) -> bool:
        """Whether a name is one of a list of names (甲县、乙县、丙市)."""
        mention = self._mentions[index]
        before = index > 0 and self._text[self._mentions[index - 1].end : mention.start] in ("、", "和", "与", "及")
        return before or self._text[mention.end : mention.end + 1] in ("、", "和", "与", "及")

    def _named(self, index: int, rule: str) -> tuple[Place | None, Told | None]:
        """The area of a name, the document's own for its own name and for those that hold it."""
        if index not in self._places:
            self._places[index] = self._resolve(self._mentions[index])
        place, mention = self._places[index], self._mentions[index]
        if place is None or not self._other(place, rule, mention):
            return self._place, self._told
        return place, Told(rule, self._text[mention.start : mention.end], mention.start, mention.end)

    def _other(self, place: Place, rule: str, mention: Mention) -> bool:
        """Whether an area takes a figure from the document's own: one inside it, its older name, a heading's, or one
        outside that is spoken of by itself. Those that hold the document's area never do."""
        own = self._place
        if own is None:
            return True
        if place.full_name == own.full_name or gazetteer().contains(place, own):
            return False
        inside = place.code == own.code or gazetteer().contains(own, place)
        return inside or rule == "place.heading" or bool(STATES.match(self._text, mention.end))

    def _resolve(self, mention: Mention) -> Place | None:
        """The area that a name means here: inside the document's own area before anywhere else."""
        table = gazetteer()
        if mention.short and not mention.chain:
            return table.choose([row for row in mention.rows if row.level == "province"], self._year)
        rows = table.meant(mention, self._year)
        inside = table.choose(rows, self._year, self._place) if self._place else None
        return inside or table.choose(rows, self._year)

    def _opener(self, sentence_start: int, position: int) -> int:
        """The name that opens the block or, in a national text, the paragraph of a figure; -1 for none."""
        place = bisect_left(self._openers, sentence_start) - 1
        if place < 0 or sentence_start - self._openers[place] > FAR:
            return -1
        index = bisect_left(self._starts, self._openers[place])
        ends = self._paragraph if self._national else BLOCK_END
        return -1 if ends.search(self._text, self._mentions[index].end, position) else index

    def _opens(self, index: int) -> bool:
        """Whether a name stands behind a heading's mark or, in a national text, at the head of its paragraph."""
        mention = self._mentions[index]
        if self._listed(index):
            return False
        before = self._text[max(0, mention.start - 12) : mention.start]
        if self._national:
            return bool(re.search(r"(?:^|\n|<p>)[\s\u3000]*[在]?$", before))
        return bool(MARKER.search(before))


def _row_of(place: Place) -> Row:
    """A Place as a row, for what is asked of rows."""
    return Row(place.code, place.name, place.level, place.parent, place.since or 0, place.until or 9999)
