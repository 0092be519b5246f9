"""From files of RDF to triples of numbers."""

from preventiegraaf.columns.reading.sources import FORMATS, Source, read

__all__ = ["FORMATS", "Source", "read"]
