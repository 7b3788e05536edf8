"""All that a rule of statements may look at: one value, the words that belong to it, the rows before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from cityplans.extraction.frame import Frame
from cityplans.extraction.ledger.sight import Scene
from cityplans.extraction.quantities import Quantity
from cityplans.extraction.statements import constructions, ranked, stretches, subjects
from cityplans.extraction.statements.rows import Row
from cityplans.extraction.statements.stretches import Candidate
from cityplans.extraction.statements.subjects import Subject
from cityplans.extraction.words import measures, phrases
from cityplans.extraction.words.words import Words
from cityplans.records import Clause
from cityplans.worded import Worded

ADVERBIAL = re.compile(
    "不|未|至[少多]|最[少多]|约|大[约致]|近|接近|将近|[≥≤<>＞＜≧≦]"
)  # bounds that are no verbs
AIMED_AT = re.compile(r"的?(?P<what>[\u4e00-\u9fff]{2,8}?)的?(?:目标|任务)(?=[，。；、]|$)")
SESSIONS = Worded("{occasions}")  # 开展培训120场次: what is done is what is counted


class Statement(NamedTuple):
    """What a value is said of: the phrase, the subject it lacks and takes from before, whether it stands
    behind the value, and the part of the whole before that it is of."""

    main: phrases.Phrase
    subject: Subject | None = None
    side_right: bool = False
    scope: str = ""


class Case:
    """One value of a clause; `earlier` are the rows of its sentence so far."""

    def __init__(
        self,
        candidate: Candidate,
        scene: Scene,
        earlier: Sequence[Row],
        words: Words,
        above: Row | None = None,
    ) -> None:
        self.candidate, self.scene, self.earlier, self.words = candidate, scene, earlier, words
        self.above = above  # the last row of the sentence before
        self.quantity: Quantity = candidate.quantity
        self.text: str = scene.clause.text
        self.frame: Frame = scene.frame
        self.stretch = self._stretch()
        # whether the counted noun stands behind the value
        self.side_right = constructions.stands_after(self.text, candidate, self.stretch, words.verbs)
        self.breaks_through = self.side_right and constructions.breaks_through(
            self.text, candidate, self.stretch, words.verbs
        )
        is_rank = measures.is_rank(self.quantity)
        self.left = ranked.rank_phrase(self.text, self.stretch, words) if is_rank else self.stretch
        self.is_sized = False  # 5座1000千瓦以上、…: the bound is of the size of each
        self.main = self._main()

    @property
    def clause(self) -> Clause:
        return self.scene.clause

    def _stretch(self) -> phrases.Phrase:
        """The words before the value, with the verb of reaching between them and it."""
        found = phrases.left_phrase(
            self.text, *stretches.left_stretch(self.candidate, self.frame), self.words.verbs
        )
        quantity = self.quantity
        said = self.text[quantity.start : quantity.core_start]
        if said and not found.reach and not ADVERBIAL.match(said):  # 超过80万人: the comparator is the verb
            found = found._replace(reach=said)
        return found

    def _main(self) -> phrases.Phrase:
        """The phrase of the value, empty where its words only say what is done (新建50家)."""
        found, quantity = self.left, self.quantity
        if self.side_right:
            found = phrases.right_phrase(self.text, self.candidate.end, self.candidate.right, self.left)
            found = constructions.before_next_deed(found, self.words.verbs)
            if sized := constructions.of_listed_size(self.candidate, self.frame, found.text):
                self.is_sized = True
                return found._replace(text=sized)  # before 以上 is taken for the count's own bound
            bound = measures.bound_behind(found.text, self.words.measures, self.words.said)
            if bound and quantity.comparator == "eq":
                found = found._replace(text=found.text[: bound.start()])
            covers = self.quantity.unit == "%" and self.left.text.endswith("覆盖")  # 服务覆盖80%的行政村
            if covers or constructions.is_grade(self.left.text, self.words):
                found = found._replace(text=self.left.text + found.text)  # 国家级3个、省级5个创新平台
        if sized := constructions.of_listed_size(self.candidate, self.frame, found.text):
            return found._replace(text=sized)
        if constructions.is_grade(found.text, self.words) or constructions.is_level(found.text, self.words):
            noun = constructions.noun_ahead(self.candidate, self.frame, self.scene.quantities, self.words)
            found = found._replace(text=found.text + noun)
        found = constructions.share_of_first(found, self.quantity)
        found = found if self.side_right else constructions.last_deed(found, self.words.verbs)
        if not self.side_right and (aim := self._named_as_aim(found)):
            return found._replace(text=aim)
        done = measures.HOW_LONG.sub("", found.text)  # 累计培养12万人，年均培养2.4万人
        held = self.words.said[SESSIONS].fullmatch(self.quantity.unit)
        held = held and phrases.acts_in(done or found.text, self.words.verbs) > 1
        if not held and phrases.only_acts(done or found.text, self.words.verbs):
            said = done or found.text
            verb = said if said in self.words.verbs.role else found.verb
            found = found._replace(text="", verb=verb)
        return found

    def _named_as_aim(self, found: phrases.Phrase) -> str:
        """投资 of “完成144亿元投资目标”: what is aimed at stands behind the number."""
        said = AIMED_AT.match(self.text, self.candidate.end, self.candidate.right)
        only_done = not found.text or phrases.only_acts(found.text, self.words.verbs)
        return said["what"] if said and only_done else ""

    @property
    def lacks_subject(self) -> bool:
        """Whether the phrase says nothing of its own (占GDP比重, 年均增长, 提高)."""
        said, words = self.main.text.removeprefix("分别"), self.words
        needs = words.said[subjects.NEEDS_SUBJECT].match(said) or words.verbs.changes.fullmatch(said)
        return not said or bool(words.nouns.rate.fullmatch(said) or needs and not self.side_right)

    @cached_property
    def subject_before(self) -> Subject | None:
        subject = subjects.subject_before(
            self.candidate, self.frame, self.earlier, self.words, not self.main.text
        )
        fact = self.fact_before
        if not subject and fact and measures.is_rank(self.quantity):
            return fact  # 居全省第6位；到2025年，提升至前四位: 排名 says nothing of what
        if not subject or not fact or any(row.quantity == fact.fact for row in self.earlier):
            return subject
        if self.earlier and fact.start < self.earlier[-1].quantity.start and not self.candidate.share:
            return subject
        if self.words.nouns.metric.search(subject.text):
            alike = fact.text in subject.text or subject.text in fact.text
            return subject._replace(fact=fact.fact) if alike else subject
        return fact

    @cached_property
    def fact_before(self) -> Subject | None:
        """The indicator of the nearest number of its unit before in the sentence, though it is no target."""
        return subjects.of_fact_before(self.candidate, self.frame, self.scene.quantities, self.words)

    @cached_property
    def is_part(self) -> bool:
        """抽检1万批次，其中农产品超9000批次: part of what is done."""
        return bool(self.earlier) and "其中" in self.text[self.earlier[-1].quantity.end : self.quantity.start]
