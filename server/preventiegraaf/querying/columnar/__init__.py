"""Answers to queries that range over the whole graph, from the columns of a snapshot.

A strict parser admits a closed fragment of SPARQL in which terms compare by identity: connected basic graph patterns
with constant predicates, VALUES, FILTER, well-designed OPTIONAL, DISTINCT, COUNT, GROUP BY, HAVING, ORDER BY, LIMIT,
OFFSET, sub-selects of the same kind, and ASK. Everything else is for the store.
"""

from preventiegraaf.querying.columnar.engine import COLUMNS, REMOTE, STORE, Columnar, admitted, plan_of, told

__all__ = ["COLUMNS", "REMOTE", "STORE", "Columnar", "admitted", "plan_of", "told"]
