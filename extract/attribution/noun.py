"""The noun phrase that a number counts, before or behind it, and what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.catalogue.lexicon import lexicon
from extract.words import boundaries, cut, vocabulary

FOLD = "〔"
STOPS = ("，", ",", "；", ";", "：", ":", "。", "！", "？", ".")
"""With one of these marks a clause ends, unless it is the point of a number."""
SPLIT = re.compile(rf"[{''.join(STOPS)}](?:(?<!\.)|(?![0-9]))")
KEPT = 4096
"""So many stretches of words are remembered with what they were read as: lists and reports say the same again."""
_LEADING = re.compile(r"^(?:[、及和或并]|与(?!会)|以及|并且|另外?|还|又|，)+")

TIME = re.compile(
    r"(?:[—–～]|在|至|到|截至|截止|从|自|由|仅|于|比|较|与|同|为)?(?:(?:19|20)\d\d年?度?|[一二][九八〇○零][〇○零一二三四五六七八九]{2}年|民国\d+年|次年|翌年|同年|是年|当年|上年|去年|今年|全年|年内|年度|\d{1,2}月份?|\d{1,2}日|[两三四五六七八九十\d]{1,2}年|年底|年末|年初|同期|上半年|下半年|前\d个多?月|目前|现在|现今|如今|末|底|初)(?:，|的|就)?"
)
# Possessive: a run of years must not be tried in every division.
_TIME_END = re.compile(f"(?:(?:由|从)(?:[^，；⟦]{{1,6}}(?:时|之初|初期|前夕?)的?)?|{TIME.pattern})++$")
_CHANGE = re.compile(r"^(?:由|从)?[增减升降]$")
_TIME_START = re.compile(rf"^(?:{TIME.pattern}(?:[、和与及](?=(?:19|20)\d\d年|[上去今]年))?)+")
_EXIST = re.compile(
    r"^.*(?:共有|现有|设有|下设|建有|拥有|下辖|辖有|包括|(?<![所国公私特没具享富专])有(?!关|限|效|机|线|色|偿))(?=.)"
)


@lru_cache(maxsize=KEPT)
def core_of(words: str) -> str:
    """A noun phrase without what only leads up to the number behind it: 截至年末全市共有党员[达到]."""
    fillers, previous = lexicon().fillers, None
    core = _LEADING.sub("", words)
    while core != previous:
        previous = core
        core = _CHANGE.sub("", _TIME_END.sub("", fillers.sub("", core)))
    core = _TIME_START.sub("", core)
    return _EXIST.sub("", core)


def _predicate(words: str) -> re.Match[str] | None:
    """Where what is said of a noun phrase begins: at a word of the lexicon, not inside a longer one (工作者)."""
    starts: frozenset[int] | None = None
    for match in lexicon().predicates.finditer(words):
        starts = starts if starts is not None else boundaries(words)
        if match.start() in starts and (match.start() or cut(words)[0] not in vocabulary()):
            return match
    return None


_STOP = re.compile("[、，,；;：:。！？〔]")
_SHORT_LIST = re.compile(r"[乡镇村组厂校区县市州团街队班]、(?=[\u4e00-\u9fff]{2})")
"""490个村、社区党组织: a word of one character in a list of those whose noun is to come."""
_AND = re.compile(r"[和及与](?!睦|谐|平)")
_NOUN_OF = re.compile(r"^.{0,12}?(?:单位|部门|企业|学校|家庭|支部|系统|乡镇|社区|县|市|村)(?=的)")


@lru_cache(maxsize=KEPT)
def noun_of(before: str, behind: str) -> tuple[str, str, str]:
    """What is counted, on which side of the number it stands, and what is said of it behind."""
    core = core_of(SPLIT.split(before)[-1].replace(FOLD, ""))
    behind = behind.removeprefix("的")
    listed = _SHORT_LIST.match(behind)
    ahead = listed.end() if listed else 0
    follows = behind[:ahead] + _STOP.split(behind[ahead:], maxsplit=1)[0]
    cut = _predicate(follows)
    noun = follows[: cut.start()] if cut else follows
    rest = follows[len(noun) :]
    if of := _NOUN_OF.match(noun):
        noun, rest = of[0], rest or noun[of.end() :]
    first, *others = _AND.split(noun, maxsplit=1)
    noun = noun if others and "的" in others[0] else first  # 专职和兼职的干部 is one noun phrase
    if len(noun) >= 2 or (noun and not core):
        return noun, "post", rest
    return core, "pre" if core else "", rest
