"""RDF as bytes: statements by pyoxigraph, and large graphs in every format from columns of numbers."""

from preventiegraaf.serialising.statements import serialized

__all__ = ["serialized"]
