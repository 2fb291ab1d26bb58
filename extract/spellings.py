"""How numbers are spelled, as patterns: the numeral, what goes on behind it, the far end of a range, a bound."""

from __future__ import annotations

import re

_D = "[0-9lIOo]"
# A line's end, with the next line's indentation, and what cleaning has masked may stand between any two characters.
WRAP = r"(?:\x1f++(?:\n[ \x1f]*+)?+|\n[ \x1f]*+)?+"
GAP = rf" ?+{WRAP}"
# The repetitions are bounded: a run of thousands of digits in a hostile file is no number, and costs no time.
_INT = rf"{_D}(?:{WRAP}{_D}){{0,23}}"
_THOUSANDS = rf"{_D}(?:{WRAP}{_D}){{0,2}}(?:{WRAP}[ ,，](?:{WRAP}{_D}){{3}}(?!{WRAP}[0-9])){{1,7}}"
_TORN = rf"{_D} {_D}{{1,2}},{_D}{{3}}(?!{_D})"  # 1 2,400: a scan has put a blank into 12,400
# 收费1 8起, 届满的1 93个: a scan has torn a number of two or three digits, which no word and no unit stands between
_APART = (
    r"(?<=[\u4e00-\u9fff])(?<![表图附第款项条章节栏列注号至到月])"
    r"[1-9] (?:[0-9l](?=[起件名亩株份篇户]|\.[0-9lO]{1,2}[万亿]?[亩株元人])|[0-9l]{2}(?=[个起件名亩株份人]))"
)
_ARABIC = rf"(?:{_TORN}|{_APART}|{_THOUSANDS}|{_INT})(?:{GAP}[.·•・‧]{GAP}{_D}(?:{WRAP}{_D}){{0,47}})?"
_MULT = rf"(?:{GAP}(?:(?:[百千十]{WRAP})万|万{WRAP}亿|[百千]{WRAP}亿|[万亿]|千(?!{WRAP}[米克瓦伏])|百(?!{WRAP}分)))"
HAN = "[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌]"
_POINT = rf"{WRAP}点(?:{WRAP}[零〇○一二三四五六七八九]){{1,8}}(?![十百千分刻钟半来多])"
_OVER = r"[1-9][0-9]?/[1-9][0-9]?"

NUMBER = re.compile(
    rf"(?P<per>[百千万]){WRAP}分{WRAP}之{WRAP}(?P<percent>{_ARABIC}|{HAN}(?:{WRAP}{HAN}){{0,7}}(?:{_POINT})?)"
    rf"|(?P<den>{HAN}{{1,6}}|[0-9]{{1,6}}){WRAP}分{WRAP}之{WRAP}(?P<num>{HAN}{{1,6}}|[0-9]{{1,6}})"
    rf"|(?<![0-9/.])(?:(?<=[占近约逾过达到]){_OVER}|{_OVER}(?=以上|以下|左右|强|弱|的))(?![0-9/.月日])"
    r"|(?P<arabic>(?<![0-9])(?:(?=[0-9])|(?<![A-Za-z])(?=[lIO][0-9OlI]{0,9}[ ,，.]?[0-9]))"
    rf"{_ARABIC}(?:{_MULT}(?:{GAP}{_ARABIC}(?={_MULT}))){{0,4}}(?P<mult>{_MULT})?)"
    rf"|(?P<han>(?<!{HAN}){HAN}(?:{WRAP}{HAN}){{0,23}}(?:{_POINT})?)"
)
TAIL = re.compile(rf"(?P<more>{GAP}[余多来许几])?(?P<mult>{_MULT})?(?P<more2>{WRAP}[余多来许几])?")
# A scan reads a dash between digits as the numeral one.
RANGE = re.compile(
    rf"{GAP}(?:[-—–―‐‑‒─～]{{1,2}}|至|到|(?<=[0-9])一(?=[0-9])){GAP}(?:[百千万]{WRAP}分{WRAP}之)?"
    rf"(?P<high>{_ARABIC}|{HAN}{{1,12}})(?P<hmult>{_MULT})?(?P<hmore>{WRAP}[余多来许])?"
)
BOUND = re.compile(
    rf"{WRAP}(?:以{WRAP}[上下内]|之{WRAP}内|左{WRAP}右|上{WRAP}下(?!午|半|班|级|游|册)|开外|有{WRAP}余|出{WRAP}头(?!露|的)|光景(?=[，。；、）])"
    rf"|(?:多|强|弱)(?=[，。；、）])|(?<=倍)多)"
)
