"""Facts under the names under which they are asserted: inside, a thing goes by one of its names only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import numpy as np

from preventiegraaf.columns.packing import contains
from preventiegraaf.reasoning.compiled import ANY, Numbered
from preventiegraaf.reasoning.materialisation.engine import Engine

_MOST_NAMES = 50


class Wording:
    """The names of a graph's things, as its asserted triples use them."""

    def __init__(self, engine: Engine) -> None:
        self._asserted, self._words = engine.asserted, engine.words
        self._groups = engine.names.groups()
        self._representative = engine.names.representative

    def of(self, triples: Sequence[Numbered]) -> list[Numbered]:
        """The triples as they are asserted, if they are, and what makes their names names of one thing."""
        if not self._groups:
            return list(triples)
        said = [self._said(triple) for triple in triples]
        used: dict[int, dict[int, None]] = defaultdict(dict)
        for name in (term for triple in said for term in triple):
            used[self._representative(name)][name] = None
        links = [(first, self._words.same[0], other) for first, *others in used.values() for other in others]
        return list(dict.fromkeys([*said, *links]))

    def _said(self, triple: Numbered) -> Numbered:
        subjects, predicates, objects = (self._groups.get(term, [term])[:_MOST_NAMES] for term in triple)
        return next((found for found in product(subjects, predicates, objects) if self._is_asserted(*found)), triple)

    def _is_asserted(self, subject: int, predicate: int, object_: int) -> bool:
        if predicate == self._words.type:
            return self._has((predicate, object_), subject)
        return self._has((predicate, ANY), subject << 32 | object_)

    def _has(self, key: tuple[int, int], value: int) -> bool:
        wanted = np.array([value], dtype=np.int64)
        return any(contains(column, wanted)[0] for column in self._asserted.get(key, ()))
