"""What makes a statement of a value: named rules, asked in order; the first that answers decides.

A rule is a small function Case → Statement, or (class, rule of the ledger) where the value is no target after
all, or None where it has nothing to say. A row bears the name of the rule that made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cityplans.extraction.frame import Span
from cityplans.extraction.statements import constructions, ranked, subjects
from cityplans.extraction.statements.case import Case, Statement
from cityplans.extraction.words import measures
from cityplans.worded import Worded

Verdict = tuple[str, str]
Rule = Callable[[Case], Statement | Verdict | None]


def rank_of_counted(case: Case) -> Verdict | None:
    """前20位 in “4家省级高新园区…进入全省前20位” says which are counted."""
    if not measures.is_rank(case.quantity):
        return None
    vague = case.main.text.startswith(("一批", "更多", "若干"))  # 一批企业进入全球500强
    counted = ranked.rank_of_counted(case.candidate, case.frame, case.earlier)
    return ("scope", "rank_of_counted") if vague or counted else None


def rank_beside(case: Case) -> Statement | None:
    """城市科创活力进入全国前25强、长江经济带前十: both are ranks of the same."""
    if not measures.is_rank(case.quantity):
        return None
    subject = ranked.rank_beside(case.candidate, case.text, case.earlier, case.words)
    return Statement(case.main._replace(text=""), subject) if subject else None


def better_value(case: Case) -> Statement | None:
    """增长6%、力争8%: both are values of one indicator."""
    if case.side_right:
        return None
    subject = subjects.value_beside(case.candidate, case.text, case.earlier, case.words.said)
    return Statement(case.main._replace(text=""), subject) if subject else None


BY_PACE = re.compile("(?:按照?|以|保持在?|实现)?(?:每年|年均|年平均|平均每年)?$")


def at_a_pace(case: Case) -> Statement | None:
    """财政收入以年均8%的速度增长: of the growth of what stands before."""
    paced = case.words.said[measures.AT_PACE].match(case.text, case.candidate.end)
    what = BY_PACE.sub("", case.stretch.text).rstrip("以按")
    if not paced or case.quantity.unit != "%" or not what:
        return None
    return Statement(case.stretch._replace(text=what + (paced["moves"] or "增长").replace("递增", "增长")))


INVESTED = Worded("([\u4e00-\u9fff]{2,16}?){intends}?完成")
OF_EACH = Worded("每[百千万亿]+名?{kinds_of_inhabitants}?{inhabitants}{has_for_each}?")
IS_NUMBER = re.compile("(?![每人千万])[\u4e00-\u9fff（）]{2,12}(?<!总)[数量]")
OF_PARTS = ("part_of_whole", "part_in_turn")


def part_of_whole(case: Case) -> Statement | None:
    """充电桩保有量达到1.6万根，其中高速公路服务区1050根: of the same, there."""
    part = case.words.said[subjects.PART].fullmatch(case.main.text)
    whole = case.earlier[-1] if case.is_part and part and not case.side_right else None
    if not whole or whole.quantity.unit != case.quantity.unit or not subjects.is_whole(whole, case.words):
        return None
    return Statement(case.main._replace(text=whole.phrase), scope=part["part"])


def part_in_turn(case: Case) -> Statement | None:
    """辍学率初中不得高于1.8%、小学不得高于0.6%: of the same, for each."""
    told = subjects.split_part(case.main.text, case.words)
    if told and not case.side_right:
        return Statement(case.main._replace(text=told[0]), scope=told[1])
    before = case.earlier[-1] if case.earlier and not case.side_right else None
    said = case.words.said[subjects.PART]
    part = case.words.nouns.divides.fullmatch(case.main.text) or said.fullmatch(case.main.text)
    if not part or not before or before.rule not in OF_PARTS or before.quantity.unit != case.quantity.unit:
        return None
    return Statement(case.main._replace(text=before.phrase), scope=part[0])


def of_another_group(case: Case) -> Statement | None:
    """城市污水处理率达到98%，县城达到95%: of the same, for another group."""
    before = case.earlier[-1] if case.earlier and not case.side_right else None
    told = subjects.of_another_group(case.main, case.quantity, before, case.words) if before else ""
    return Statement(case.main._replace(text=told)) if told else None


def investment_of_part(case: Case) -> Statement | None:
    """完成投资60亿元，其中灌区改造完成20亿元: invested in that."""
    before = None if case.side_right else case.earlier[-1] if case.earlier else case.above
    part = case.words.said[INVESTED].fullmatch(case.main.text)
    if not part or not before or before.quantity.unit != case.quantity.unit:
        return None
    return Statement(case.main._replace(text=f"{part[1]}投资")) if before.phrase.endswith("投资") else None


def of_each(case: Case) -> Statement | None:
    """每千人口拥有执业医师数3.7人、注册护士数5.1人: of as many people as the one before in its list."""
    before = case.earlier[-1] if case.earlier and not case.side_right else None
    head = case.words.said[OF_EACH].match(before.phrase) if before else None
    if not head or case.text[before.quantity.end] not in "、和及" or not IS_NUMBER.fullmatch(case.main.text):
        return None
    return Statement(case.main._replace(text=head[0] + case.main.text))


def value_then_indicator(case: Case) -> Statement | None:
    """建成10个高水平省实验室."""
    rate = case.words.nouns.rate.fullmatch(case.main.text)  # of what was named before it
    named = case.side_right and case.main.text and not rate
    return Statement(case.main, side_right=True) if named else None


def noun_of_next_deed(case: Case) -> Statement | None:
    """新建5家、改造12家农贸市场: of what stands behind the next deed."""
    if case.main.text or not case.main.verb or case.quantity.unit_kind != "count":
        return None
    noun = constructions.of_next_deed(case.candidate, case.frame, case.scene.quantities, case.words.verbs)
    return Statement(case.main._replace(text=noun), side_right=True) if noun else None


def subject_before(case: Case) -> Statement | None:
    """…经费支出年均增长10%，占GDP比重达到3.8%; 林下经济面积达260万亩、产值达130亿元: of the thing before."""
    if case.lacks_subject:
        if alone := subjects.deed_alone(case.main, case.quantity, case.earlier, case.words):
            return Statement(case.main._replace(text=alone))
        if case.candidate.share and _only_a_year(case):
            return None  # …2.1%，…120家。到2025年，分别达到3%、300家: each of its own
        subject = case.subject_before
        if subject and (sized := constructions.of_next_size(subject.text, case.main.text)):
            return Statement(case.main._replace(text=sized))
        return Statement(case.main, subject, case.side_right) if subject or case.main.text else None
    told = (case.main, case.quantity, case.frame)
    measured = subjects.measured_before(*told, case.earlier, case.words)
    measured = measured or subjects.topic_before(*told, case.words)
    return Statement(case.main, measured) if measured else None


def indicator_then_value(case: Case) -> Statement | None:
    """高新技术企业达到4000家."""
    return None if case.lacks_subject else Statement(case.main)


def fact_before(case: Case) -> Statement | None:
    """2024年城镇新增就业5万人；2025年，力争新增6万人: of what the fact before it is about."""
    return Statement(case.main, case.fact_before) if case.fact_before else None


ONLY_A_YEAR = re.compile(
    r"(?:[到至]?(?:19|20)\d\d年[底末]?，?)?(?:要|将|力争|再|进一步|分别)*(?:达到?|(?:提[高升]|增[加长]|扩大|上升|下?降低?)[到至]?|突破|超过|增至|(?:稳定|控制|保持)在|并)*(?:\d[^，。；\u4e00-\u9fff]{0,12}[^，。；、\d]{0,4}[、和及]){0,6}"
)


def _only_a_year(case: Case) -> bool:
    """Whether a sentence says before a value but by when and which way."""
    opens = case.frame.sentence(case.quantity.start).start
    return bool(ONLY_A_YEAR.fullmatch(case.text, opens, case.quantity.start))


def sentence_before(case: Case) -> Statement | None:
    """…覆盖率达到20%。2020年达到23%以上，2050年达到26%: of what the sentence before is about, be it aimed at
    or how it stands; what is said of a part (其中…) is not what the next sentence goes on with."""
    opens = case.frame.sentence(case.quantity.start).start
    if not opens or not case.lacks_subject or not _only_a_year(case):
        return None
    told = case.frame.sentence(opens - 1)
    if case.text.startswith("其中", told.start):
        return None
    above = case.above if case.above and told.start <= case.above.start < told.end else None
    if above and above.quantity.unit == case.quantity.unit and above.value.measure == "growth_rate":
        return Statement(case.main._replace(text=above.phrase), side_right=case.side_right)
    subject = _aimed_at_in(told, case) or subjects.of_fact_before(
        case.candidate, case.frame, case.scene.quantities, case.words, told
    )
    return Statement(case.main, subject, case.side_right) if subject else None


def _aimed_at_in(told: Span, case: Case) -> subjects.Subject | None:
    """What the last goal of the sentence before is about: of a share all its name."""
    above = case.above
    if not above or above.quantity.unit != case.quantity.unit or not told.start <= above.start < told.end:
        return None
    base = measures.base_of(above.phrase, case.words.said, case.quantity.unit == "%")
    return subjects.Subject(base, above.start) if base else None


def deed_alone(case: Case) -> Statement | None:
    """到2025年，培训5万人: the deed says of what."""
    said = not case.main.text and case.words.said[subjects.NAMES_ITSELF].fullmatch(case.main.verb)
    return Statement(case.main._replace(text=case.main.verb)) if said else None


def heading_subject(case: Case) -> Statement | None:
    """科技型中小企业。达到5000家: a value that stands alone is of its heading, or of the noun before it."""
    behind = case.text[case.candidate.end : case.candidate.end + 1]
    heading = case.clause.heading or subjects.noun_before(case.frame, case.quantity.start, case.words)
    if not heading or case.quantity.kind == "bare" or re.match(r"[一-鿿]", behind):
        return None
    return Statement(case.main._replace(text=heading), side_right=case.side_right)


def no_indicator(_: Case) -> Verdict:
    """The last rule: a value of which nothing says what it is of."""
    return "unexplained", "no_indicator"


RULES: tuple[Rule, ...] = (
    rank_of_counted,
    rank_beside,
    better_value,
    at_a_pace,
    part_of_whole,
    part_in_turn,
    of_another_group,
    investment_of_part,
    of_each,
    value_then_indicator,
    noun_of_next_deed,
    subject_before,
    indicator_then_value,
    fact_before,
    sentence_before,
    deed_alone,
    heading_subject,
    no_indicator,
)


def stated(case: Case) -> tuple[Statement | Verdict, str]:
    """What the first rule that answers makes of a case, and the rule's name."""
    for rule in RULES:
        made = rule(case)
        if made is not None:
            return made, rule.__name__
    raise AssertionError("the last rule always answers")
