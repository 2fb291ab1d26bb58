"""Whether what a table's labels were taken for is believed: their few words sound like much that they do not mean.

In prose a verb stands beside a number; in a table the head alone speaks: 复种指数 holds 种, 参加工作时间 holds 参加.
Which words an indicator's labels must hold stands in its entry of the catalogue (`tables`).
"""

from __future__ import annotations

import re

from extract.catalogue import catalogue
from extract.tables.naming import Named

_ECONOMY = re.compile(
    r"财政|税收|产值|国民经济|工农业|普查|行业|保险|邮电|邮政|电信|金融|信贷|存款|贷款|预算|决算|收支|经费|物价|价格|生产总值|投资|贸易|商业|机构一览"
    r"|招生|在校|就业|从业|人口|耕作"
)
_OURS = re.compile(r"[党团]|工会|会员|林|树|绿化")
"""What bodies and foresters count in tables on an economy, too; 罚没收入 and 价格补贴 only sound like it."""
_OUR_TABLE = re.compile(r"慈善|红十字|捐|救助|慰问|工会|党员|党费|团员|共青团|培训|植树|造林")
"""A table that is on them in any case: 慈善资金收支, 工会再就业培训."""

_PEOPLE = re.compile(
    r"干部(?:基本)?情况|职工(?:人数|情况)|(?:技术|科技)人员|教师|教职工|(?:代表|委员)(?:构成|情况|组成)"
)
"""Of such people so many are 党员, and so many 团员: these are not all that there are."""


def is_believed(named: Named, about: str) -> bool:
    """Whether a table under such captions and headings counts what its labels were taken for."""
    if named.rule is None:
        return True
    if named.code == "cases_filed" and "审结" in about:  # a case that is closed is none that is filed
        return False
    entry = catalogue().indicators.get(named.code)
    if entry and entry.table_head and not re.search(entry.table_head, named.head):
        return False
    if _PEOPLE.search(about):
        return False
    return not _ECONOMY.search(about) or bool(_OURS.search(named.head) or _OUR_TABLE.search(about))
