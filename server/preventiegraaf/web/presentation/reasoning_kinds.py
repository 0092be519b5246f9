"""The kinds of reasoning that the page on reasoning tells of, each with a query that finds facts which follow by it."""

from __future__ import annotations

from dataclasses import dataclass

from preventiegraaf.querying.explanation.account import Proof

_NAMED = "?s skos:prefLabel|rdfs:label ?a ."
_FOLLOWS = "GRAPH graph:inferred { ?s ?p ?o }"


@dataclass(frozen=True)
class Kind:
    """A kind of reasoning: its title and what it means by language, its rules, and a query for triples.

    `at_end` tells that the rule must be the last of a proof that shows it, else it may be any.
    """

    titles: dict[str, str]
    texts: dict[str, str]
    rules: tuple[str, ...]
    query: str
    at_end: bool = True

    def is_shown_by(self, proof: Proof) -> bool:
        """Whether a proof uses such a rule in the place where it is looked for."""
        used = proof.steps[-1:] if self.at_end else proof.steps
        return any(step.rule in self.rules for step in used)


def _triples(pattern: str) -> str:
    return f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }} LIMIT 5"


def _members(pattern: str, class_: str) -> str:
    inferred = f"GRAPH graph:inferred {{ ?s a {class_} }}"
    return f"SELECT DISTINCT ?s (rdf:type AS ?p) ({class_} AS ?o) {{ {pattern} {inferred} {_NAMED} }} LIMIT 5"


KINDS = (
    Kind(
        {
            "nl": "Een keten van relaties wordt een rechtstreeks verband",
            "en": "A chain of relations becomes a direct one",
        },
        {
            "nl": "De bronnen vertellen over lidmaatschappen, functies en deelnames, met een tijd en een rol. Wie daar "
            "langs loopt, komt van een persoon bij een organisatie uit. Dat rechtstreekse verband wordt afgeleid, "
            "zodat u er eenvoudig naar kunt vragen.",
            "en": "The sources tell of memberships, posts and participations, with a time and a role. Whoever follows "
            "these comes from a person to an organisation. That direct relation is inferred, so that you can simply "
            "ask for it.",
        },
        ("prp-spo2",),
        _triples(f"?p owl:propertyChainAxiom ?list . {_FOLLOWS} {_NAMED} ?o skos:prefLabel|rdfs:label ?b ."),
    ),
    Kind(
        {
            "nl": "Wat van de ene kant geldt, geldt ook van de andere",
            "en": "What holds from one side holds from the other",
        },
        {
            "nl": "Heeft een samenwerking een partner, dan is die partner ook partner in de samenwerking. U hoeft "
            "niet te weten van welke kant het is opgeschreven.",
            "en": "If a collaboration has a partner, that partner is a partner in the collaboration. You need not know "
            "from which side it was written down.",
        },
        ("prp-inv1", "prp-inv2", "prp-symp"),
        _triples(
            "{ ?p owl:inverseOf ?q FILTER(isIRI(?p)) } UNION { ?q owl:inverseOf ?p FILTER(isIRI(?q)) } "
            f"{_FOLLOWS} GRAPH ?g {{ ?o ?q ?s }} FILTER(?g != graph:inferred) {_NAMED}"
        ),
    ),
    Kind(
        {
            "nl": "Wat in het klein geldt, geldt ook in het groot",
            "en": "What holds in narrow terms holds in wider ones",
        },
        {
            "nl": "Wie lid is van een verband, is erbij betrokken. Zo kunt u met één ruim woord vragen naar alles wat "
            "daaronder valt.",
            "en": "Whoever is a member of something is involved in it. So one wide word asks for all that it covers.",
        },
        ("prp-spo1",),
        _triples(f"?q rdfs:subPropertyOf ?p . {_FOLLOWS} ?s ?q ?o . {_NAMED}"),
    ),
    Kind(
        {
            "nl": "Wat tot een soort hoort, hoort ook tot de ruimere soort",
            "en": "What is of a kind is of the wider kind",
        },
        {
            "nl": "Elke gemeente is een overheidsorganisatie en elke zorgverzekeraar een verzekeraar, ook waar geen "
            "document dat met zoveel woorden zegt.",
            "en": "Every municipality is a public organisation and every health insurer an insurer, also where no "
            "document says so.",
        },
        ("cax-sco", "cax-eqc1", "cax-eqc2"),
        _members("?c rdfs:subClassOf ?d . FILTER(isIRI(?c) && isIRI(?d)) ?s a ?c .", "?d"),
    ),
    Kind(
        {"nl": "Delen van delen", "en": "Parts of parts"},
        {
            "nl": "Is een ronde deel van een editie en die editie deel van een wedstrijd, dan is de ronde deel van de "
            "wedstrijd. Hetzelfde geldt voor plaatsen die in een streek liggen.",
            "en": "If a round is part of an edition and that edition part of a competition, the round is part of the "
            "competition. The same goes for places that lie in a region.",
        },
        ("prp-trp",),
        _triples(f"?p a owl:TransitiveProperty . ?s ?p ?m . ?m ?p ?o . {_FOLLOWS} {_NAMED}"),
    ),
    Kind(
        {"nl": "Wie aan de omschrijving voldoet, hoort erbij", "en": "What meets the definition belongs to it"},
        {
            "nl": "De ontologie zegt wanneer een samenwerking er een van gemeente en zorgverzekeraar is: er is ten "
            "minste één gemeentelijke en één zorgverzekerende partner. Wat daaraan voldoet, krijgt die naam, ook als "
            "geen document die gebruikt.",
            "en": "The ontology says when a collaboration is one of municipality and health insurer: it has at least "
            "one municipal and one health-insuring partner. What meets this gets that name, also where no document "
            "uses it.",
        },
        ("cls-int1", "cls-svf1"),
        _members("?c owl:intersectionOf ?list ; rdfs:subClassOf ?d . FILTER(isIRI(?d))", "?d"),
        at_end=False,
    ),
    Kind(
        {"nl": "Wat bij een soort altijd hoort", "en": "What always goes with a kind"},
        {
            "nl": "Een voorzitterschap heeft altijd de rol voorzitter, een groep gemeenten altijd gemeenten als "
            "leden. Wat bij een soort hoort, hoeft niet bij elk geval te worden opgeschreven.",
            "en": "A chairmanship always has the role of chair, a group of municipalities always has municipalities as "
            "members. What goes with a kind need not be written down for every case.",
        },
        ("cls-hv1",),
        _triples(f"?c owl:hasValue ?o ; owl:onProperty ?p . {_FOLLOWS}"),
    ),
    Kind(
        {"nl": "Waar een eigenschap over gaat", "en": "What a property is about"},
        {
            "nl": "Wie ergens deelnemer van heet, is een partij; waar een partnerschap in is, is een samenwerking. "
            "Uit het gebruik van een eigenschap volgt wat de zaken zijn die zij verbindt.",
            "en": "Who is called a participant is an agent; what a partnership is in is a collaboration. From the use "
            "of a property follows what the things are that it connects.",
        },
        ("prp-dom", "prp-rng"),
        _members("?property rdfs:domain|rdfs:range ?d .", "?d"),
    ),
)
