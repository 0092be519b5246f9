"""Benchmarks: plain scripts, run by hand and never by the tests.

    python tests/benchmarks/http.py --help       ours beside other servers: requests per second, p50 and p99
    python tests/benchmarks/hostile.py --help    ordinary readers while others try to bring the server down
    python tests/benchmarks/reasoning.py --help  reasoning beside owlrl and reasonable, from file to file
    python tests/benchmarks/manyrows.py --help   many rows in a browser: when they show, how long the page stands still

All servers listen on the loopback address, are started by the script and ended by it. What is absent is skipped, with
the reason. `graphs.py` makes the data: the same seed and size give the same bytes.
"""
