"""The table of rules: complete, and readable forward and backward."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import NamedNode

from preventiegraaf.namespaces import RDF, RDFS
from preventiegraaf.reasoning.rules import RULES, Rule, Variable

W3C_NAMES = """
eq-ref eq-sym eq-trans eq-rep-s eq-rep-p eq-rep-o eq-diff1 eq-diff2 eq-diff3
prp-ap prp-dom prp-rng prp-fp prp-ifp prp-irp prp-symp prp-asyp prp-trp prp-spo1 prp-spo2 prp-eqp1 prp-eqp2 prp-pdw
prp-adp prp-inv1 prp-inv2 prp-key prp-npa1 prp-npa2
cls-thing cls-nothing1 cls-nothing2 cls-int1 cls-int2 cls-uni cls-com cls-svf1 cls-svf2 cls-avf cls-hv1 cls-hv2
cls-maxc1 cls-maxc2 cls-maxqc1 cls-maxqc2 cls-maxqc3 cls-maxqc4 cls-oo
cax-sco cax-eqc1 cax-eqc2 cax-dw cax-adc
dt-type1 dt-type2 dt-eq dt-diff dt-not-type
scm-cls scm-sco scm-eqc1 scm-eqc2 scm-op scm-dp scm-spo scm-eqp1 scm-eqp2 scm-dom1 scm-dom2 scm-rng1 scm-rng2
scm-hv scm-svf1 scm-svf2 scm-avf1 scm-avf2 scm-int scm-uni
"""

MEMBERS = [NamedNode(f"http://example.org/{name}") for name in "abc"]


def test_the_table_has_the_rules_of_w3c_in_their_order() -> None:
    assert [rule.name for rule in RULES] == W3C_NAMES.split()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_concludes_or_tests_is_bound_by_its_premises_or_by_values(rule: Rule) -> None:
    for instance in rule.for_members(MEMBERS) if rule.lists else [rule]:
        bound = {variable for premise in instance.premises for variable in premise.variables()}
        bound |= {variable for condition in instance.conditions for variable in condition.variables}
        assert {variable for conclusion in instance.conclusions for variable in conclusion.variables()} <= bound
        assert all(variable.place in {"", "1", "2", "3", "4"} for variable in bound)


def test_a_chain_of_three() -> None:
    (chain,) = next(rule for rule in RULES if rule.name == "prp-spo2").for_members(MEMBERS)
    ends = [Variable("u", str(place)) for place in range(1, 5)]
    assert chain.premises[1:] == tuple(zip(ends[:3], MEMBERS, ends[1:], strict=True))
    assert chain.conclusions == ((ends[0], Variable("p"), ends[3]),)


@pytest.mark.parametrize(
    ("name", "instances"),
    [("cls-int1", 1), ("prp-key", 1), ("cls-int2", 3), ("cls-oo", 3), ("scm-uni", 3), ("cax-adc", 3), ("eq-diff2", 3)],
)
def test_a_list_premise_gives_a_rule_for_all_for_each_or_for_each_two(name: str, instances: int) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert len(list(rule.for_members(MEMBERS))) == instances
    assert list(rule.for_members([])) == []


def test_every_term_of_the_table_is_one_of_the_languages() -> None:
    spaces = Counter(
        term.value.rpartition("#")[0] + "#"
        for rule in RULES
        for pattern in (*rule.premises, *rule.conclusions)
        for term in pattern
        if isinstance(term, NamedNode)
    )
    assert {RDF, RDFS} < spaces.keys()
    assert len(spaces) == 4
