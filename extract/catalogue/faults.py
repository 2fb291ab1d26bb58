"""What can be wrong in a file of the catalogue: where it stands, what it is and what to do, in two languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.catalogue.positions import Path, line_of
from extract.errors import CatalogueError

SENTENCES: dict[str, tuple[str, str]] = {
    "missing_file": (
        "The file cannot be read ({reason}). Check the path {full}.",
        "读不到这个文件（{reason}）。请检查路径 {full}。",
    ),
    "encoding": ("The file is not UTF-8. Save it as UTF-8.", "文件不是 UTF-8。请另存为 UTF-8。"),
    "syntax": (
        "This is not TOML: {reason}. Mend the line; what stands below it has not been checked.",
        "这里不合 TOML 的写法：{reason}。请改正这一行；其后的内容尚未检查。",
    ),
    "duplicate": (
        "{name} is there already, at line {first}. Give this one another code, or take one of them out.",
        "{name} 在第 {first} 行已经有了。请换一个代码，或者去掉其中一个。",
    ),
    "code": (
        "A code consists of small letters a–z, digits and _, and begins with a letter. Rename {name}.",
        "代码只用小写字母 a–z、数字和下划线，以字母开头。请给 {name} 改名。",
    ),
    "reserved": ("The code {name} is taken. Choose another.", "代码 {name} 已另有用途。请换一个。"),
    "unknown_key": (
        "{name} is no key of this table. Take it out, or write one of: {known}.",
        "这里没有 {name} 这一项。请去掉，或者改为其中之一：{known}。",
    ),
    "missing": ("{name} is missing. Add it.", "缺少 {name}。请补上。"),
    "type": ("{name} must be {wanted}. Change its value.", "{name} 应当是{wanted}。请改正它的值。"),
    "empty": ("{name} is empty. Fill it in.", "{name} 是空的。请填写。"),
    "choice": (
        "{name} is “{value}”, which is none of: {known}. Write one of these.",
        "{name} 写的是“{value}”，不在可选之列。请改为其中之一：{known}。",
    ),
    "unit": (
        "The unit “{value}” is not known. Write one that units.toml holds, or add it to [units.classes] of your file.",
        "不认识单位“{value}”。请改用 units.toml 里有的单位，或者在自己文件的 [units.classes] 里补上它。",
    ),
    "factor": (
        "“{value}” is no factor above zero. Write a number such as “10” or a fraction such as “1/15”.",
        "“{value}”不是大于零的倍数。请写成“10”这样的数，或者“1/15”这样的分数。",
    ),
    "regex": (
        "{name} is no regular expression: {reason}, at character {at} of “{value}”. Mend it there.",
        "{name} 不是正则表达式：{reason}，在“{value}”的第 {at} 个字符处。请在那里改正。",
    ),
    "danger": (
        "{name} holds “{value}”, a repetition that repeats, which takes for ever on some texts. "
        "Write it with one * or + only.",
        "{name} 里的“{value}”是重复之中又有重复，遇到某些文字会永远算不完。请只用一个 * 或 +。",
    ),
    "open_ended": (
        "{name} holds several repetitions without an end one behind the other, which takes very long on some texts. "
        "Keep one, and give the others an end, such as {{0,20}}.",
        "{name} 里前后有几处不设上限的重复，遇到某些文字会算得很久。请只留一处，其余设上限，例如 {{0,20}}。",
    ),
    "nameless_list": (
        "{name} refers to the list “{value}”, which is not there. Write one of: {known}.",
        "{name} 用到了名单“{value}”，但没有这个名单。请改为其中之一：{known}。",
    ),
    "no_rules": (
        "{name} has no rules, so that nothing would state it. Add a [[{name}.rules]].",
        "{name} 没有规则，因而什么也认不出来。请加上 [[{name}.rules]]。",
    ),
    "no_condition": (
        "This rule asks for no unit and no word, so that every number would state the indicator. Add a condition.",
        "这条规则既不问单位，也不问词语，任何数都会算作该指标。请加上条件。",
    ),
    "no_examples": (
        "{name} has no example of its figures. Add a [[{name}.examples]] with text and figures.",
        "{name} 没有正面的例句。请加上 [[{name}.examples]]，写明 text 和 figures。",
    ),
    "no_lookalike": (
        "{name} has no example that looks alike and states none. Add one with figures = [].",
        "{name} 没有看着像而其实不是的例句。请加上一句，写 figures = []。",
    ),
    "quote": (
        "“{value}” does not stand in the text of this example. Copy it as it is written there.",
        "例句里找不到“{value}”。请照例句中的写法填写。",
    ),
    "rule_name": (
        "The rule name “{value}” is used twice for this indicator. Rename one of them.",
        "规则名“{value}”在该指标里用了两次。请改掉一个。",
    ),
}
"""Fault → (English, Chinese); the blanks are its facts."""

WANTED: dict[str, tuple[str, str]] = {
    "text": ("a text in quotation marks", "引号里的文字"),
    "texts": ("a list of texts", "文字的列表"),
    "flag": ("true or false", " true 或 false"),
    "whole": ("a whole number", "整数"),
    "table": ("a table", "一个表"),
    "tables": ("a list of tables, each with its heading in double brackets", "表的列表，各以双方括号为题"),
    "figures": ('a list of ["quote", "value"] pairs, the value a number', "[\"原文\", \"数值\"] 的列表，数值是数"),
    "range": (
        'two numbers as texts, such as ["1", "5000"], the lower first',
        '两个写成文字的数，小的在前，如 ["1", "5000"]',
    ),
    "factors": ("a list of units for each factor", "每个倍数所属单位的列表"),
}
"""What a value has to be: key of the facts → (English, Chinese)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `line` counts from 1, 0 for the whole file; `entry` is the table it stands in."""

    file: str
    line: int
    entry: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def told(self, chinese: bool) -> str:
        """``my.toml:12: [code] …`` as one sentence in one of the two languages."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        entry = f"[{self.entry}] " if self.entry else ""
        return f"{where}: {entry}{self.sentence(chinese)}"

    def sentence(self, chinese: bool) -> str:
        """What is wrong and what to do, without where it stands."""
        facts = {key: WANTED[value][chinese] if key == "wanted" else value for key, value in self.facts.items()}
        return SENTENCES[self.code][chinese].format(**facts)


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in one file, so that all of it is told in one go."""

    file: str
    source: str = ""
    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, code: str, **facts: Any) -> None:
        """`path` are the keys and positions that lead to the value, as far as they go."""
        keys = [str(each) for each in path if isinstance(each, str)]
        entry = ".".join(keys[:2]) if len(path) > 2 else "".join(keys[:1])
        number = next((each + 1 for each in path[:3] if isinstance(each, int)), None)
        entry += f" {number}" if number else ""
        self.found.append(Fault(self.file, line_of(self.source, path), entry, code, facts))

    def by_line(self) -> list[Fault]:
        return sorted(self.found, key=lambda fault: fault.line)


def complain(faults: list[Fault]) -> None:
    """Raise CatalogueError with every fault, in the order of files and lines; does nothing where there is none."""
    if faults:
        english, chinese = ("\n".join(fault.told(zh) for fault in faults) for zh in (False, True))
        raise CatalogueError("catalogue", english, faults=chinese)
