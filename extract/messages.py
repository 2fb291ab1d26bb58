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
    "given": "所填的{what}：请改正。",
    "sidecar": "说明文件“{file}”{what}：请改正，或者移走。",
    "too_large": "“{file}”有 {size:,} 字节，超过上限 {limit:,} 字节：请拆成小一些的文件。",
    "undecodable": "无法确定“{file}”的编码，或者文件已损坏：请另存为 UTF-8 再读。",
    "unreadable": "“{file}”无法读取（{reason}）。",
    "unexpected": "命令意外中止（{reason}）。请把这句话连同所给的文件一起报告。",
    "not_figures": "“{file}”第 {line} 行不是数据记录：请给出 figures 命令输出的 JSON 行。",
    "no_texts": "“{path}”里没有能读的文档（文本、HTML、docx、xlsx、csv、PDF、zip）。",
    "store_unopened": "打不开数据库 {store}：{reason}。请检查路径或网址，或者用 SHUCHU_STORE 另指一个。",
    "store_older": (
        "数据库 {store} 是由旧版本的程序写成的：请先备份，确认没有别人在用，再执行 python -m extract store upgrade。"
    ),
    "store_not_upgraded": "数据库 {store} 没能升级，仍是原样：{reason}。请确认磁盘有空间、没有别的程序在用，再试一次。",
    "store_refused": "数据库 {store} 不收这份文档：{reason}。请把这句话连同文件一起报告。",
    "import_stopped": (
        "导入在“{file}”处停下：数据库 {store} 无法使用（{reason}）。已有 {count} 份文档完整入库；"
        "再执行一次同样的命令，就会接着做。"
    ),
    "unreachable": "“{file}”无法从 {path} 取得（{reason}）：请检查地址、网络和权限，再执行一次同样的命令。",
    "too_slow": "“{file}”取了超过 {limit} 秒，已放弃：请检查网络，或把 SHUCHU_MAX_SECONDS 设大一些。",
    "no_driver": "读取 {file} 需要 {package}：请装在程序旁边（pip install {package}），再执行一次同样的命令。",
    "no_protocol": "无法读取 {file}：没有“{protocol}://”这种地址，请检查开头的写法。",
    "kills_workers": "“{file}”使读它的工作进程一再中止，已放弃：请拆成小一些的文件，或给工作进程更多内存。",
    "no_dask": "--scheduler 需要 Dask：请执行 pip install -r requirements-dask.txt，工作节点上也要装。",
    "scheduler_unreachable": (
        "调度器 {address} 没有回应：请检查地址，或用 dask scheduler 启动一个，再用 dask worker {address} 启动工作进程。"
    ),
    "no_workers": "调度器 {address} 那里没有工作进程：请用 dask worker {address} 启动几个，再执行一次同样的命令。",
    "other_engine": (
        "{address} 的工作进程与本程序读法不同（这里 {here}，那里 {there}）：请装上同一版本，"
        "设好同样的 SHUCHU_CATALOGUE，再重新启动它们。"
    ),
    "scheduler_lost": (
        "与调度器 {address} 断了联系（{reason}）。已入库的文档都是完整的：请重新启动调度器和工作进程，"
        "再执行一次同样的命令，就会接着做。"
    ),
    "no_role": "没有“{role}”这个角色。",
    "no_such_document": "数据库里没有文档“{id}”。",
    "source_not_kept": "“{file}”无法重读，因为没有保存原文件：请重新导入一次。",
    "search_empty": "没有要找的词：请给出汉字、字母或数字。",
    "backup_exists": "“{path}”已经存在，不会覆盖：请换一个文件名。",
    "not_empty": "数据库 {store} 里已有文档：请还原到一个新的数据库（--store）。",
    "decision_overtaken": "{who}刚刚对这个数作了决定。没有改动任何数据：请再看一眼，再决定。",
    "no_such_version": "库里没有第 {number} 版指标目录：用 python -m extract store catalogue 列出各个版本。",
    "not_utf8": "“{file}”不是 UTF-8 编码：请另存为 UTF-8。",
    "catalogue_overtaken": "{who}刚刚保存了另一个版本（{at}）。没有改动任何东西：请先看看那一版，再保存。",
    "frozen_unknown": "没有名为“{name}”的定稿。",
    "no_backup": "“{path}”不是数据库的备份。",
    "backup_form": (
        "“{path}”由另一版本的程序写成（格式 {form}）：请先升级它的副本，python -m extract store upgrade --store 副本。"
    ),
    "nothing_chosen": "所选范围里没有可以导出的数（{chosen}）：请另选。",
    "too_many_rows": (
        "Excel 的一张表最多 {limit:,} 行，所选有 {count:,} 行：请缩小范围，或改用 csv、parquet、datapackage。"
    ),
    "too_many_for_booklet": "一本证据册最多 {limit:,} 个值，所选有 {count:,} 个：请缩小范围，或改用 xlsx。",
    "too_many_digits": "Parquet 最多容纳 {limit} 位数字，所选的数更长：请改用 csv 或 json。",
    "no_pyarrow": "导出 Parquet 需要 pyarrow：请执行 pip install pyarrow。",
    "no_format": "从“{file}”看不出格式：请加 --format，或用 {endings} 之一作结尾。",
    "no_such_indicator": "没有指标“{name}”：catalogue 命令列出全部指标。",
    "no_year": "“{text}”不是年份：请写 2009，或 2005-2010。",
    "export_not_written": "文件写不进“{path}”（{reason}）：请确认文件夹存在、磁盘有空间。",
    "store_newer": "数据库 {store} 是由更新版本的程序写成的：请升级程序，或者另选一个数据库。",
    "catalogue": "{faults}",
    "draft_failed": "指标没能试读：{reason}。请稍后再试。",
    "store_remade": "规则变了，数据库 {store} 的全部数值正在重算，每一百万个数要一两分钟。请过几分钟再试。",
    "store_busy": "另一个程序一直在写数据库 {store}，可能正在重算全部数值。这里没有写入，请过几分钟再试。",
    "store_away": "数据库 {store} 现在没有回应：{reason}。请确认服务器在运行，再执行一次同样的命令。",
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
    "left": (
        "{left} figures have no place or no year and are in no cell; `figures` lists them.",
        "{left} 条数据没有地区或年份，不在表中；figures 命令列出它们。",
    ),
    "imported": (
        "{added} of {all} imported with {count} figures, {there} there already, {failed} failed.",
        "导入 {added}/{all} 份文档，{count} 条数据；已有 {there} 份，失败 {failed} 份。",
    ),
    "one_stdin": (
        "Standard input can be only one of the two outputs.",
        "两份输出中只有一份能从标准输入读取。",
    ),
    "about": (
        "Reads figures out of Chinese reports and shows where each stands.",
        "从中文年鉴、方志、总结和报告里读出数据，并指出每个数在原文的位置。",
    ),
    "figures_help": ("print every figure that the documents state", "列出文档里的每一条数据"),
    "panel_help": ("print the table place × year × indicator × scope", "列出 地区 × 年份 × 指标 × 口径 的表"),
    "explain_help": (
        "say of every number in a text what it was taken for, and why",
        "说明一段文字里的每个数字读成了什么，依据是什么",
    ),
    "concepts_help": ("print what the figures count that no indicator takes", "列出未归入指标的数据所计的事物"),
    "diff_help": (
        "say which figures two outputs of `figures` do not share; exit code 1 where they differ",
        "比较两份 figures 的输出；不同时退出码为 1",
    ),
    "remove_help": (
        "take documents out of the store, or all that one import has added",
        "从数据库移除文档，或某一次导入的全部文档",
    ),
    "refresh_help": (
        "read again what an older version has read: first what would change, with --yes for good",
        "重读由旧版本读过的文档：先列出会有的改动，加 --yes 才采用",
    ),
    "search_help": (
        "print where words stand in the texts of the store, from one character on",
        "在数据库的原文里查找词语，一个字也可以",
    ),
    "backup_help": ("write the whole store to one file", "把整个数据库备份成一个文件"),
    "restore_help": ("fill an empty store with what `backup` has written", "用备份文件还原一个空的数据库"),
    "store_help": (
        "`upgrade` a store of an older version, list its `imports`, or tell its `concepts` for the search",
        "升级（upgrade）由旧版本写成的数据库，列出各次导入（imports），或数出未归入指标的事物（concepts）供检索",
    ),
    "evaluate_help": (
        "score the engine against what people have decided, with confidence intervals",
        "以人的决定为准给读数打分，附置信区间",
    ),
    "evaluate_head": (
        "precision                      recall                         indicator",
        "精确率                         查全率                         指标",
    ),
    "evaluate_all": ("all", "全部"),
    "not_evaluated": (
        "Nobody has decided on a figure yet: review some in the dashboard.",
        "还没有人作过决定：请先在看板里审核一些数。",
    ),
    "import_help": ("read documents into the store of the dashboard", "把文档读入看板的数据库"),
    "export_help": (
        "write the values, the figures with their words and the sources to a file",
        "把值、数与原文、来源导出成文件",
    ),
    "catalogue_help": (
        "print the indicators, or check the examples of a catalogue of your own",
        "列出指标，或检查自编目录的例句",
    ),
    "manifest_help": (
        "a csv or xlsx table with a row a document: file name, place, year, source, title, scope, publisher "
        "(文件名, 地区, 年份, 来源, 标题, 范围, 出版者); it goes before what the texts tell",
        "csv 或 xlsx 清单，每份文档一行：文件名、地区、年份、来源、标题、范围、出版者；所写的优先于原文所说",
    ),
    "scheduler_help": (
        "the address of a Dask scheduler, such as tcp://HOST:8786, whose workers read instead of processes of this "
        "machine (docs/CLUSTER.md)",
        "Dask 调度器的地址，例如 tcp://主机:8786：由它的工作进程代替本机的进程来读（见 docs/CLUSTER.md）",
    ),
    "recursive_help": (
        "take a web address for a folder, too: read the documents that its listing names, and those below; other "
        "folders always stand for all below them",
        "把网址也当作文件夹：读它列出的文档及其下层的文档；其他文件夹本来就包括下层",
    ),
    "removed": ("{count} documents removed.", "已移除 {count} 份文档。"),
    "refresh": (
        "{count} documents were read again, and nothing is changed yet: add --yes to take the new reading.",
        "已重读 {count} 份文档，数据库还没有改动：加上 --yes 才采用新的读法。",
    ),
    "refreshed": ("{count} documents were read again.", "已重读 {count} 份文档，并已入库。"),
    "not_found": ("The words stand nowhere in the store.", "数据库里找不到这些词。"),
    "backed_up": ("{count} documents are in “{file}”.", "{count} 份文档已备份到“{file}”。"),
    "restored": ("{count} documents came back from “{file}”.", "已从“{file}”还原 {count} 份文档。"),
    "upgraded": ("The store was upgraded from form {old} to {new}.", "数据库已由格式 {old} 升级到 {new}。"),
    "upgraded_copy": (
        "The store was upgraded from form {old} to {new}; as it was before, it is kept in {copy}.",
        "数据库已由格式 {old} 升级到 {new}；原来的保存在 {copy}。",
    ),
    "comparing_begun": (
        "The store is written. {count} series and documents are now compared with others; end it with Ctrl-C, and "
        "the dashboard does the rest.",
        "数据库已写好。正在把 {count} 组数据和文档与其他年份、地方、文档比较；按 Ctrl-C 可中断，余下的由网页自动完成。",
    ),
    "comparing_ended": ("Ended; the dashboard compares the rest.", "已中断；余下的由网页自动比较。"),
    "concepts_begun": (
        "Telling for the search what {count} documents count beside the indicators; end it with Ctrl-C, and the "
        "dashboard does the rest.",
        "正在为检索数 {count} 份文档里未归入指标的事物；按 Ctrl-C 可中断，余下的由网页自动完成。",
    ),
    "concepts_ended": (
        "Ended after {count} documents; the dashboard does the rest.",
        "已中断，数了 {count} 份文档；余下的由网页自动完成。",
    ),
    "concepts_told": (
        "Told in {count} documents what they count beside the indicators.",
        "已数出 {count} 份文档里未归入指标的事物。",
    ),
    "upgraded_already": ("The store has the form of this program already.", "数据库已是本程序的格式，无须升级。"),
    "catalogue_taken": (
        "Version {number} of the catalogue is the one that counts now. `refresh` shows what it reads otherwise.",
        "指标目录的第 {number} 版现已生效。用 refresh 看看它读法有何不同。",
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
"""What the commands say: key → (English, Chinese)."""


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
