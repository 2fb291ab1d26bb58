"""Title, publisher and address, from the lines that a document opens with.

Web pages bring navigation, notices and click counts along. Such lines are furniture; so is a line whose
words a furniture line repeats (the site's name in “返回…设为…加入收藏”). The title is the likeliest of the short
lines left above the running text: the one that stands before the date line, is repeated, or is marked as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

FRONT = 4000
"""Characters from the start in which title, publisher and address are looked for."""

LINES = 60
TITLE_MAX = 60
WRAPPED = 24
"""So long is a line of running text at the least, where that is cut at the width of a page."""


FURNITURE = re.compile(
    "[您当加设返关上下点浏阅字一打分扫版网联责CcIiİıHhOo](?=[的现当位前入为回闭一击览读载键印享扫权体站系任CcOoRrTt])(?:"
    "(?<=您)(?:的|现在的)?(?:当前)?位置|(?<=当)前位置|(?<=加)入收藏|(?<=设)为首页|(?<=返)回首页|(?<=关)闭窗口|(?<=[上下])一[篇页]"
    "|(?<=点)击[率数量]|(?<=浏)览次数|(?<=阅)读次数|(?<=下)载文档|(?<=一)键复制|(?<=打)印本页|(?<=分)享到|(?<=扫)一扫"
    "|(?<=版)权所有|(?<=字)体|(?<=网)站地图|(?<=联)系我们|(?<=责)任编辑"
    "|(?i:(?<=c)opyright|(?<=i)cp备|(?<=h)ttps?://|(?<=o)riginal url))"
)
"""What only furniture holds. A class of characters stands first, which the matcher looks for fast, then another of
those that stand behind one of them."""

FURNITURE_LINE = re.compile(
    r"返回|(?:通知)?公告\s*(?:[:：]|$)|【?字号"
    r"|(?:加大|还原|减小|下载|打印|全屏|收藏|分享|复制|登录|注册|首页|搜索|导航|目录|大|中|小|】)$"
    r"|编辑[:：]|\W*\d*\W*$|-{3,}$"
)
"""What only furniture begins with."""

DATELINE = re.compile(
    r"发布(?:时间|日期)|^(?:来源|时间|日期|作者|信息来源|成文日期)\s*[:：]|【(?:作者|文章来源|成文日期|来源)】|^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
    r"|^(?:内容出处|知识类型|唯一号|颗粒名称|分类号|摘要|关键词)\s*[:：]|\*\*(?:年度|期数|期次|来源|板块|栏目|作者|链接)\*\*"
)
SOURCE = re.compile(
    r"[【信文稿来内摘选](?:(?<=【)(?:文章)?来源】|(?:(?<=信)息来源|(?<=文)章来源|(?<=稿)件来源|(?<=来)源|(?<=内)容出处|(?<=[摘选])自)"
    r"[ \t]*(?:\*\*)?[ \t]*[:：][ \t]*(?:来源[ \t]*[:：])?)[ \t\u3000]*"
    r"(?P<name>《[^》\n]+》[^\s【]{0,12}|[^\s【】|]{2,30})"
)
RUNNING_HEAD = re.compile(
    r"^《?(?P<name>[^\s《》。，]{2,16}(?:年鉴|统计资料|[市省县区州]志))》?[\s·•・（(]*(?:[0-9０-９]{4})?[）)]?(?:[\s·•・]|卷|$)"
)
SIGNATURE = re.compile(
    r"[（(](?P<name>(?:中共)?[^\s（）()]{2,30}(?:委|部|局|办|办公室|研究室|委员会|总工会))(?:[\s\u3000][^（）()\n]{0,10})?[）)]\s*$"
)
ADDRESS = re.compile(r"https?://[^\s<>\"'）)】》]+")
HEADING = re.compile(r"^#{1,6}\s*")
REPORT = re.compile(
    r"工作|总结|报告|活动|建设|关于|纪实|侧记|综述|概况|情况|党[员的校组委建]|公报|组织|植树|绿化|募捐|教育"
)
PUBLISHER_TAIL = re.compile(r"^(?:发布|时间|日期|作者|编辑)")
LISTED = re.compile(r"[【\[［(（—－-]|[一二三四五六七八九十]+[、．.]|\d+[、．.)）]")
CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]+[章节编篇卷]$")
CAPTION = re.compile(
    r"(?:附?表|图)\s*[\d一二三四五六七八九十（(]|[（(【]?\s*(?:计量|计算|填报|填表|制表)?单\s*位\s*[:：]"
)
NAMED = re.compile(
    r"(?:报告|总结|意见|通知|情况|概况|纪实|讲话|汇报|公报|综述|决定|方案|计划|纪要|要点|启示|做法|成效|活动|工作|建设|会议|大会|举行|召开"
    r"|发展|[”》）)])$"
)
"""With which a title ends that is as long as a line of its text."""
EVEN = 4
"""By so many characters lines differ that a printer has cut."""
TAG = re.compile(r"<[^<>]{1,80}>")
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Front:
    """What the opening lines tell; “” for what they do not."""

    title: str = ""
    publisher: str = ""
    url: str = ""


def front_matter(text: str) -> Front:
    """Title, publisher and address of a document, by its first lines (and its signature, for want of a source)."""
    head = text[:FRONT].replace("\r\n", "\n").replace("\r", "\n")
    url = ADDRESS.search(head)
    return Front(title_of(head), publisher_of(head, text[-200:]), url.group().rstrip(".,;。，；") if url else "")


def is_furniture(line: str) -> bool:
    """Whether a line is navigation, a notice, a counter or an address of the page, not of the document."""
    words = line.strip()
    return bool(FURNITURE_LINE.match(words) or FURNITURE.search(words))


def publisher_of(head: str, tail: str) -> str:
    """《中山年鉴•2012》 behind 文章来源, a yearbook's running head, or the body that signs the text."""
    for source in SOURCE.finditer(head):
        if not PUBLISHER_TAIL.match(source["name"]) and "://" not in source["name"]:
            return source["name"]
    for line in head.split("\n")[:3]:
        if running := RUNNING_HEAD.match(line.strip("\ufeff \t\r\u3000")):
            return running["name"]
    signature = SIGNATURE.search(tail.rstrip())
    return signature["name"] if signature else ""


