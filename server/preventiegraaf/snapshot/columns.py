"""The columns of a snapshot: its graph in numbers, with every term as the stores have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from pyoxigraph import NamedNode, Quad, Store, Triple

from preventiegraaf.columns import Column, Dictionary, Kind, Triples, term_of, text_of, write_graph
from preventiegraaf.reasoning import Closure, ColumnarReasoner

_PLACE = NamedNode("urn:x:place")


def write_columns(folder: Path, asserted: Triples, inferred: Triples, hidden: Triples) -> Mapping[str, int]:
    """Write what is asserted, what follows and is served, and what follows besides; count the terms and triples.

    The three have one dictionary, and may have the same triples.
    """
    forms = stored_forms(asserted.dictionary)
    stored = [tuple(forms[column] for column in part.columns) for part in (asserted, inferred, hidden)]
    served = [np.concatenate(columns) for columns in zip(*stored[:2], strict=True)]
    return write_graph(folder, *(Triples(asserted.dictionary, *columns) for columns in (stored[0], served, stored[2])))


def in_numbers(asserted: Sequence[Triple], closure: Closure) -> tuple[Triples, Triples, Triples]:
    """What is asserted, what follows and is served, and what follows besides, with one dictionary.

    Of a reasoner that tells nothing of what is hidden, our own finds what explanations pass through.
    """
    found = closure.entailment
    if found is not None:
        return found.asserted, found.inferred, found.hidden
    ours = ColumnarReasoner().close(asserted)
    parts = ours.entailment
    if parts is None:
        raise TypeError(ColumnarReasoner.name)
    dictionary = parts.asserted.dictionary
    served = set(closure.inferred)
    rest = Triples.of((triple for triple in ours.inferred if triple not in served), dictionary)
    both = zip(parts.hidden.columns, rest.columns, strict=True)
    hidden = Triples(dictionary, *(np.concatenate(columns) for columns in both))
    return parts.asserted, Triples.of(closure.inferred, dictionary), hidden


def stored_forms(dictionary: Dictionary) -> Column:
    """For each number of the dictionary that of the term which a store gives back for it; such terms are added.

    Stores normalise numbers, times and truth values: 01 is read back as 1.
    """
    forms = np.arange(len(dictionary))
    literals = np.flatnonzero(dictionary.kinds == Kind.LITERAL)
    texts = zip(literals.tolist(), dictionary.texts(literals), strict=True)
    typed = [(number, text) for number, text in texts if text.endswith(b">")]
    store = Store()
    store.bulk_extend(Quad(NamedNode(f"urn:x:{number}"), _PLACE, term_of(text)) for number, text in typed)
    for quad in store:
        forms[int(str(quad.subject)[7:-1])] = dictionary.add(text_of(quad.object))
    return forms
