"""Figures of one unit, one event or one group of people that a total of the same document holds already.

An event of trees planted or money given is a part of the year's total where the text states one: on 12 March 131
units planted 8600 trees, in the whole year 712 000 were planted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.attribution.attributed import PEOPLE, group, nature
from extract.attribution.frame import MARK
from extract.attribution.in_all import in_all
from extract.attribution.repeats import Statement
from extract.models import OTHER, Figure

_PLANTED = frozenset({"trees_planted", "tree_planting_participants"})
_GIVEN = frozenset({"donated_money", "donation_participants"})
_HELD = _GIVEN | {"aid_money", "people_aided"}
_COURSES = frozenset({"training_sessions", "training_participants"})
_EVENTS = _COURSES | {"activities_held", "meetings_held"}
_ALL_EVENTS = re.compile(
    rf"(?:办|开设)(?:了|各[类级种期])*(?:党员|干部|职工|教育){{0,3}}(?:培训|轮训|短训|学习|训练)?班次?"
    rf"(?:{MARK}[^，。；]{{0,4}}[，、](?:共|先后)?(?:培训|轮训|训练|受训|参训|参加)?(?:各[类级种])?[^，。；{MARK}]{{0,6}})?$"
    r"|(?:开展|举办|组织|举行|召开)(?:了|各[类种项级]|大小|大型)*(?:活动|会议)$"
)
"""全年共办各类培训班31期，培训4700人次: all courses, or events, of the year, not those of one kind."""
_CLOSE = 48
_TOTAL = re.compile(r"全年|年内|全[市县州区省盟旗]|共|总计|累计|合计|总额")
"""In the clause of a number: it is the total of the body or of the year."""

_GROUPS = re.compile(
    r"(?:机关|官兵|部队|驻军|驻[^，；。]{1,4}部队|领导|班子|师生|企业和个人)[^，；。]{0,24}(?:，[^，；。]{0,12})?$"
)
"""Who planted or gave: one group of those whose total is stated."""

_EACH_OF_THEM = re.compile(
    r"各(?:乡镇|街道|镇街|县区?|市县|区县|县市区?|社区|农林场|学校|单位)(?:共|合计|累计|总计)[^，；。⟦]{0,6}$"
)
"""各乡镇共植树19.8万株: what the towns did is a part of what the county did."""

_ONE_GIVER = re.compile(
    r"(?:女士|先生|老人|化名|匿名|隐名|署名|无名氏|不愿透露姓名|爱心人士)[^，；。]{0,24}(?:，[^，；。]{0,6})?$"
)
"""Who gave: one giver without a name, of all those whose gifts are stated."""

_ALL_BODIES = re.compile(r"全[省市县区州盟旗](?:各级|系统|[^，；。]{0,6}(?:机构|系统|组织))")
_OWN_BODY = re.compile(r"(?:总会|[省市县区州]级|本级|机关)[^，；。]{0,12}$")
"""市慈善总会募集353万元；全市慈善机构募集613万元: what one of the bodies did is a part of what all of them did."""

_OF_THE_YEAR = re.compile(r"，?(?:比|较|与|为|是)(?:(?:19|20)\d\d年|上一?年|去年|上年度)")
"""Behind a number: it is held against another year's, as only the total of a year is."""

_YEARS_WORK = re.compile(r"(?:全年|年内|\d{4}年)[^。]*?(?:共|总计|累计|合计)")
_ALL_IN_A_YEAR = re.compile(
    r"^(?:全年|年内|\d{4}年)，?全[省市县区州盟旗](?:各级)?[^，；。]{0,8}(?:系统|机构|组织|机关|妇联|工会)[^；。]*$"
)
"""2017年，全市红十字系统筹集款物…，支出救助款物: the sentence tells of the year, and of all who work at it."""
_MISCONDUCT = re.compile(
    r"(?:查处|查办|通报|立案)[^，；。]{0,16}(?:八项规定|作风|腐败|“?四风”?|雁过拔毛|形式主义|官僚主义|享乐|奢靡|扶贫领域|民生领域|涉黑涉恶|保护伞)[^。]*$"
)
"""处分241人 … 查处违反八项规定精神问题31起，处分27人: those of one kind of misconduct are among all."""
_OF_THE_AREA = re.compile(r"^，*全[省市县区州旗盟](?!年)[^；。]*$")
_YEAR_OPENS = re.compile(r"\W*(?:(?:19|20)\d\d年(?![^，]{0,3}月)|一年来|今年(?:以?来)?|全年|本年度?)")
"""2013年，全市共募集…。全市实施救助项目41个，支出善款2014万元: the paragraph opens with the year, this with all."""
_REACHED = re.compile(r"^(?:共|累计)?(?:受益|受助|惠及|救助|受惠)(?:困难)?(?:群众|对象|人数|人次|户数|家庭)?$")
"""共募集善款…，受益群众3.9万人次: whom all of it reached."""

