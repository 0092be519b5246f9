"""From files of RDF to triples of numbers."""

from preventiegraaf.columns.reading.originals import copy_unchanged
from preventiegraaf.columns.reading.sources import FORMATS, Reading, Source, read

__all__ = ["FORMATS", "Reading", "Source", "copy_unchanged", "read"]
