"""Whether what a table's labels were taken for is believed: their few words sound like much that they do not mean.

In prose a verb stands beside a number; in a table the head alone speaks: 复种指数 holds 种, 参加工作时间 holds 参加.
"""

from __future__ import annotations

import re

from extract.tables.naming import Named

_SAID = {
    "trees_planted": r"植树|[栽种]树|树|苗木|栽植",
    "afforested_area": r"造林|林|植树|绿化(?!用地)|退耕",
    "meetings_held": r"会议|大会|座谈|例会|会次",
    "event_participants": r"参加(?!工作)|到会|出席|列席|代表|观众|听众|人次|参观|参赛",
    "activities_held": r"活动|放映|演出|比赛|竞赛|展览|宣[讲传]|讲座|场",
    "media_articles": r"稿|信息|简报|报道|新闻|录用|采用",
    "donated_money": r"捐|善款|募|乐助|爱心",
    "aid_money": r"慰问|救[助济灾]|帮扶|补助|资助|抚恤|扶贫|优待",
    "people_aided": r"慰问|救[助济]|帮扶|受助|资助|优抚|低保|五保|困难|特困",
    "money_recovered": r"挽回|追[缴回]|清退|退[赃赔]",
    "members_confirmed": r"党|预备",
    "new_league_members": r"团",
    "training_sessions": r"班|培训|轮训|[期次]",
    "training_participants": r"培训|轮训|学员|结业|受训|参训|人[数次]|毕业",
}
"""Indicator → the words of which its labels must hold one."""

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
    said = _SAID.get(named.code)
    if said and not re.search(said, named.head):
        return False
    if _PEOPLE.search(about):
        return False
    return not _ECONOMY.search(about) or bool(_OURS.search(named.head) or _OUR_TABLE.search(about))
