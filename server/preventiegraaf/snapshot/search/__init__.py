"""The search index of a snapshot: what can be found, by which words, and with which facets."""

from preventiegraaf.snapshot.search.writing import write_search

__all__ = ["write_search"]
