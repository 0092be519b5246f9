"""Ours beside other SPARQL servers, over HTTP: requests per second and latency for ten shapes of query.

    python tests/benchmarks/http.py --triples 1000000 --seconds 5 --runs 3
    python tests/benchmarks/http.py --real

Each server uses all processors: ours has a server process for each, with two query workers, as an operator would start
it; Oxigraph, Virtuoso and Fuseki have threads; rdflib-endpoint runs as its command starts it, in one process. All
servers run at the same time on the same triples, and nothing is measured before all are at rest; for each shape and
number of connections they are measured one after the other. Before that their answers are compared. A query comes with
another constant and another text each time, so it is new to every cache; `point, again` sends one text all the time. A
cell gives requests per second, then in milliseconds p50, p99 and the processor time that the server used for one
request: medians over the runs. `!` marks a server whose answer differs from ours, or that failed to answer some.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.comparison import main

if __name__ == "__main__":
    main(__doc__)
