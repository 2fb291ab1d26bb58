"""What a document says again: the same figure, or the same rounded (捐款1234567元 … 捐款123万余元)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from extract.attribution.attributed import group, nature
from extract.attribution.frame import AMONG, MARK, Frame
from extract.models import OTHER, Figure

_REMEMBERED = 8
"""So many statements of one value are kept; a document of any size is read in linear time."""

_COMPARED = 32
"""So many exact and so many rough statements of one indicator, place and year are looked at for roundings."""

_SUMMED_UP = re.compile(r"(?:上述|以上|相加|前述)[^，；。]*$")
_IN_ALL = re.compile(r"(?:^|[^公中国)])(?:共计?|总计|合计|累计)[^，；。⟦]{0,16}$")
_SHARE = re.compile(r"[，（]?(?:约|各|仅|分别)?占[^，；。⟦]{0,8}")
_BASIS = re.compile(r"的?基础上")

# Systems, areas and courses that are told side by side: 甲系统20名，乙系统20名 are two figures.
_WHO = re.compile(
    r"(?P<name>[A-Za-z0-9\u4e00-\u9fff]{1,2}?)"
    r"(?P<kind>系统|战线|片区|街道|公司|学校|支队|党委|支部|工会|小组|[县区市镇乡村局厅院厂校组片期批轮届])"
)
_ANYONE = frozenset("全各本我该多市县区")

Key = tuple[object, ...]

IN_TABLE = "table.cell"
"""The first rule of a figure that stands in a table."""


@dataclass(slots=True, eq=False)
class Statement:
    """A figure with its frame, whose words tell whether another one says the same; `cell` is the number of its cell.

    What only a comparison asks for is looked up when one asks, since most figures are like no other.
    """

    figure: Figure
    frame: Frame
    cell: int
    _normal: Decimal | None = None
    _rough: bool | None = None
    _digits: int = 0

    @property
    def value(self) -> Decimal:
        """The value without zeros at its end."""
        if self._normal is None:
            self._normal = self.figure.value.normalize()
        return self._normal

    @property
    def context(self) -> str:
        return f"{self.frame.own[-16:]}{MARK}{self.frame.right[:10]}"

    @property
    def head(self) -> str:
        return self.frame.head

    @property
    def summed_up(self) -> bool:
        again = self.frame.own in ("在", "") and AMONG.match(self.frame.right)  # 1107件中经济类61件
        return bool(again or _SUMMED_UP.search(self.frame.pre) or _BASIS.match(self.frame.right))

    @property
    def total(self) -> bool:
        """Whether the number is said to be one of all: 共受理各类举报96件."""
        return _IN_ALL.search(self.frame.own) is not None

    @property
    def words(self) -> str:
        return self.frame.before[-80:]

    @property
    def rough(self) -> bool:
        """Whether the number may be a rounded one: it has a bound, or is told in 万."""
        if self._rough is None:
            self._rough = self.figure.bound != "eq" or _scaled(self.figure.quote)
        return self._rough

    @property
    def who(self) -> dict[str, str]:
        """The system, district or course that the words before the number name, each kind's last."""
        found = {match["kind"]: match["name"] for match in _WHO.finditer(self.words)}
        return {kind: name for kind, name in found.items() if name[-1] not in _ANYONE}

    @property
    def digits(self) -> int:
        """Significant digits: 83000 has two."""
        self._digits = self._digits or len(self.value.as_tuple().digits)
        return self._digits

    @property
    def place(self) -> int:
        """The power of ten of the last significant digit: 4 for 123万."""
        return int(self.value.as_tuple().exponent)


@dataclass(slots=True, eq=False)
class Cell:
    """What has been stated of one indicator, place and year: by value, and the rough and the exact figures.

    Its statements know its `number` only: if they held it as it holds them, all of a document's frames would stay in
    memory until the collector comes.
    """

    number: int
    equal: dict[Decimal, list[Statement]]
    rough: list[Statement]
    exact: list[Statement]


