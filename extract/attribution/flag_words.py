"""The words of plans and of units below the reporting body, and which of them a sentence is looked at for."""

from __future__ import annotations

import re
from functools import cache

from extract.attribution.frame import MARK
from extract.catalogue.lexicon import lexicon
from extract.catalogue.needles import first_characters

TARGET = re.compile(r"(?:指标|计划|目标|任务|预算)$")
TASK_OF = re.compile(r"任务(?:为|是|数)?$")
AIM = re.compile(r"的?(?:具体|主要|重点|年度|全年|约束性|预期性|工作)*目标(?!责任|管理|考核|体系|值)")
SHARE_OF_AIM = re.compile(
    rf"的?(?:年度|全年|计划|工作|预期|总)*(?:目标|任务|计划|指标)(?:任务|数)?的(?:{MARK}|[^，；。{MARK}]{{0,3}}分之|近?一半)"
)
TASK = re.compile(r"的?(?:任务|计划|指标|名额)")
UP_TO = re.compile(r"到(?<![止截]到)(?P<year>(?:19|20)\d\d)年")

# 2022年计划造林28万亩；义务植树700万株: what opens with the plan of a time to come holds to the end of the sentence.
OPENS_PLAN = re.compile(
    rf"^，*(?:[^，；。{MARK}]{{0,8}}，)?(?:(?:明年(?![末底内])|来年|新的一年|下一?年度?(?!度)|下一?步|今后)[^。；{MARK}]{{0,16}}(?:[，：]|将|计划|拟|力争|打算|争取|确保)"
    rf"|(?P<year>(?:19|20)\d\d)年(?!度?以来)[^。；{MARK}]{{0,12}}(?:计划(?!生育|外)|拟|力争|预计|打算|目标|确保|争取|将))"
)


def plan_patterns() -> list[str]:
    """What a sentence with a plan may hold, in the order of the bits below."""
    words = lexicon()
    told = (words.plan_ahead, UP_TO, TASK_OF, AIM, TASK, SHARE_OF_AIM, words.plans, TARGET, OPENS_PLAN)
    return [pattern.pattern for pattern in told]


AHEAD = 0b1
LATER = 0b10
DEMAND = 0b111100
BEFORE = 0b11000000
OPENED = 0b100000000
"""The bits of those patterns: told at the head of the sentence, of a later year, asked for, told before the number,
told where the sentence opens."""