def title_of(head: str) -> str:
    """The likeliest title among the opening lines, blanks between single characters taken out; “” for none."""
    marked = "<" in head
    lines = [(TAG.sub("", line) if marked else line).strip("\ufeff \t\r\u3000") for line in head.split("\n")[:LINES]]
    furniture = {line for line in set(lines) if is_furniture(line)}
    best, title = 0.0, ""
    for index, line in enumerate(lines):
        if is_body(line, line in furniture) or _is_wrapped(line, lines[index + 1 : index + 2]):
            break
        points = title_points(line, index, lines, furniture)
        if points > best:
            best, title = points, line
    return tidy(title)


def is_body(line: str, furniture: bool) -> bool:
    """Whether a line is running text: from here on there is no title."""
    sentences = sum(map(line.count, "。；;"))
    return not furniture and (len(line) > TITLE_MAX + 10 or sentences > 1 or line.endswith(("。", "；")))


def _is_wrapped(line: str, following: list[str]) -> bool:
    """Whether a line is the first of a paragraph that goes on below it: a book's, cut at the width of its page."""
    if line.startswith("#") or len(line) < WRAPPED or not following:
        return False
    below = following[0]
    if not re.search("[，,]", line):  # a line of its own width without a mark, no title by its last word
        even = abs(len(line) - len(below)) <= EVEN and re.search("[，。,]", below)
        return bool(even) and not NAMED.search(line)
    return "。" in below or "；" in below or ("，" in below and len(below) >= WRAPPED)


def title_points(line: str, index: int, lines: list[str], furniture: Collection[str]) -> float:
    """How likely a line is the title; 0 for what cannot be one."""
    plain = HEADING.sub("", line)
    if not 2 <= len(plain) <= TITLE_MAX or line in furniture or DATELINE.search(line) or RUNNING_HEAD.match(plain):
        return 0.0
    if any(plain in other for other in furniture) or "。" in plain or (plain == line and LISTED.match(plain)):
        return 0.0
    if CAPTION.match(plain):
        return 0.0
    following = [other for other in lines[index + 1 : index + 4] if other]
    points = 1.0 + 0.5 * bool(REPORT.search(plain)) + 0.5 * (len(plain) >= 4) - 0.02 * index
    points += (4.0 if line.startswith("# ") else 2.0) * (plain != line)
    points += 1.0 * bool(following and DATELINE.search(following[0]))
    points += 0.5 * (lines.count(line) > 1)
    return points - 0.7 * plain.endswith(("，", "：", ":", "、"))


def tidy(title: str) -> str:
    """The title without heading marks, blanks inside a stretched word (党 校 教 育) closed, others single."""
    plain = re.sub(r"[ \t\u3000]+", " ", HEADING.sub("", title)).strip()
    words = plain.split(" ")
    joined = words[0]
    for before, word in pairwise(words):
        stretched = not CHAPTER.match(before) and 1 in (len(word), len(before))
        joined += word if stretched and CJK.match(word) else " " + word
    return joined
