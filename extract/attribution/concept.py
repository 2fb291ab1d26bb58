"""What a figure counts that no indicator takes: its verb and its head as they are written, 评选/优质服务项目.

The words next to the number are tagged with their parts of speech. The head is the noun phrase that the frame
found, without what only points or measures (各类, 全市); the verb is the one that governs it within the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.attribution.frame import MARK, Frame
from extract.words import tagged

_SIGNS = re.compile("[“”‘’\"《》〈〉「」]")
_QUOTED = re.compile("“[^“”]*”|《[^《》]*》|\"[^\"]*\"")
_CLAUSE = re.compile("[，,；;：:。（）()]")
_STOP = re.compile(rf"[{MARK}〔、，,；;：:。（）()\s]")
_LONGEST = 12
"""A head of more characters is cut to its last words: the head of a Chinese noun phrase stands last."""

_IDLE = frozenset(
    "有 是 为 达 达到 占 共 计 等 到 至 无 没有 使 让 分 超 超过 完成 实现 进行 能 可 会 要 来 去 起 后 中 内 均 需 应 "
    "合计 总计 累计 共计 共有 现有 不 接近 突破 分为 包括 其中 具有 以上 以下 需要 属于 位于 来自 在 上 下 出".split()
)
"""Verbs that say nothing of what is counted."""

_GOVERNS = frozenset("对 向 给 为 由 经 以 在 从 按 于 被 将 把 与 同 跟 比 较 每 近".split())
"""Behind one of these a number is no object of the verb before."""

_POINTS = frozenset(
    "各类 各种 各项 各级 各 该 其 其中 这些 一批 一些 本 全 全市 全县 全区 全省 全国 全州 另 另有 相关 且 并".split()
)

_NOUNS = frozenset("服务 工作 活动 管理 教育 生活 保险 基本 代表".split())
"""Verbal nouns that open a noun phrase rather than govern one: 服务热线."""

_BEHIND_VERBS = frozenset("出 到 上 下 去 起 来 至".split())

_SINGLE = frozenset("捐植栽种建修印发办购送写收贷租挖铺")
"""Verbs of one character that are told from the many words jieba cuts to one."""

_CUTS = ("v", "p", "d", "c", "r", "m", "x", "ul", "uz", "vd")
_LEADS = ("r", "d", "p", "c", "uj", "ul", "m", "x", "y")

Words = Sequence[tuple[str, str]]


def concept(frame: Frame) -> str:
    """Verb and head joined by a slash, the head alone, or the verb alone; "" where the sentence names neither."""
    head = _SIGNS.sub("", _STOP.split(frame.head)[-1 if frame.side == "pre" else 0])
    if frame.side == "pre":
        verb, noun = _divided(tagged(head))
        if verb is None:
            verb = _verb(frame.own[: frame.own.rfind(frame.head)])
    else:
        verb, noun = _verb(frame.own), _opening(tagged(head))
    short = _short(noun)
    if len(short) == 1:  # 参评率 is cut apart, and is one noun
        return verb + short if verb else head[-_LONGEST:]
    return "/".join(part for part in (verb, short) if part)


def _is_verb(words: Words, i: int) -> bool:
    """Whether a word governs those behind it; no verb of a noun phrase such as 第二届执行委员会 does."""
    word, flag = words[i]
    if not flag.startswith("v") or word in _IDLE or (len(word) == 1 and word not in _SINGLE):
        return False
    before = words[i - 1][1] if i else ""
    if flag == "vn" and i + 1 < len(words) and words[i + 1][1] == "r":  # 建设各类公园
        return True
    if not i and word in _NOUNS:
        return False
    return not before.startswith(("m", "q", "n", "a", "b", "j")) if flag == "vn" else before not in ("m", "q", "b")


def _divided(words: Words) -> tuple[str | None, Words]:
    """The verb and the noun phrase of words that end at the number: 冲坏桥梁 is 冲坏 and 桥梁.

    The verb is "" where the phrase has another governor (实现产值), None where it may stand further ahead.
    """
    words = [each for i, each in enumerate(words) if not (i and each[0] in _BEHIND_VERBS and _is_verb(words, i - 1))]
    last = len(words) - 1
    governed = [i + 1 for i, (word, flag) in enumerate(words[:-1]) if flag in ("p", "ul", "uz") or word in _IDLE]
    start = max(governed, default=0)
    if start and words[last][1] == "v":  # 向市民发放
        return words[last][0], ()
    own = words[start:]
    verbs = [i for i in range(len(own) - 1) if _is_verb(own, i)]
    if not verbs or (len(own) - verbs[0] == 2 and len(own[-1][0]) == 1):  # 参评率 is one noun
        return "" if start else None, own
    verb, rest = own[verbs[0]][0], own[verbs[0] + 1 :]
    while len(rest) > 2 and _is_verb(rest, 0):  # 建设保障性租赁住房, but 学习资料
        rest = rest[1:]
    return verb, rest


def _opening(words: Words) -> Words:
    """The noun phrase that words behind the number begin with; what is said of it is left out."""
    for i, (word, flag) in enumerate(words):
        if flag == "v" and i == len(words) - 1 and i:
            break
        only = not i and flag == "v" and len(words) > 1 and words[1][1] in _CUTS
        modifies = flag in ("v", "d") and len(word) > 1 and i == len(words) - 2 and words[-1][1].startswith("n")
        if only or word in _IDLE or (i and flag in _CUTS and not modifies):  # 科技创新团队 is one noun
            return words[:i]
    return words


def _verb(ahead: str) -> str:
    """The verb that the number is the object of: of its own stretch, or of the list that it goes on with."""
    for stretch in reversed(re.split(rf"[{MARK}〔]", _QUOTED.sub("", ahead))):
        last = _CLAUSE.split(stretch)[-1]
        words = [pair for pair in tagged(last) if pair[0].strip()]
        if words and words[-1][0] in _GOVERNS:
            return ""
        ends = len(words) - 1
        found = [i for i in range(len(words)) if _is_verb(words, i) and (words[i][1] != "vn" or i == ends)]
        if found:
            return words[found[-1]][0]
        if last != stretch or (last and last[0] not in "、和及与以并"):
            break
    return ""


def _leads(word: str, flag: str) -> bool:
    """Whether a word before a head only points at it or dates it."""
    return word in _POINTS or flag in _LEADS or (flag == "t" and word[0].isdigit())


def _short(words: Words) -> str:
    """The last words of a phrase, together at most so long, without what points at its head."""
    kept = list(words)
    while kept and (_leads(*kept[0]) or sum(len(word) for word, _ in kept) > _LONGEST):
        del kept[0]
    while kept and (kept[-1][1] in ("d", "p", "c", "uj", "ul", "x", "y") or kept[-1][0] in _IDLE):
        del kept[-1]
    return "".join(word for word, _ in kept)
