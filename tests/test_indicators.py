"""Phrases and their key: the same key for the same indicator, empty rather than wrong."""

from __future__ import annotations

import pytest

from cityplans.extraction.words import indicators
from extraction_rows import book, examples, parameters, words

CONTRACT = set(
    """rd_intensity rd_expenditure rd_growth firm_rd_share basic_research_share hightech_va_share
hightech_invest_growth rd_personnel_density labour_productivity sti_contribution invention_patent_density
highvalue_patent_density patents_applied patents_granted pct_patents digital_economy_va digital_core_share
hightech_firms tech_smes tech_giants leading_tech_firms champions listed_firms top_talent leading_talent
top_and_leading_talent young_talent innovation_teams talent_stock skilled_talent_stock skilled_talent_new
skilled_talent_share graduates_new phd_new master_new postdoc_stations postdocs_new vocational_bases
provincial_labs key_labs_provincial key_labs_national key_labs_municipal tech_innovation_centres
high_end_carriers new_rd_institutes_provincial new_rd_institutes_municipal industrial_research_institutes
incubators innovation_complexes innovation_complexes_benchmark maker_bases characteristic_towns
hightech_zone_rank fiscal_sci_growth fiscal_sci_share tech_transaction_volume innovation_funds coverage_5g
firm_rd_activity_coverage firm_rd_institution_coverage firm_patent_coverage""".split()  # noqa: SIM905
)


def key_of(phrase, unit, measure):
    return indicators.indicator_id(phrase, unit, measure, words().indicators)


@pytest.mark.parametrize("row", parameters(examples("indicators.csv"), "phrase"))
def test_key(row):
    assert key_of(row["phrase"], row["unit"], row["measure"]) == row["indicator_id"]


def test_every_key_of_the_contract_has_an_example():
    assert {row["indicator_id"] for row in examples("indicators.csv")} >= CONTRACT
    assert {row["indicator_id"] for row in book()["indicators"]} >= CONTRACT


def test_spacing_quotes_and_spelling_do_not_matter():
    for phrase in ("R&D经费支出占GDP比重", "R & D 经费支出占 GDP 比重", "R＆D经费支出占地区生产总值比重"):
        assert key_of(phrase, "%", "level") == "rd_intensity"
    assert key_of("规模以上工业企业“研发活动”", "%", "coverage") == "firm_rd_activity_coverage"


@pytest.mark.parametrize("row", [r for r in examples("indicators.csv") if r["indicator_id"]],
                         ids=lambda r: r["phrase"])  # fmt: skip
def test_a_wrong_unit_gives_no_key(row):
    assert key_of(row["phrase"], "公里", row["measure"]) == ""


def test_order_of_the_codebook_does_not_matter():
    """Terms are weighed, not taken in turn."""
    terms = words().indicators
    turned = terms._replace(terms=terms.terms[::-1], seen={})
    for row in examples("indicators.csv"):
        asked = (row["phrase"], row["unit"], row["measure"])
        assert indicators.indicator_id(*asked, turned) == key_of(*asked)


@pytest.mark.parametrize(
    "clause, key", [("服务广大农村地区经济发展", ""), ("服务全市广大农村地区经济发", "rd_intensity")]
)
def test_a_clause_of_twelve_characters_narrows_an_indicator_a_longer_one_describes_it(clause, key):
    """农村 makes a part of it in the first, and nothing in the second."""
    compiled = indicators.indicators_of(book())
    assert indicators.indicator_id(f"{clause}的研发投入强度", "%", "level", compiled) == key
