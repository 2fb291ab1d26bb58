"""The area of one figure: the document's, unless its clause speaks of another.

A name changes the area where it is the subject of a clause (西昌市植树96.5万株,会理县58万余株) or receives what is
counted (拨给甲县10万元). A destination, an object or a name inside another name changes nothing. A heading that
opens with a name (一、新海市工会第一次代表大会) holds for its block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from extract.attribution.former import former_counties
from extract.attribution.mentions import commonest_year, names_in, rank
from extract.attribution.place_evidence import STATES
from extract.attribution.renamed import borne, renaming
from extract.attribution.wider import Wider
from extract.catalogue.gazetteer import Mention, Row, gazetteer, in_force
from extract.models import Document, Place, Told

TIME = re.compile(
    r"(?:(?:[0-9０-９]{1,4}|[一二三四五六七八九十]+)[年月日][底末初中]?|全年|年内|当年|是年|同年|年底|年末|今年|去年|上半年|下半年|其中|至|截至|[\s\u3000])+$"
)
LED = re.compile(r"(?:下辖|所辖|管辖|所属|下属|属下|辖)的?$")
MOST = re.compile(r"最[多少大小高低快慢好早晚]的(?:地区|地方|[市县区])?[是为]?$")
"""What leads up to the subject of a clause: 下辖的甲区有党员, 党员最多的是甲县."""
MOST_NAMES = 60
"""The longest list of names whose figures are told by their order."""
RESPECTIVE = re.compile(r"[^，。；、\n]{0,8}?分别[^，。；、\d\n]{0,12}(?=\d)")
NUMBER = re.compile(r"(?<![\d.,])(?<!\d )\d(?:[\d.,]|[ \u3000](?=\d{3}(?!\d)))*[万亿]?(.)")
"""甲区、乙区分别有党员11名、12名: as many numbers of one unit as names."""
PARTY = re.compile(r"(?:中共|中国共产党)$")
CLAUSE = frozenset("，,。；;：:、！？!?．.\n\r>）)】]》”—-")
MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|[【\[]|第[一二三四五六七八九十百]+[章节][\s\u3000]*)$"
)
OPENED = re.compile(r"(?:^|\n|<p>)[\s\u3000]*[在]?$")
JOINING = ("、", "和", "与", "及")
GIVEN = re.compile(r"(?:拨|贷|发放|分配|下拨|划拨|补助)给$")
NOT_SUBJECT = re.compile(
    r"[、和及与等的籍]|更名|改[名称为]|[一-龥]{0,4}(?:路|街|大道|公路|大桥|机场)|[^，。；、\d\n]{0,8}[灾震洪][^，。；、\d\n]{0,4}后[，,]"
)
BLOCK_END = re.compile(r"\n[ \t\r\u3000]*\n|\n[ \t\u3000]*(?:[一二三四五六七八九十]+、|[【\[])")
ALL_OF_IT = re.compile("全[县区旗]")
OF_ITSELF = re.compile("全[省市县区州盟旗](?:共|现|已|各|[^，。；]{0,6}\\d)")
ZONE = re.compile(
    r"[；;。]?[\s\u3000]*(?P<name>[市县区]?(?:国家级)?(?:经济技术|高新技术产业|高新技术|经济|综合)?开发区|[市县区]?(?:高新|经开)区)(?!管委会)"
)
"""A zone that reports beside the districts, though it is no administrative area."""
OTHERS = re.compile(r"[^，；。,;\n]{0,40}等(?:\s?\d[^，；。,;\n]*)?\s?")  # 乙镇团委等3个单位
FAR = 4000
"""Characters over which a heading's name is looked for."""
PARAGRAPH = r"\n|<p>|</p>|"


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
        mentions = names_in(self._text)
        self._renaming = renaming(self._text, mentions, self._place, self._told)
        self._names = {row.name: mention for mention in reversed(mentions) if not mention.short for row in mention.rows}
        self._mentions: Sequence[Mention] = [m for m in mentions if self._useful(m)]
        self._starts = [mention.start for mention in self._mentions]
        self._openers = [mention.start for index, mention in enumerate(self._mentions) if self._opens(index)]
        self._former = former_counties(self._text) if own and not self._national else []
        self._places: dict[int, Place | None] = {}
        self._borne: dict[int | None, tuple[Place, Told | None]] = {}
        self._wider = Wider(self._text, self._place)
        whole = "全国|我国|" if self._national else f"[全我本]{own}|{own}[直级]|" if own else ""
        whole += "其[余他](?:\\Z|[0-9各两三四五六七八九十]{1,3}个?[省市县区州旗乡镇街])|"
        whole += "[省市县区州旗](?<=[两三四五六七八九十].)(?:合计|共|总计)|"
        self._reset = re.compile(whole + "[；;]")
        self._paragraph = re.compile(PARAGRAPH + whole + "[；;]")

    def place_at(self, position: int, sentence_start: int, sentence_end: int) -> tuple[Place | None, Told | None]:
        """The area of the figure at `position` of the sentence text[start:end], and how it was told."""
        index = bisect_left(self._starts, position) - 1
        named = index >= 0 and self._starts[index] >= sentence_start
        if named and (one := self._respective(index, position, sentence_start)) >= 0:
            return self._named(one, "place.respective")
        while index >= 0 and self._starts[index] >= sentence_start:
            if rule := self._rule(index, sentence_start, position):
                if not self._reset.search(self._text, self._behind(index), position):
                    old = self._formerly(position, self._mentions[index].end) if self._former else None
                    return old or self._named(index, rule)
                if zone := self._zone(position, self._mentions[index].end):
                    return zone
            index -= 1
        if self._former and (old := self._formerly(position, sentence_start)):
            return old
        if self._openers and (opener := self._opener(sentence_start, position)) >= 0:
            return self._named(opener, "place.heading")
        return self._wider.at(position, sentence_start) or (self._place, self._told)

    def _formerly(self, position: int, sentence_start: int) -> tuple[Place, Told] | None:
        """The vanished county that is the subject of the figure's clause or of one before it in the sentence."""
        index = bisect_left(self._former, (position, position)) - 1
        start, end = self._former[index] if index >= 0 else (-1, -1)
        if start < sentence_start or self._reset.search(self._text, end, position) or self._place is None:
            return None
        name = self._text[start:end]
        return Place(name, name, level="county", parent=self._place.code), Told("place.subject", name, start, end)

    def _behind(self, index: int) -> int:
        """Where a name ends, with the 全省 that it says of itself."""
        own = OF_ITSELF.match(self._text, self._mentions[index].end)
        return self._mentions[index].end + (2 if own else 0)

    def _respective(self, last: int, position: int, sentence_start: int) -> int:
        """The name in a list that the figure is stated of by its place among the numbers behind 分别; -1 for none."""
        if last < 1 or self._starts[last] < sentence_start:
            return -1
        match = RESPECTIVE.match(self._text, self._mentions[last].end)
        first, least = last, max(0, last - MOST_NAMES)
        while match and first > least and self._starts[first - 1] >= sentence_start and self._joined(first):
            first -= 1
        count = last - first + 1
        if match is None or count < 2 or not self._opens_clause(self._before(first, sentence_start)):
            return -1
        numbers = list(islice(NUMBER.finditer(self._text, match.end()), count))
        place = next((place for place, number in enumerate(numbers) if number.start() <= position < number.end()), -1)
        alike = len(numbers) == count and len({number[1] for number in numbers}) == 1
        return first + place if place >= 0 and alike else -1

    def _before(self, index: int, sentence_start: int) -> str:
        """The words of the sentence before a name, without dates and the party's name."""
        start = self._mentions[index].start
        before = self._text[max(sentence_start, start - 24) : start].replace("\n", "")
        return TIME.sub("", PARTY.sub("", before.removesuffix("在") if self._national else before))

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

    def in_year(
        self, place: Place | None, told: Told | None, year: int | None, position: int | None = None
    ) -> tuple[Place | None, Told | None]:
        """The same area under the name it bore in `year`, where the text uses that name, too (旅大市 of 大连市)."""
        if told is not self._told or place is None or not place.code:
            return place, told  # the sentence or its heading has named the area
        if year and self._renaming and (position is None or position >= self._renaming.since):
            return self._renaming.at(year)
        if year not in self._borne:
            self._borne[year] = borne(place, told, year, self._names)
        return self._borne[year]

    def _useful(self, mention: Mention) -> bool:
        """Full names and chains; in a national text the short names of provinces, too, and in a city's 城区, 东区 and
        the like where it has such a district."""
        if gazetteer().is_common(mention):
            return self._district(mention)
        if mention.short and OF_ITSELF.match(self._text, mention.end):  # 陕西全省有企业736户
            return True
        levels = {row.level for row in mention.rows}
        return "nation" not in levels and (
            not mention.short or mention.chain or (self._national and "province" in levels)
        )

    def _district(self, mention: Mention) -> bool:
        """Whether a name that is an ordinary word, too, is that of a district of the document's city in its year."""
        row = gazetteer().choose_row(mention.rows, self._year, self._place) if self._place and self._year else None
        return row is not None and row.level == "county" and row.distance(self._year or 0) == 0

    def _rule(self, index: int, sentence_start: int, position: int) -> str:
        """The rule by which a name is the subject of its clause, or receives what is counted; “” for neither."""
        mention = self._mentions[index]
        before = self._text[max(sentence_start, mention.start - 24) : mention.start].replace("\n", "")
        if GIVEN.search(before):
            return "place.given"
        others = "等" in self._text[mention.end : position] and OTHERS.fullmatch(self._text, mention.end, position)
        if others or self._listed(index) or NOT_SUBJECT.match(self._text, mention.end):
            return ""
        if rule := self._is_topic(index, sentence_start, position):
            return rule
        before = self._before(index, sentence_start)
        opens = self._opens_clause(before) or bool(MOST.search(before))
        if self._national:
            return "place.inside_nation" if opens or mention.chain else ""
        return "place.subject" if opens else ""

    def _is_topic(self, index: int, sentence_start: int, position: int) -> str:
        """在中宁县，…; 在中宁县南山公园，来自全县83个机关: one of a city's areas, with which a clause begins."""
        mention = self._mentions[index]
        before = self._text[max(sentence_start, mention.start - 4) : mention.start].strip()
        if self._national or not before.endswith("在") or before[:-1].strip("，。；\n　 "):
            return ""
        alone = self._text[mention.end : mention.end + 1] in ("，", ",")
        return "place.subject" if alone or ALL_OF_IT.search(self._text, mention.end, position) else ""

    def _opens_clause(self, before: str) -> bool:
        """Whether a clause has just begun, but for 下辖的 and the document's own name before that."""
        led = LED.sub("", before)
        if led != before and self._place:
            led = led.removesuffix(self._place.name)
        return not led.strip() or led[-1] in CLAUSE

    def _listed(self, index: int) -> bool:
        """Whether a name is one of a list of names (甲县、乙县、丙市)."""
        mention = self._mentions[index]
        return self._joined(index) or self._text[mention.end : mention.end + 1] in JOINING

    def _joined(self, index: int) -> bool:
        """Whether nothing but 、 or 和 stands between a name and the one before it."""
        return index > 0 and self._text[self._mentions[index - 1].end : self._mentions[index].start] in JOINING

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
        return (
            inside
            or rule in ("place.heading", "place.respective")
            or bool(STATES.match(self._text, mention.end) or OF_ITSELF.match(self._text, mention.end))
        )

    def _resolve(self, mention: Mention) -> Place | None:
        """The area that a name means here: inside the document's own area before anywhere else."""
        table = gazetteer()
        if mention.short and not mention.chain and not OF_ITSELF.match(self._text, mention.end):
            near = in_force(mention.rows, self._year)
            return table.choose([row for row in near if row.level == "province"], self._year)
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
            return bool(OPENED.search(before))
        return bool(MARKER.search(before))


def _row_of(place: Place) -> Row:
    """A Place as a row, for what is asked of rows."""
    return Row(place.code, place.name, place.level, place.parent, place.since or 0, place.until or 9999)
