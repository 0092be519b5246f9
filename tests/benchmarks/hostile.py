"""Ordinary readers, while others send runaway, memory-hungry and malformed requests, break off and dawdle.

    python tests/benchmarks/hostile.py --triples 1000000 --seconds 60
    python tests/benchmarks/hostile.py --real

First the readers are alone, then the others join. Each client has an address of its own on the loopback network. A
reader pauses between requests; half of the requests are new, half were sent before; each answer is compared with the
one that the store itself gives. Afterwards all query workers must be there, idle, and answer. Ends with 1 if anything
was amiss.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.siege import main

if __name__ == "__main__":
    sys.exit(main(__doc__))
