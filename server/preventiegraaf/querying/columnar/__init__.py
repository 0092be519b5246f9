"""Answers to queries that range over the whole graph, from the columns of a snapshot.

A strict parser admits a closed fragment of SPARQL: connected basic graph patterns, whose predicates are constants or
stand nowhere else, VALUES, FILTER by the identity of terms, by their words and languages and by counts, well-designed
OPTIONAL, DISTINCT, COUNT, GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET, sub-selects of the same kind, and ASK. Everything
else is for the store.
"""

from preventiegraaf.querying.columnar.engine import COLUMNS, REMOTE, STORE, Columnar, admitted, told

__all__ = ["COLUMNS", "REMOTE", "STORE", "Columnar", "admitted", "told"]