@dataclass(slots=True)
class Repeats:
    """What a document has stated so far, to tell when it says the same again."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    _last: Figure | None = None

    def note(self, figure: Figure, frame: Frame) -> None:
        """Remembers a figure, and finds it (or the rounded one before it) to be said twice."""
        one, cell, earlier = self._remembered(figure, frame)
        counted, self._last = self._last, figure
        if counted and counted.sentence == figure.sentence and _SHARE.fullmatch(frame.pre):
            self.repeated |= {figure.id} if counted.id in self.repeated else set()  # 130件，占34%: as the 130 are
        elif len(earlier) > 1 and any(_alike(one, other) for other in earlier if other is not one):
            self.repeated.add(figure.id)
        elif figure.indicator != OTHER:
            self._find_rounded(one, cell)

    def stated(self, figure: Figure, frame: Frame) -> bool:
        """Whether the same fact stood earlier: for the cells of a table, which do not repeat each other."""
        cell = self.cells.get(_key(figure))
        if cell is None or not (earlier := cell.equal.get(figure.value)):
            return False
        one = Statement(figure, frame, cell.number)
        return any(_alike(one, other) for other in earlier)

    def remember(self, figure: Figure, frame: Frame) -> None:
        """Remembers a figure as said, without asking whether it was said before."""
        self._remembered(figure, frame)

    def _remembered(self, figure: Figure, frame: Frame) -> tuple[Statement, Cell, list[Statement]]:
        """The statement of a figure, its cell, and those of its value there, itself among them unless they are many."""
        key = _key(figure)
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = Cell(len(self.cells), {}, [], [])
        one = self.statements[figure.id] = Statement(figure, frame, cell.number)
        earlier = cell.equal.get(figure.value)
        if earlier is None:
            earlier = cell.equal[figure.value] = []
        if len(earlier) < _REMEMBERED:
            earlier.append(one)
        return one, cell, earlier

    def _find_rounded(self, one: Statement, cell: Cell) -> None:
        """Either this is a rounded one of what stood before, or what stood before was this one, rounded."""
        for other in (*cell.rough, *cell.exact) if one.rough else cell.rough:
            rounded, full = (one, other) if one.digits <= other.digits else (other, one)
            if _rounds(rounded, full) and not _apart(rounded, full) and _said_alike(rounded, full):
                self.repeated.add(rounded.figure.id)
        found = cell.rough if one.rough else cell.exact
        if len(found) < _COMPARED:
            found.append(one)

    def marked(self, figures: list[Figure]) -> list[Figure]:
        """The figures with `dup` set on those that are said again."""
        repeated = self.repeated | self._in_a_row(figures)
        return [replace(each, dup=True) if each.id in repeated else each for each in figures]

    def _in_a_row(self, figures: list[Figure]) -> set[str]:
        """What is said again beside something said again: 13篇, 36篇, 6次 told twice in the same order.

        One value alone may come back by chance; two neighbours do not, unless both are a single digit.
        """
        pairs: dict[tuple[int, Decimal, int, Decimal], tuple[Statement, Statement]] = {}
        found: set[str] = set()
        told = (self.statements[each.id] for each in figures if each.rules[:1] != (IN_TABLE,))
        for first, second in pairwise(told):
            one, two = first.figure, second.figure
            if OTHER in (one.indicator, two.indicator) or max(one.value, two.value) < 10:
                continue
            pair = pairs.setdefault((first.cell, one.value, second.cell, two.value), (first, second))
            if pair[0] is not first and not _apart(pair[0], first) and not _apart(pair[1], second):
                found |= {one.id, two.id}
        return found


def _scaled(quote: str) -> bool:
    return "万" in quote or "亿" in quote or "千" in quote


def _key(figure: Figure) -> Key:
    """What two statements of one fact have in common; a target and what came of it are two facts."""
    place = figure.place_code or figure.place
    unit = group(figure.unit) if figure.indicator != OTHER else figure.unit
    return figure.indicator, unit, figure.year, place, figure.scope, figure.plan


def _apart(one: Statement, other: Statement) -> bool:
    """Whether two equal figures stand for two systems, two months, two districts or two things of one list."""
    first, second = one.figure, other.figure
    if first.since and second.since and (first.since, first.until) != (second.since, second.until):
        return True
    if first.part and second.part and first.sentence == second.sentence and first.whole != second.whole:
        return True  # 红旗手210名，其中全国级2名；女能手180名，其中全国级2名
    theirs = other.who
    if any(theirs.get(kind, name) != name for kind, name in one.who.items()):
        return True
    listed = first.sentence == second.sentence and one.head and other.head
    return bool(listed) and one.head not in other.head and other.head not in one.head


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements of one value mean the same: by their words, or because the value is like no other."""
    code, digits = one.figure.indicator, one.digits + (one.place > 0)  # 20 is less common than 2
    if _apart(one, other):
        return False
    if code != OTHER and (digits >= 4 or nature(code) == "stock"):
        return True
    if one.summed_up:
        return True
    if code != OTHER and digits >= 2 and one.total and other.total and one.figure.sentence != other.figure.sentence:
        return True
    needed = {1: 0.95, 2: 0.35}.get(digits, 0.3) if code != OTHER else {1: 1.01, 2: 0.7}.get(digits, 0.5)
    return _similarity(one.context, other.context) >= needed


def _rounds(rounded: Statement, exact: Statement) -> bool:
    """Whether one number is the other, rounded to its own last digit as its bound says: 123万余 of 1234567."""
    figure = rounded.figure
    if rounded.digits >= exact.digits or figure.value_max or exact.figure.value_max:
        return False
    if exact.figure.bound not in ("eq", figure.bound):
        return False
    step, beyond = Decimal(1).scaleb(rounded.place), exact.value - rounded.value
    if figure.bound == "gt":
        return 0 < beyond < step
    if figure.bound == "lt":
        return 0 < -beyond < step
    if figure.bound == "eq" and (rounded.digits < 2 or not _scaled(figure.quote)):
        return False
    return abs(beyond) * 2 <= step or (figure.bound == "eq" and 0 < beyond < step)


def _said_alike(rounded: Statement, exact: Statement) -> bool:
    """Whether the words agree, too; the fewer digits two numbers share, the more they must."""
    near = abs(exact.value - rounded.value) <= exact.value / 50
    needed = 0.0 if rounded.digits >= 3 else 0.25 if near else 0.5
    return _similarity(rounded.context, exact.context) >= needed


def _similarity(one: str, two: str) -> float:
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two))
    return len(first & second) / max(1, min(len(first), len(second)))
