"""Seeded graphs of this ontology's kind, of any size, as N-Triples.

A graph grows document by document. Each speaks of organisations, persons, collaborations, events, statements and
figures, and gives a passage for each fact. Who was spoken of often is spoken of again (preferential attachment), so a
few parties are everywhere and most appear once or twice. Beside what a document says stands what follows from it by
the axioms: the classes above, the shortcuts of the property chains, the inverses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.wording import Sheet, date, literal, name_of, phrase, term, typed
from preventiegraaf.namespaces import ID

_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "municipality": ("tooiont:Gemeente", ("m8g:PublicOrganisation", "pg:MunicipalParty")),
    "insurer": ("pg:HealthInsurer", ("pg:Insurer", "pg:HealthInsurerParty")),
    "foundation": ("pg:Foundation", ()),
    "firm": ("pg:Firm", ()),
    "service": ("pg:RegionalHealthService", ("m8g:PublicOrganisation",)),
    "ofmunicipalities": ("pg:GroupOfMunicipalities", ("pg:Group", "foaf:Group", "pg:MunicipalParty", "foaf:Agent")),
    "person": ("foaf:Person", ("foaf:Agent",)),
    "coalition": ("pg:PreventionCoalition", ("org:OrganizationalCollaboration", "org:Organization")),
    "programme": ("pg:RegionalProgramme", ("org:OrganizationalCollaboration", "pg:Programme", "pg:Initiative")),
    "consultation": ("pg:InformalConsultation", ("org:OrganizationalCollaboration", "org:Organization")),
}
"""For each kind of party: the class that a file gives, and those that follow."""

_FORMAL = ("municipality", "insurer", "foundation", "firm", "service")
_ALSO_FORMAL = ("org:FormalOrganization", "org:Organization", "foaf:Agent")
_EMPLOYERS = {"municipality": 9, "insurer": 5, "foundation": 3, "firm": 2, "service": 2}
_PARTNERS = {**_EMPLOYERS, "ofmunicipalities": 2}
_COLLABORATIONS = {"coalition": 3, "programme": 2, "consultation": 2}
_FOLDERS = {
    "person": "person",
    "ofmunicipalities": "group",
    **dict.fromkeys(_EMPLOYERS, "organisation"),
    **dict.fromkeys(_COLLABORATIONS, "collaboration"),
}
_NEWNESS = {"person": 0.4, **dict.fromkeys(_COLLABORATIONS, 0.5)}
_MOST = {"municipality": 342, "insurer": 24, "service": 25}
_THEMES = ("prevention", "health", "healthy-behaviour", "positive-health", "care", "welfare", "public-health")
_STATEMENTS = ("evaluation", "conviction", "experience", "expectation", "advice")
_ROLES = ("alderman", "policy-officer", "programme-manager", "regional-manager", "director")
_INVOLVED = ("pg:involvedIn", "pg:involves")
_MEMBER = ("org:memberOf", "org:hasMember")
_TAKES_PART = ("pg:participatesIn", "pg:hasParticipant")
_PARTNER = ("pg:partnerIn", "pg:hasPartner")


@dataclass(frozen=True)
class Files:
    """A graph in two files: all triples, and those without what is inferred."""

    whole: Path
    asserted: Path


def generate(folder: Path, triples: int, seed: int = 3) -> Files:
    """Write a graph of about so many triples, inferred ones included; the same arguments give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder / "whole.nt", folder / "asserted.nt")
    unfinished = folder / "unfinished.nt"
    with unfinished.open("w", encoding="utf-8") as whole, files.asserted.open("w", encoding="utf-8") as asserted:
        author = _Author(Sheet(whole, asserted), random.Random(seed))  # noqa: S311
        while author.sheet.written < triples:
            author.document()
    unfinished.rename(files.whole)
    return files


class _Crowd:
    """The things of one kind: met again the more often, the more often they were met before."""

    def __init__(self, chance: random.Random, newness: float, most: int | None = None) -> None:
        self._chance, self._newness, self._most = chance, newness, most
        self._meetings: list[int] = []
        self._size = 0

    def meet(self) -> tuple[int, bool]:
        """The number of a thing, and whether it is new."""
        full = self._most is not None and self._size >= self._most
        is_new = not self._meetings or (not full and self._chance.random() < self._newness)
        number = self._size if is_new else self._chance.choice(self._meetings)
        self._size += is_new
        self._meetings.append(number)
        return number, is_new


