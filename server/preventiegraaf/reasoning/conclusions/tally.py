"""How much each rule gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from preventiegraaf.columns import Column, Triples
from preventiegraaf.columns.packing import contains, distinct
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.relations.facts import by_relation
from preventiegraaf.reasoning.relations.joins import evaluate, instances


def counts_by_rule(engine: Engine, inferred: Triples) -> Mapping[str, int]:
    """How many of the inferred triples each rule gives from premises that hold, by its W3C name, in their order.

    A triple that several rules give counts for each of them. What sameness alone gives is not counted: the rules whose
    conclusion is owl:sameAs, and what is said under a further name.
    """
    wanted = by_relation(inferred, engine.words.type)
    given: dict[str, dict[Key, list[Column]]] = defaultdict(lambda: defaultdict(list))
    for rule in engine.rules.rules:
        head = rule.head
        if head is None or head.key not in wanted or head.key == engine.words.same:
            continue
        table = evaluate(rule.body, engine.facts.relations)
        if table.rows:
            given[rule.name][head.key].append(distinct(instances(head, table)))
    counts = {name: _count(columns, wanted) for name, columns in sorted(given.items())}
    return {name: count for name, count in counts.items() if count}


def _count(columns: Mapping[Key, list[Column]], wanted: Mapping[Key, list[Column]]) -> int:
    """How many of the wanted facts are among the columns."""
    return sum(
        int(np.count_nonzero(contains(distinct(np.concatenate(found)), wanted[key][0])))
        for key, found in columns.items()
    )
