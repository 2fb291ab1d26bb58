"""What the command line says to people, in English and in Chinese."""

from __future__ import annotations

import os
from collections.abc import Mapping

from extract.errors import ExtractError

ERRORS = {
    "missing": "找不到“{file}”：请检查路径 {path}。",
    "empty": "“{file}”是空的：里面没有可读的文字。",
    "binary": "“{file}”是{kind}，不是能读的文档：请另存为纯文本（UTF-8）再读。",
    "damaged": "“{file}”是{kind}，但已损坏：请用原来的程序打开，另存一份再读。",
    "too_many_cells": "“{file}”的表格超过 {limit:,} 格：请拆成小一些的文件。",
    "encrypted": "“{file}”是加了密码的{kind}：请用密码打开，另存一份不加密的再读。",
    "legacy": "“{file}”是{kind}，不能直接读：请用 Word、WPS 或 LibreOffice 打开，另存为 docx 或 xlsx 再读。",
    "no_text_layer": "“{file}”没有文字层，只有页面的图像：请安装 requirements-ocr.txt，或先用识别软件转成文字。",
    "too_many_pages": "“{file}”有 {size:,} 页，超过上限 {limit:,} 页：请拆成小一些的文件。",
    "too_long": "“{file}”超过 {limit:,} 个字：请拆成小一些的文件。",
    "bomb": "“{file}”的压缩比超过 {limit} 比 1，像是用来占满内存的文件：如果内容无误，请重新打包。",
    "climbs": "“{file}”的名字指向压缩包之外，已略过：请重新打包。",
    "too_deep": "“{file}”在压缩包里套了超过 {limit} 层：请先解开再读。",
    "too_many_members": "“{file}”里的文件超过 {limit:,} 个：请拆成小一些的压缩包。",
    "no_documents": "“{file}”里没有能读的文档。",
    "out_of_time": "“{file}”读了超过 {limit} 秒，已放弃：请拆成小一些的文件，或把 SHUCHU_MAX_SECONDS 设大一些。",
    "memory": "“{file}”需要的内存超过了现有的：请拆成小一些的文件。",
    "limit": "{name} 的值是“{value}”：请写大于 0 的整数，例如 500 或 64M。",
    "manifest": "清单“{file}”没有文件名一栏：第一行要有“文件名”或“file”这样的表头。",
    "manifest_row": "清单“{file}”第 {row} 行{what}：请改正；这一行已略过。",
    "sidecar": "说明文件“{file}”{what}：请改正，或者移走。",
    "too_large": "“{file}”有 {size:,} 字节，超过上限 {limit:,} 字节：请拆成小一些的文件。",
    "undecodable": "无法确定“{file}”的编码，或者文件已损坏：请另存为 UTF-8 再读。",
    "unreadable": "“{file}”无法读取（{reason}）。",
    "unexpected": "命令意外中止（{reason}）。请把这句话连同所给的文件一起报告。",
    "not_figures": "“{file}”第 {line} 行不是数据记录：请给出 figures 命令输出的 JSON 行。",
    "no_texts": "“{path}”里没有能读的文档（文本、HTML、docx、xlsx、csv、PDF、zip）。",
    "store_unopened": "打不开数据库 {store}：{reason}。请检查路径或网址，或者用 SHUCHU_STORE 另指一个。",
    "store_older": "数据库 {store} 是由旧版本的程序写成的：请另选一个数据库，或者把它移走，然后重新导入文档。",
    "store_newer": "数据库 {store} 是由更新版本的程序写成的：请升级程序，或者另选一个数据库。",
    "catalogue": "{faults}",
    "store_broken": "数据库 {store} 无法使用：{reason}。请检查它是否可达、是否损坏。",
}
"""Error code → the Chinese sentence; its blanks are the error's facts."""

LISTS = {"catalogue"}
"""Errors of many lines, told in the one language that was asked for."""

KINDS = {
    "a PDF document": "PDF 文件",
    "a ZIP archive": "ZIP 压缩包",
    "a RAR archive": "RAR 压缩包",
    "a 7-Zip archive": "7-Zip 压缩包",
    "a gzip archive": "gzip 压缩包",
    "a Word document (docx)": "Word 文档（docx）",
    "an Excel workbook (xlsx)": "Excel 表格（xlsx）",
    "an old Office document (doc, xls or ppt)": "旧版 Office 文档（doc、xls 或 ppt）",
    "an old Word document (doc)": "旧版 Word 文档（doc）",
    "an old Excel workbook (xls)": "旧版 Excel 表格（xls）",
    "an old PowerPoint file (ppt)": "旧版 PowerPoint 文件（ppt）",
    "an Office document (docx or xlsx)": "Office 文档（docx 或 xlsx）",
    "a file in a ZIP archive": "压缩包里的文件",
    "a PNG image": "PNG 图片",
    "a JPEG image": "JPEG 图片",
    "a binary file": "二进制文件",
}