_ANOTHER_BODY = re.compile(
    r"特殊党费|间接|其他部门|红(?:十字|⟦)会|慈善[总协]?会|总工会|工会|团[省市县区州]委|妇联|残联|侨联|老干部局|民政局|关工委|工商联|扶贫办|民[革盟建进]|农工党|致公党|九三学社|台盟|教育局|政协|人大"
)

_ONE_KIND = re.compile(
    r"低保|五保|特困|临时|医疗|大病|助[学医残老]|救灾|赈灾|慰问|抚恤|优抚|孤儿|高龄|定向|专项|希望工程|向[^，；。⟦]{1,12}捐|特大|地震|灾区"
)
"""Before a number: it is the total of one kind of aid or of gifts, which holds no other kind."""

_SENTENCES = re.compile("[；。]")
_CLAUSES = re.compile("[，；。]")

_LAST_DAY = "12-31"

_RIVALS = 64
"""So many figures of one cell are looked at, the first ones of a document of any size."""

Key = tuple[str, int, str, str, str]


def within(figures: Sequence[Figure], statements: Mapping[str, Statement]) -> list[Figure]:
    """The figures with `part` set on those that a total of their document holds."""
    cells: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator != OTHER and figure.year and not (figure.plan or figure.dup):
            key = (figure.indicator, figure.year, figure.place or "", figure.scope, _measure(figure))
            if len(cells[key]) < _RIVALS:
                cells[key].append(figure)
    held: dict[str, str] = {}
    for key, row in cells.items():
        # What a county's offices planted is held by what the county planted, too.
        above = cells.get((*key[:3], "", key[4]), []) if key[3] else []
        wholes = [each for each in (*row, *above) if not each.part and not each.narrow]
        for figure in row if len(row) + len(above) > 1 else ():
            if not figure.part and (whole := _whole(figure, wholes, statements)):
                full = figure.indicator in _COURSES and not figure.narrow and _is_full(whole, row)
                held |= {} if full else {figure.id: whole.id}
    for alike in _of_any_scope(cells):
        held |= in_all(alike, statements)
    return [replace(each, part=True, whole=held[each.id]) if each.id in held else each for each in figures]


def _measure(figure: Figure) -> str:
    """What a figure may be held by: a figure of its unit; households that were helped by people who were, too."""
    return PEOPLE if figure.indicator == "people_aided" else group(figure.unit)


def _is_full(whole: Figure, row: Sequence[Figure]) -> bool:
    """Whether the components that the words tell add up to a total: the school has held no more courses."""
    return sum(each.value for each in row if each.part and each.whole) == whole.value


def _of_any_scope(cells: Mapping[Key, Sequence[Figure]]) -> Iterator[Sequence[Figure]]:
    """The figures of one indicator, year, place and unit in text order, whatever part of the area they are of."""
    rows: dict[Key, list[Figure]] = defaultdict(list)
    for key, row in cells.items():
        if nature(key[0]) == "flow":
            rows[(*key[:3], "", key[4])] += row
    return (sorted(row, key=lambda each: each.start) for row in rows.values() if len(row) > 1)


def _whole(figure: Figure, wholes: Sequence[Figure], statements: Mapping[str, Statement]) -> Figure | None:
    if not figure.narrow and figure.indicator in _EVENTS and figure.id in statements:
        whole = _of_the_year(figure, wholes, statements)
        return whole if whole and _ALL_EVENTS.search(statements[whole.id].frame.before[-_CLOSE:]) else None
    if not figure.narrow and figure.indicator == "people_disciplined" and figure.id in statements:
        return _of_all_punished(figure, wholes, statements)
    if not figure.narrow and (figure.indicator not in _PLANTED | _HELD or figure.id not in statements):
        return None
    larger = [each for each in wholes if each is not figure and each.value > figure.value]
    if not larger:
        return None
    if not figure.narrow and (whole := _of_all_bodies(figure, larger, statements)):
        return whole
    if not figure.narrow and figure.indicator in _HELD and (whole := _of_the_year(figure, wholes, statements)):
        return whole
    totals = (each for each in larger if each.id in statements and _TOTAL.search(_own(statements[each.id].words)))
    if figure.narrow:
        return larger[0] if nature(figure.indicator) == "stock" else next(totals, None)
    if figure.indicator not in _PLANTED | _GIVEN:
        return None
    words = statements[figure.id].words
    dated = figure.since == figure.until != ""
    if figure.indicator in _GIVEN:
        one = dated or _ONE_GIVER.search(words) or (not figure.scope and _GROUPS.search(words))
        return next(totals, None) if one else None
    ahead = [each for each in larger if each.start < figure.start and each.value > 5 * figure.value]
    ahead = [each for each in ahead if not _of_one_event(each, figure)]
    ahead += [each for each in totals if each.value > 20 * figure.value and not figure.scope]
    return ahead[0] if ahead and (dated or _GROUPS.search(words)) else None