class _Author:
    """Writes documents."""

    def __init__(self, sheet: Sheet, chance: random.Random) -> None:
        self.sheet, self._chance = sheet, chance
        self._crowds = {kind: _Crowd(chance, _NEWNESS.get(kind, 0.25), _MOST.get(kind)) for kind in _KINDS}
        self._documents = self._nodes = self._place = 0
        self._document = self._slug = ""
        self._employees: dict[str, list[str]] = {}

    def document(self) -> None:
        """Write one more document: a page for most, a long interview for some."""
        self._begin_document()
        length = max(1, round(self._chance.lognormvariate(0.8, 0.6)))
        speakers = [self._person() for _ in range(length + 1)]
        for _ in range(length):
            self._collaboration(speakers)
            self._event()
        for _ in range(12 * length):
            self._statement(self._chance.choice(speakers))
        for _ in range(2 * length):
            self._figure(self._chance.choice(speakers))

    def _begin_document(self) -> None:
        self._slug = f"bron-{self._documents}"
        self._document, self._place = f"<{ID}document/{self._slug}>", 0
        self._documents += 1
        size = typed(str(self._chance.randint(2_000, 14_000)), "nonNegativeInteger")
        self.sheet.said(self._document, "rdf:type", term("pg:SourceDocument"), term("schema:WebPage"))
        self.sheet.follows(self._document, "rdf:type", term("prov:Entity"))
        self.sheet.said(self._document, "dct:title", literal(phrase(self._chance, 5), "nl"))
        self.sheet.said(self._document, "dct:language", literal("nl"))
        self.sheet.said(self._document, "schema:datePublished", typed(date(self._chance), "date"))
        self.sheet.said(self._document, "pg:textLength", size)

    def _node(self, kind: str, said: str, *follows: str) -> str:
        """A new fact of this document, with its evidence."""
        node = f"<{ID}{kind}/{self._slug}-{self._nodes}>"
        self._nodes += 1
        self.sheet.said(node, "rdf:type", term(said))
        self.sheet.follows(node, "rdf:type", *map(term, follows))
        self._support(node)
        return node

    def _support(self, node: str) -> None:
        """Passages for a fact: one for most."""
        for _ in range(1 + int(self._chance.expovariate(1.4))):
            passage = self._passage()
            self.sheet.said(node, "pg:evidence", passage)
            self.sheet.follows(node, "prov:wasDerivedFrom", passage)
            self.sheet.follows(passage, "pg:evidenceFor", node)
        self.sheet.follows(node, "pg:documentedIn", self._document)
        self.sheet.follows(node, "prov:hadPrimarySource", self._document)

    def _passage(self) -> str:
        words = phrase(self._chance, self._chance.randint(3, 14))
        begin, end = self._place, self._place + len(words)
        self._place = end + 1
        passage = f"{ID}passage/{self._slug}-{begin}-{end}"
        part, selector, sheet = f"<{passage}>", f"<{passage}#selector>", self.sheet
        sheet.said(part, "rdf:type", term("pg:Passage"))
        sheet.follows(part, "rdf:type", term("oa:SpecificResource"), term("prov:Entity"))
        sheet.said(part, "oa:hasSource", self._document)
        sheet.said(part, "oa:hasSelector", selector)
        sheet.said(selector, "rdf:type", term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
        sheet.said(selector, "oa:start", typed(str(begin), "nonNegativeInteger"))
        sheet.said(selector, "oa:end", typed(str(end), "nonNegativeInteger"))
        sheet.said(selector, "oa:exact", literal(words))
        return part

    def _party(self, weights: dict[str, int]) -> str:
        """A party of one of the kinds, introduced if it is met for the first time."""
        kind = self._chance.choices([*weights], [*weights.values()])[0]
        number, is_new = self._crowds[kind].meet()
        party = f"<{ID}{_FOLDERS[kind]}/{kind}-{number}>"
        if is_new:
            self._introduce(party, kind, name_of(kind, number))
        return party

    def _introduce(self, party: str, kind: str, name: str) -> None:
        said, follows = _KINDS[kind]
        self.sheet.said(party, "rdf:type", term(said))
        self.sheet.follows(party, "rdf:type", *map(term, follows + (_ALSO_FORMAL if kind in _FORMAL else ())))
        self.sheet.said(party, "skos:prefLabel", literal(name, "nl"), literal(name, "en"))
        self.sheet.follows(party, "rdfs:label", literal(name, "nl"), literal(name, "en"))
        if kind in _COLLABORATIONS:
            themes = [term(f"theme:{theme}") for theme in self._chance.sample(_THEMES, 2)]
            self.sheet.said(party, "pg:hasTheme", *themes)
        self._support(party)

    def _person(self) -> str:
        """A person; half of the times the document says where he or she holds a post."""
        person = self._party({"person": 1})
        if self._chance.random() < 0.5:
            self._tenure(person, self._party(_EMPLOYERS))
        return person

    def _tenure(self, person: str, employer: str) -> None:
        sheet, role = self.sheet, self._chance.choice(_ROLES)
        post = self._node("post", "org:Post")
        sheet.said(post, "skos:prefLabel", literal(role.replace("-", " "), "en"))
        sheet.said(post, "org:postIn", employer)
        sheet.said(post, "org:role", term(f"role:{role}"))
        tenure = self._node("tenure", "pg:Tenure", "pg:Relation")
        sheet.said(tenure, "pg:holder", person)
        sheet.said(tenure, "pg:heldPost", post)
        self._time(tenure)
        sheet.relates(person, [("org:holds", "org:heldBy")], post)
        sheet.follows(person, "pg:holdsPostIn", employer)
        sheet.relates(person, [_INVOLVED], employer)
        self._employees.setdefault(employer, []).append(person)

    def _time(self, node: str) -> None:
        """A begin, where the source gives one."""
        if self._chance.random() < 0.6:
            year = date(self._chance)[:4]
            self.sheet.said(node, "pg:timeAsFound", literal(f"sinds {year}", "nl"))
            self.sheet.said(node, "pg:earliestBegin", typed(f"{year}-01-01", "date"))
            self.sheet.said(node, "pg:latestBegin", typed(f"{year}-12-31", "date"))

    def _collaboration(self, speakers: list[str]) -> None:
        """A collaboration with its partners and members; most members come from a partner."""
        collaboration = self._party(_COLLABORATIONS)
        count = min(30, 2 + int(self._chance.expovariate(0.25)))
        partners = list(dict.fromkeys(self._party(_PARTNERS) for _ in range(count)))
        for partner in partners:
            self._partnership(partner, collaboration)
            for other in partners:
                self.sheet.relates(partner, [("pg:partnerOf", "pg:partnerOf")], other)
        staff = [person for partner in partners for person in self._employees.get(partner, [])]
        members = [self._chance.choice(speakers), *self._chance.sample(staff, min(3, len(staff)))]
        for person in dict.fromkeys(members):
            self._membership(person, collaboration)

    def _partnership(self, partner: str, collaboration: str) -> None:
        node = self._node("participation", "pg:Partnership", "pg:Participation", "pg:Relation")
        self.sheet.said(node, "pg:participant", partner)
        self.sheet.said(node, "pg:partnershipIn", collaboration)
        self.sheet.follows(node, "pg:participationIn", collaboration)
        self.sheet.follows(node, "org:role", term("role:partner"))
        self.sheet.relates(partner, [_PARTNER, _TAKES_PART, _MEMBER, _INVOLVED], collaboration)

    def _membership(self, person: str, collaboration: str) -> None:
        node = self._node("membership", "org:Membership", "pg:Relation")
        self.sheet.said(node, "org:member", person)
        self.sheet.said(node, "org:organization", collaboration)
        self.sheet.said(node, "org:role", term("role:member"))
        self._time(node)
        self.sheet.follows(person, "org:hasMembership", node)
        self.sheet.relates(person, [_MEMBER, _INVOLVED], collaboration)

    def _event(self) -> None:
        """An event in rounds: a chain of parts, each of which is a part of all above it."""
        above: list[str] = []
        for _ in range(1 + int(self._chance.expovariate(0.7))):
            event = self._node("event", "pg:Conference", "pg:Meeting", "schema:Event")
            self.sheet.said(event, "skos:prefLabel", literal(phrase(self._chance, 3), "nl"))
            self._time(event)
            if above:
                self.sheet.said(event, "schema:superEvent", above[-1])
            for whole in above:
                self.sheet.relates(event, [("pg:partOf", "pg:hasPart")], whole)
            above.append(event)
        organiser = self._party(_EMPLOYERS)
        self.sheet.said(above[0], "schema:organizer", organiser)
        self.sheet.relates(organiser, [_INVOLVED], above[0])

    def _statement(self, speaker: str) -> None:
        node = self._node("statement", "pg:Statement", "schema:Claim")
        theme = term(f"theme:{self._chance.choice(_THEMES)}")
        self.sheet.said(node, "pg:speaker", speaker)
        self.sheet.follows(node, "prov:wasAttributedTo", speaker)
        self.sheet.said(node, "dct:type", term(f"statementkind:{self._chance.choice(_STATEMENTS)}"))
        self.sheet.said(node, "dct:description", *(literal(phrase(self._chance, 9), tongue) for tongue in ("nl", "en")))
        self.sheet.said(node, "pg:hasTheme", theme)
        self.sheet.follows(node, "dct:subject", theme)

    def _figure(self, of: str) -> None:
        node = self._node("figure", "pg:Figure", "schema:Observation")
        self.sheet.said(node, "pg:figureOf", of)
        self.sheet.said(node, "pg:measures", literal(phrase(self._chance, 4), "nl"))
        self.sheet.said(node, "schema:value", typed(str(self._chance.randint(1, 5_000)), "integer"))
        self.sheet.said(node, "pg:unit", term("unit:person"))
        self.sheet.said(node, "pg:comparator", term("comparator:about"))
