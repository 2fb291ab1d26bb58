"""What an export says to people, in English and in Chinese."""

from __future__ import annotations

WORDS = {
    "cells": ("Values", "值"),
    "figures": ("Figures", "数与原文"),
    "sources": ("Sources", "来源"),
    "about": ("About", "说明"),
    "laid": ("By year", "逐年对照"),
    "laid_indicator": ("Indicator", "指标"),
    "laid_unit": ("Unit", "单位"),
    "laid_place": ("Place", "地区"),
    "laid_scope": ("Scope", "口径"),
    "laid_more": (" and others, {n} in all", "等 {n} 份"),
    "laid_note": (
        "Each number opens its words. Yellow: still to be checked. Empty: no value was read, which is not zero.",
        "点开数字看它的原文。黄底：还待核对。空格：没有读到，不表示零。",
    ),
    "parted": ("ids with blanks between", "编号之间用空格隔开"),
    "defused": (
        "an apostrophe stands before what would run as a formula",
        "会被当作公式执行的内容，前面加一个撇号",
    ),
    "title": ("Figures with their sources", "数出有据：数据与出处"),
    "statement": (
        "{cells} values; {figures} figures in {sources} documents. Of the values {checked} are checked by a person, "
        "{doubt} in doubt "
        "({disputed} where documents disagree, {contested} where people disagree, {low} of a confidence below 80 %), "
        "{apart} of another scope than most values of their indicator.",
        "{cells} 个值；{sources} 份文档里的 {figures} 个数。其中 {checked} 个值经人核对，{doubt} 个值待核"
        "（不同文档说法不一 {disputed} 个，核对者意见不一 {contested} 个，把握低于 80% {low} 个），"
        "{apart} 个与同一指标的多数值口径不同。",
    ),
    "made": (
        "Made on {at} by 数出有据, engine and catalogue {engine}{catalogues}, store {store}.",
        "由数出有据生成于 {at}；引擎与目录 {engine}{catalogues}，数据版本 {store}。",
    ),
    "catalogues": (" with {names}", "（另有自编目录 {names}）"),
    "chosen": ("Selection: {chosen}.", "选取范围：{chosen}。"),
    "all": ("everything in the store", "库中全部"),
    "indicators": ("indicators {names}", "指标 {names}"),
    "places": ("places {names}", "地区 {names}"),
    "years": ("years {names}", "年份 {names}"),
    "scopes": ("scopes {names}", "口径 {names}"),
    "no_scope": ("none given", "未限定"),
    "comma": (", ", "、"),
    "semicolon": ("; ", "；"),
    "disputed": ("documents disagree", "不同文档说法不一"),
    "low": ("low confidence", "把握较低"),
    "apart": ("another scope than most values of this indicator", "与本指标多数值的口径不同"),
    "open": ("open", "打开"),
    "booklet": ("Evidence booklet", "证据册"),
    "value": ("Value", "数值"),
    "words": ("Words of the source", "原文"),
    "others": ("Not taken: other statements of the same", "同一项的其他说法（未计入）"),
    "source": ("Source", "出处"),
    "evidence": ("Evidence page", "证据页"),
    "position": ("characters {start}–{end}, SHA-256 {sha256}", "字符 {start}–{end}，SHA-256 {sha256}"),
    "page": ("page {n}", "第 {n} 页"),
    "confidence": ("confidence {percent} %", "把握 {percent}%"),
    "checked": ("checked by a person", "经人核对"),
    "corrected": ("corrected by a person", "经人改正"),
    "added": ("added by a person", "由人补入"),
    "rejected": ("rejected by a person", "经人驳回"),
    "contested": ("people disagree", "核对者意见不一"),
    "contents": (
        "Each value is followed by the paragraph that it was read from; the words of the figure are marked.",
        "每个值后面是它所在的原文段落，读出这个数的文字已标出。",
    ),
    "any_scope": ("no scope given", "未限定口径"),
    "gt": ("over {number}", "超过 {number}"),
    "lt": ("under {number}", "不足 {number}"),
    "approx": ("about {number}", "约 {number}"),
    "eq": ("{number}", "{number}"),
}
"""Key → (English, Chinese)."""


def say(key: str, chinese: bool, **facts: object) -> str:
    return WORDS[key][chinese].format(**facts)