def _of_all_punished(figure: Figure, wholes: Sequence[Figure], statements: Mapping[str, Statement]) -> Figure | None:
    """The people punished in a year, stated before those of one kind of misconduct."""
    if not _MISCONDUCT.search(_SENTENCES.split(statements[figure.id].words)[-1]):
        return None
    first = max(wholes, key=lambda each: each.value)
    if first.start >= figure.start or first.sentence == figure.sentence or first.value <= figure.value:
        return None
    return first if sum(each.value for each in wholes if each.start > first.start) <= first.value else None


def _of_one_event(first: Figure, second: Figure) -> bool:
    """栽植4200株，补植600株: planted in one sentence and on one day."""
    return first.sentence == second.sentence and (first.since, first.until) == (second.since, second.until)


def _of_all_bodies(
    figure: Figure, larger: Sequence[Figure], statements: Mapping[str, Statement]
) -> Figure | None:
    """The figure of all bodies of an area, beside which that of one of them stands."""
    if _EACH_OF_THEM.search(statements[figure.id].words):
        return next((each for each in larger if each.start < figure.start), None)
    if not _OWN_BODY.search(_clauses(statements[figure.id])):
        return None
    told = (each for each in larger if each.id in statements)
    return next((each for each in told if _ALL_BODIES.search(_clauses(statements[each.id]))), None)


def _of_the_year(figure: Figure, wholes: Sequence[Figure], statements: Mapping[str, Statement]) -> Figure | None:
    """The year's total that stands before a figure, where all that the document tells behind it fits into it.

    2008年，慈善会共募集善款1286万元。…企业冠名捐款310万元: a total opens, what it consists of follows.
    """
    first = max(wholes, key=lambda each: each.value, default=None)
    if first is None or first.start >= figure.start or first.sentence == figure.sentence or first.id not in statements:
        return None
    total, own = statements[first.id], statements[figure.id]
    of_year = first.until == _LAST_DAY or _against_last_year(total) or _tells_of_the_year(total)
    if group(first.unit) != group(figure.unit) and group(first.unit) != PEOPLE:
        return None
    if first.since == first.until != "" or not of_year or _ONE_KIND.search(_own(total.words)):
        return None
    if sum(each.value for each in wholes if each.start > first.start) > first.value:
        return None
    bodies = set(_ANOTHER_BODY.findall(_SENTENCES.split(own.words)[-1]))
    return first if bodies <= set(_ANOTHER_BODY.findall(total.frame.before)) else None


def _tells_of_the_year(statement: Statement) -> bool:
    """Whether the sentence up to a number says that the year's work is summed up in it."""
    found = _YEARS_WORK.search(statement.frame.before)
    # 累计招募志愿者60万名，结对服务60万对: of those who were helped the total is told in their own clause.
    if found and (statement.figure.indicator != "people_aided" or MARK not in statement.frame.before[found.end() :]):
        return True
    ahead = _ahead(statement)
    if _OF_THE_AREA.match(ahead) and _YEAR_OPENS.match(statement.frame.topic.split("｜")[1]):
        return True
    return bool(_ALL_IN_A_YEAR.match(ahead) or (_REACHED.match(statement.frame.head) and _YEARS_WORK.search(ahead)))


def _ahead(statement: Statement) -> str:
    """The sentence up to a number."""
    frame = statement.frame
    return frame.sentence[: max(0, frame.sentence.find(f"{frame.pre}{MARK}")) + len(frame.pre)]


def _against_last_year(statement: Statement) -> bool:
    """Whether what stands behind a number holds it against another year's."""
    frame = statement.frame
    place = frame.sentence.find(f"{frame.pre}{MARK}") + len(frame.pre) + 1
    return _OF_THE_YEAR.match(frame.sentence, place) is not None


def _clauses(statement: Statement) -> str:
    """The words behind the last semicolon, and numbers, before a number: whose doing it was."""
    return _SENTENCES.split(statement.words)[-1].split(MARK)[0]


def _own(words: str) -> str:
    """The clause of a number, and the one before it."""
    return "，".join(_CLAUSES.split(words)[-2:])