REASONS = {
    "name": ("part of a name or slogan", "名称或口号的一部分"),
    "unreadable": ("a numeral that is torn or cannot be read", "数字残缺或写法无法读出"),
    "document_number": ("the number of a document", "文号"),
    "ordinal": ("an ordinal", "序数"),
    "date": ("a date", "日期"),
    "time": ("a time of day", "时刻"),
    "age": ("an age", "年龄"),
    "ratio": ("a ratio or a score", "比例或比分"),
    "anniversary": ("an anniversary", "周年"),
    "duration": ("a duration", "时长"),
    "threshold": ("a threshold that only defines a class", "只用来界定范围的界限"),
    "address": ("part of an address", "地址的一部分"),
    "number": ("a number that names something, such as a telephone or a postcode", "电话、邮编之类的号码"),
    "list": ("a list number", "条目序号"),
    "vague": ("too vague to be a figure", "约数，算不得数据"),
    "set": ("part of the name of a set", "一组事物的名称，不是计数"),
    "furniture": ("page furniture, not part of the report", "网页附带的文字，不属于正文"),
    "unit": ("without a unit", "没有单位"),
    "label": ("a number in the head or the stub of a table", "表头或表栏里的数字，不是数据"),
}
"""Why a number is no figure: reason → (English, Chinese)."""

WORDS = {
    "figure": ("figure", "数据"),
    "no_figure": ("no figure", "不是数据"),
    "nothing": ("There is no number in this text.", "这段文字里没有数字。"),
    "empty": (
        "There is no text to explain: give a sentence, or - to read standard input.",
        "没有要解释的文字：请给出一句话，或用 - 从标准输入读取。",
    ),
    "no_concepts": ("No figure is left without an indicator.", "没有未归入指标的数据。"),
    "diff": (
        "{gained} gained, {lost} lost, {changed} changed, {same} the same.",
        "增加 {gained} 条，减少 {lost} 条，改变 {changed} 条，相同 {same} 条。",
    ),
    "diff_equal": ("The same {same} figures.", "{same} 条数据完全相同。"),
    "old": ("old", "原有"),
    "new": ("new", "现有"),
    "gained": ("gained", "增加"),
    "lost": ("lost", "减少"),
    "changed": ("changed", "改变"),
    "value": ("value", "数值"),
    "indicator": ("indicator", "指标"),
    "counts": ("counts", "所计"),
    "year": ("year", "年份"),
    "interval": ("days", "时段"),
    "place": ("place", "地区"),
    "scope": ("scope", "范围"),
    "flags": ("flags", "标记"),
    "rules": ("rules", "规则"),
    "confidence": ("confidence", "把握"),
    "passes": ("passes", "通过"),
    "fails": ("FAILS ", "不符"),
    "wanted": ("the example gives", "例句所写"),
    "read": ("read in it", "读出的是"),
    "none": ("none", "没有"),
    "summary": ("{passed} of {all} examples pass", "{all} 个例句，通过 {passed} 个"),
    "untold": ("not told", "文中未说明"),
    "by": ("by", "依据"),
    "eq": ("exactly", "恰好"),
    "gt": ("more than", "多于"),
    "lt": ("less than", "不足"),
    "approx": ("about", "大约"),
    "part": ("a part of a figure that is also stated", "另一数据的一部分"),
    "plan": ("planned, not done", "计划，尚未发生"),
    "dup": ("stated before", "前面已经说过"),
    "narrow": ("of one unit below the reporting body", "只是下属一个单位的"),
}
"""The words of `explain`, `diff`, `concepts` and `catalogue`: key → (English, Chinese)."""


def in_chinese(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the person at the terminal has asked for Chinese, by the usual variables in their order."""
    chosen = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in chosen if value), "").lower().startswith("zh")


def sentence(error: ExtractError, chinese: bool) -> str:
    """The English sentence of an error, and the Chinese one behind it where that is asked for."""
    told = ERRORS.get(error.code)
    if not chinese or told is None:
        return str(error)
    facts = error.facts | {"kind": KINDS.get(str(error.facts.get("kind")), "二进制文件")}
    try:
        sentence = told.format_map(facts)
        return sentence if error.code in LISTS else f"{error} {sentence}"
    except KeyError:  # an error without the facts that the sentence asks for still has its English one
        return str(error)


def word(key: str, chinese: bool) -> str:
    return WORDS[key][chinese]


def reason(key: str, chinese: bool) -> str:
    """A rejection's reason in plain words; one that has none here is shown by its key."""
    return REASONS[key][chinese] if key in REASONS else key.replace("_", " ")