# A town or township that opens a clause; what is done in or for one is still the reporting body's.
TOWN = re.compile(
    rf"(?:^|[，；：]|[{MARK}][、和])(?:其中|(?:[各全市县区]{{0,2}}(?:乡镇|镇街|街镇|镇村|村镇|街道|乡)+中，?))?(?:是年|当年|全年|年内|\d{{4}}年|[^，；。：、{MARK}]{{1,10}}的(?=[^，；。：、{MARK}]{{1,4}}镇)|[^，；。：、{MARK}]{{0,6}}最[^，；。：、{MARK}]{{1,6}}的(?:是|为)(?:[^，；。：、{MARK}]{{1,8}}的)?)?"
    rf"(?!撤|[并建]乡|合作化)([^，；。：、{MARK}在到向赴为给对由与和各全等有设个该本我其两乡镇及以从按将把]{{1,5}}(?<![下家故老外文明村城集二三四五六七八九十几数])(?:镇(?![江宁安原雄赉康坪巴海市]|.?县)|乡(?![镇村宁亲土党挂两三风情音愁友道科局企财规统试籍级际]))|[^，；。：、{MARK}在到向赴为给对由与和各]{{2,8}}族乡|[^，；。：、{MARK}年\d]{{2,5}}(?<!机关和)(?<!机关)街道|[^，；。：、{MARK}在到向赴为给对由与和各全等有设个该本我其两及以从按将把人民办建立撤年\d]{{2,4}}(?:公社|大队)(?!化|社员|党委书记|干部|[以一]级|企业)|第[一二三四五六七八九十]*[一二三四五六七八九十]区|[一二三四五六七八九十]区(?={MARK}|$))"
    r"(?!政府|级|建|村建|村企业|[以]上|企业|党委书记|长|直|推荐|选送|报送)"
    rf"|(?:^|[，；：])([^，；。：、{MARK}在到向赴为给对由与和]{{1,6}}[镇乡][^，；。：、{MARK}]{{1,4}}村(?={MARK}|$))"
)
# One of many that alone did so much: 仅市人民委员会机关就下放228名, 市场监管局党委单家捐款8万元; or is gone
# on with by 该: 区教育局开展助学活动，该局党员捐款2.6万元; or is one village: 目前全村党员62名.
ALONE = re.compile(
    rf"(?:^|[，；：])仅[^，；。{MARK}\d年]{{2,14}}(?:就|即)[^，；。{MARK}]{{0,6}}$"
    rf"|(?:^|[，；：{MARK}])[^，；。{MARK}]{{2,14}}(?:单家|独家|独捐|独自|一家(?:就|独|便|即))[^，；。{MARK}]{{0,6}}$"
    rf"|(?:^|[，；：{MARK}])[^，；。{MARK}]{{2,12}}[局站厂院校](?:纪委|党委|工会|团委)?(?:还|又|另|当年|全年)?自[订定筹捐办][^，；。{MARK}]{{0,8}}$"
    rf"|(?:^|[，；：])该(?P<that>局|厂|矿|校|院|村|镇|乡|公司|社区|支部|行|所|站|集团|街道)[^，；。{MARK}在向对为与和]{{0,12}}$"
    rf"|(?:^|[，；：])(?:目前|现在|现|如今|其中)?(?P<village>[全本我]村)(?!级)[^，；。{MARK}]{{0,12}}$"
    r"|(?P<hamlet>(?<![农乡])村)党(?:总支|支部|委)(?:下辖|下设|现有|共有|有)[^；。]{0,24}$"
)
# A branch by its name, in a gazetteer of the years before there were many: 下亮子党小组建立，有党员7人.
NAMED_BRANCH = re.compile(
    r"(?:^|[，；。]|\d年|月|[年月][底末初])(?:中共)?(?![院校局厂矿所站社行队园店馆]党)(?![^，；。、⟦]{0,6}(?:机关|农村|企业|学校|国营|厂矿|街道|[下所]属|直属|基层|全|各|本|该|我))"
    r"(?P<branch>[^，；。、⟦年月在]{2,10})(?:特别支部|特支|党支部|支部|党小组|区委|区工委)(?:（[^（）]{0,16}）)?(?:建立|成立)?(?:时|后)?，?(?:有|时有|仅有|共有)(?:中共)?党员$"
)
# What was founded or is run speaks for itself in the next clause: 创办中山学校，开办培训班153个; 成立甲村支部，党员9人.
FOUNDED = re.compile(
    rf"(?:成立|创办|开办|兴办|联办|合办|办之|办的)[^，；。{MARK}]{{2,20}}(?:学校|服务[部社]|公司|工厂|商店|夜校|业校)，"
    rf"(?:先后|共|已|累计)?(?:开展|开办|举办|培训|接待|开设|办)[^，；。{MARK}]{{0,24}}(?:{MARK}，(?:共)?(?:结业|培训|毕业)[^，；。{MARK}]{{0,4}})?$"
    rf"|(?:建立|成立|组建|创建)[^，；。{MARK}]{{2,12}}(?:小学|中学|学校|村|厂|矿|街)(?:党)?(?:支部|小组)，(?:有|时有)?(?:党员|团员)$"
)
# A bureau's own organisation that did something, in a report on all of them: 区卫生局党委组织义诊6次.
BUREAU = re.compile(
    rf"(?:^|[，；：。])(?:其中)?(?:[省市县区州旗])?(?P<bureau>(?![各全该本我]|机关|直属|所有|多数|部分|有关)[^，；。、：{MARK}在到由与和各对向为等]{{1,10}}(?<!工)(?:局|院|办|委|银行|公司|集团|学校|中学|医院))"
    rf"(?:机关)?(?:党委|党组|党总支|党支部|团委|团总支|团支部|工会|妇委会)(?:还|又|也|全年|当年|先后|共|则|积极|率先|另)*"
    rf"(?=组织|举办|开展|召开|发动|动员|捐|发展|慰问|走访|资助|救助|结对|帮扶|联系|包|培训|投入|筹|募|植树|选派|与|为|自[筹办])"
    rf"(?:[^，；。]*{MARK}[^，；。]{{0,8}}，(?=共|累计|先后|送|捐|投入|受益|参加|发放|为|惠及|开展|植|救助|慰问|培训|诊|计)){{0,3}}[^，；。]*$"
)
# A bureau's own people: 市经信局组织干部职工来到乡下，栽树500棵; 市卫生局的3800名在职党员参加活动2万次.
STAFF = re.compile(
    rf"(?:^|[，；：。])(?:其中)?(?P<staff>(?![各全该本我]|机关|直属|所有|多数|部分|有关|教育)[^，；。、：{MARK}]{{1,8}}(?<![工全大格布结当开破战时政])局)(?:机关)?"
    rf"(?:(?:组织|发动|动员|带领)(?:本局|全局|全体|机关|广大)*(?:党员)?(?:干部职工|机关干部|党员干部|干部|职工|党员)(?!培训|学习)[^；。]*"
    rf"|的(?:{MARK}(?:在职|机关|全体)?(?:党员|干部|职工)[^；。{MARK}]*)?)$"
)
PARTY = re.compile(
    rf"^，*(?:其中，)?(?P<party>民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?!员)[^，；。、{MARK}]{{0,14}}(?:为|办|捐|募|资助|组织|开展|帮助)"
)
PARTIES = re.compile(
    rf"(?:^|[，；])(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?!员)(?![^，；。{MARK}]{{0,8}}[、和])"
)
# The branch of a school, a cemetery or a park that has people of its own.
BRANCH = re.compile(
    r"其中[^，；。、⟦]{2,8}(?:分校|陵园|公园|景区|博物馆|纪念馆|林场)(?:学员|游客|观众|职工)?$"
    r"|^[^，；。、⟦在到各]{2,8}分校(?:学员|学生)$"
)
_SUBJECT = (
    r"(?:^|[，；。、])((?:[^，；。、⟦《“]{2,16}?)(?:UNITS)|(?:电业局|供电局|电视台|电台|报社|邮电局)|(?:[^，；。、⟦《“]{2,5}(?:(?<!城)镇|(?<![下城家故])乡|村)、?){1,4}(?=募|募集|捐|植|造|发展|培训|投入))"
    r"(?=(?:党委|党支部|党总支|工会|团委|少先队|师生|职工)?(?:所属|按|于|与|在|的|组织|举办|开展|共|全年|有(?!限)|捐|仅|就(?!业)|自|年|筹|投资|造林|植树|育苗|设(?![备计施])|培训|表彰|慰问|走访|放映|演出|办(?![公理事案证结实])|\d{4}年|[^，；。、]{0,6}为⟦))"
)


@cache
def named_unit() -> re.Pattern[str]:
    """A unit that is the subject of its clause: a company, a school, a town."""
    units = lexicon().narrow_units.pattern
    # Which character begins the name of a kind is asked first: there are many of them, tried at each character.
    return re.compile(_SUBJECT.replace("(?:UNITS)", f"(?=[{first_characters(units)}])(?:{units})"))


def narrow_patterns() -> list[str]:
    """What a sentence of a unit below the reporting body may hold, in the order of the bits below."""
    told = (TOWN, ALONE, FOUNDED, PARTY, BRANCH, named_unit(), NAMED_BRANCH, BUREAU, STAFF)
    return [pattern.pattern for pattern in told]


IN_TOWN = 0b1
BY_ITSELF = 0b10
IS_FOUNDED = 0b100
OF_PARTY = 0b1000
IN_BRANCH = 0b10000
BY_NAME = 0b100000
IS_BRANCH = 0b1000000
IN_BUREAU = 0b10000000
OF_STAFF = 0b100000000
"""The bits of those patterns."""
