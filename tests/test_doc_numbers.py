"""Numbers under which documents are issued, with the brackets and digits they are typed with."""

from __future__ import annotations

import re

import pytest

from cityplans.chinese.doc_numbers import DOC_NO


@pytest.mark.parametrize(
    "text",
    [
        "泉政办〔2022〕15号",
        "泉政办[2022]15号",
        "泉政办（2022）15 号",
        "泉政办【2022】第15号",
        "国发〔一九九八〕第三号",
        "国发〔二〇二一〕二十三号",
        "泉发 〔 1999 〕 4号",
        "甲乙丙丁戊己庚辛壬癸子丑〔2022〕1234号",  # twelve characters, four digits
    ],
)
def test_a_number_of_a_document(text):
    assert re.fullmatch(DOC_NO, text)


@pytest.mark.parametrize(
    "text",
    [
        "泉政办〔2022〕15",
        "泉政办2022第15号",
        "〔2022〕15号",  # of nobody
        "泉政办〔2122〕15号",
        "泉政办〔2022〕12345号",
        "甲乙丙丁戊己庚辛壬癸子丑寅〔2022〕15号",
        "泉政办〔十五〕15号",
    ],
)
def test_what_is_none(text):
    assert not re.fullmatch(DOC_NO, text)
