"""Any files of RDF, closed under OWL 2 RL, and written; knows nothing of the graph that comes with the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.columns.reading import Reading, Source, copy_unchanged, read
from preventiegraaf.columns.writing import write_ntriples
from preventiegraaf.errors import UsageError
from preventiegraaf.namespaces import OWL, RDF, RDFS, XSD
from preventiegraaf.reasoning.closure import Contradiction
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.materialisation.engine import Engine


@dataclass(frozen=True)
class Closed:
    """What files say, what follows and is not said, and where they contradict themselves; then nothing follows."""

    reading: Reading
    inferred: Triples | None
    contradictions: Sequence[Contradiction]

    def write(self, output: IO[bytes], format_: str, only_inferred: bool) -> None:
        """Write the triples as `nt` or `ttl`; raises OSError where that fails."""
        inferred = [] if self.inferred is None else [self.inferred]
        asserted = [] if only_inferred else [self.reading.triples]
        if format_ == "ttl":
            from preventiegraaf.serialising.turtle import turtle_of  # few ask for Turtle

            prefixes = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, **self.reading.spaces}
            output.writelines(turtle_of([*asserted, *inferred], prefixes))
        elif asserted and self.reading.originals and copy_unchanged(self.reading.originals, output):
            write_ntriples(inferred, output)
        else:
            write_ntriples([*asserted, *inferred], output)

    def contradictions_as_text(self) -> str:
        """The contradictions, each as its rule and the triples that make it fire."""
        count = len(self.contradictions)
        lines = [f"The input contradicts itself in {count} {'place' if count == 1 else 'places'}."]
        for contradiction in self.contradictions:
            lines += ["", contradiction.rule, *(f"  {triple} ." for triple in contradiction.triples)]
        return "\n".join(lines)

    def contradictions_as_json(self) -> str:
        """The contradictions as a JSON object: rules by their W3C names, terms as in N-Triples."""
        import json

        listed = [
            {
                "rule": contradiction.rule,
                "triples": [[str(term) for term in triple] for triple in contradiction.triples],
            }
            for contradiction in self.contradictions
        ]
        return json.dumps({"contradictions": listed}, indent=2, ensure_ascii=False)


def close(sources: Iterable[Source], profile: str, reasoner: str, *, equality: bool = True) -> Closed:
    """Read files, and close what they say with the reasoner of this name, in the profile `lean` or `full`.

    Without `equality`, what is said of one name of a thing is not said of its others. Raises UsageError for a file that
    cannot be read and for what the reasoner lacks, and CorpusError for a fault in a file.
    """
    reading = read(sources, Dictionary())
    if reasoner != "columnar":
        return _close_otherwise(reading, profile, reasoner, equality=equality)
    engine = Engine(reading.triples.dictionary, equality=equality)
    engine.add(reading.triples)
    found = contradictions(engine)
    return Closed(reading, None if found else _inferred(engine, profile), found)


def _inferred(engine: Engine, profile: str) -> Triples:
    if profile == "full":
        from preventiegraaf.reasoning.conclusions.full import full

        return full(engine)
    from preventiegraaf.reasoning.conclusions.entailment import entailment

    return entailment(engine).inferred


def _close_otherwise(reading: Reading, profile: str, reasoner: str, *, equality: bool) -> Closed:
    """What another reasoner says, by way of triples as objects."""
    from preventiegraaf.reasoning import REASONERS

    if profile != "lean":
        raise UsageError(f"The reasoner {reasoner} has the profile lean only.")
    if not equality:
        raise UsageError(f"The reasoner {reasoner} cannot leave out equality.")
    closure = REASONERS[reasoner]().close(as_rdf(reading.triples))
    inferred = Triples.of(closure.inferred, reading.triples.dictionary)
    return Closed(reading, inferred, closure.contradictions)
