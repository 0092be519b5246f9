"""Preventiegraaf: a knowledge graph in which every fact leads to the words of its source."""

__version__ = "0.1.0"
