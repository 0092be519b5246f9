"""The tables for people who do not read RDF: which there are and what their columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Show(StrEnum):
    """What a column shows of the values that its path leads to."""

    THING = "thing"
    IRI = "iri"
    NAME = "name"
    DUTCH = "nl"
    ENGLISH = "en"
    VALUE = "value"
    WORDS = "words"
    KINDS = "kinds"


@dataclass(frozen=True)
class Column:
    """A column: its name, its titles, the property path from the thing to its values, and what it shows of them."""

    name: str
    dutch: str
    english: str
    path: str
    show: Show = Show.VALUE


@dataclass(frozen=True)
class Table:
    """A table with a row for each member of a class."""

    name: str
    dutch: str
    english: str
    member_of: str
    columns: tuple[Column, ...]


def _names(name: str, dutch: str, english: str, path: str) -> tuple[Column, Column]:
    """The names of other things, and their IRIs in a column beside them."""
    iris = Column(f"{name}_iri", f"{dutch} (IRI)", f"{english} (IRI)", path, Show.IRI)
    return Column(name, dutch, english, path, Show.NAME), iris


def _texts(name: str, dutch: str, english: str, path: str) -> tuple[Column, Column]:
    """A text in Dutch and in English."""
    return (
        Column(f"{name}_nl", f"{dutch} (Nederlands)", f"{english} (Dutch)", path, Show.DUTCH),
        Column(f"{name}_en", f"{dutch} (Engels)", f"{english} (English)", path, Show.ENGLISH),
    )


_THING = Column("iri", "IRI", "IRI", "", Show.THING)
_NAME = _texts("name", "Naam", "Name", "skos:prefLabel")
_OTHER_NAMES = Column("other_names", "Andere namen", "Other names", "skos:altLabel")
_DESCRIPTION = _texts("description", "Omschrijving", "Description", "dct:description")
_KINDS = Column("kinds", "Soort", "Kind", "a", Show.KINDS)
_THEMES = Column("themes", "Thema’s", "Themes", "pg:hasTheme", Show.NAME)
_TARGETS = Column("target_groups", "Doelgroepen", "Target groups", "pg:targetGroup", Show.NAME)
_PLACE = Column("located_in", "Plaats of streek", "Place or region", "pg:locatedIn", Show.NAME)
_ROLE = Column("role", "Rol", "Role", "org:role", Show.NAME)
_ON_BEHALF = Column("on_behalf_of", "Namens", "On behalf of", "pg:onBehalfOf", Show.NAME)
_PARTNERS = Column("partners", "Partners", "Partners", "pg:hasPartner", Show.NAME)
_DOCUMENTS = Column("documents", "Documenten", "Documents", "pg:documentedIn", Show.NAME)
_ELSEWHERE = Column("same_in_tooi", "In TOOI", "In TOOI", "^pg:linkedThing/pg:linkTarget", Show.IRI)
_EVIDENCE = (
    Column("according_to", "Volgens", "According to", "pg:accordingTo", Show.NAME),
    _DOCUMENTS,
    Column("words", "Woorden van de bron", "Words of the source", "pg:evidence", Show.WORDS),
)
_TIME = (
    Column("time_as_found", "Tijd volgens de bron", "Time as found", "pg:timeAsFound"),
    Column("time_edtf", "Tijd (EDTF)", "Time (EDTF)", "pg:edtf"),
    Column("earliest_begin", "Begin op zijn vroegst", "Earliest begin", "pg:earliestBegin"),
    Column("latest_begin", "Begin op zijn laatst", "Latest begin", "pg:latestBegin"),
    Column("earliest_end", "Einde op zijn vroegst", "Earliest end", "pg:earliestEnd"),
    Column("latest_end", "Einde op zijn laatst", "Latest end", "pg:latestEnd"),
)

TABLES = (
    Table(
        *("persons", "Personen", "Persons", "foaf:Person"),
        columns=(
            *(_THING, *_NAME, _OTHER_NAMES),
            Column("posts", "Functies", "Posts", "org:holds", Show.NAME),
            Column("post_in", "Functie bij", "Post in", "pg:holdsPostIn", Show.NAME),
            Column("chairs", "Voorzitter van", "Chairs", "pg:chairs", Show.NAME),
            Column("member_of", "Lid van", "Member of", "org:memberOf", Show.NAME),
            Column("ambassador_of", "Ambassadeur van", "Ambassador of", "pg:ambassadorOf", Show.NAME),
            _DOCUMENTS,
        ),
    ),
    Table(
        *("organisations", "Organisaties", "Organisations", "org:Organization"),
        columns=(
            *(_THING, *_NAME, _OTHER_NAMES, _KINDS),
            *(*_DESCRIPTION, _THEMES, _PLACE),
            Column("part_of", "Onderdeel van", "Part of", "pg:partOf", Show.NAME),
            Column("partner_in", "Partner in", "Partner in", "pg:partnerIn", Show.NAME),
            *(_ELSEWHERE, _DOCUMENTS),
        ),
    ),
    Table(
        *("collaborations", "Samenwerkingen", "Collaborations", "org:OrganizationalCollaboration"),
        columns=(
            *(_THING, *_NAME, _OTHER_NAMES, _KINDS),
            *(*_DESCRIPTION, _PARTNERS),
            Column("members", "Leden", "Members", "org:hasMember", Show.NAME),
            Column("goals", "Doelen", "Goals", "^pg:goalOf/dct:description", Show.DUTCH),
            *(_THEMES, _TARGETS, _PLACE, *_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("groups", "Groepen", "Groups", "pg:Group"),
        columns=(
            *(_THING, *_NAME),
            Column("size", "Aantal", "Size", "pg:groupSize"),
            Column("member_kind", "Soort leden", "Kind of members", "pg:memberKind", Show.NAME),
            Column("takes_part_in", "Doet mee in", "Takes part in", "pg:participatesIn", Show.NAME),
            *_EVIDENCE,
        ),
    ),
    Table(
        *("memberships", "Lidmaatschappen", "Memberships", "org:Membership"),
        columns=(
            _THING,
            *_names("member", "Lid", "Member", "org:member"),
            *_names("organisation", "Van", "Organisation", "org:organization"),
            *(_ROLE, _ON_BEHALF, *_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("tenures", "Bekleding van functies", "Tenures of posts", "pg:Tenure"),
        columns=(
            _THING,
            *_names("holder", "Wie", "Holder", "pg:holder"),
            *_names("post", "Functie", "Post", "pg:heldPost"),
            *_names("organisation", "Bij", "Organisation", "pg:heldPost/org:postIn"),
            *(*_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("participations", "Deelnames", "Participations", "pg:Participation"),
        columns=(
            _THING,
            *_names("participant", "Deelnemer", "Participant", "pg:participant"),
            *_names("takes_part_in", "Doet mee in", "Takes part in", "pg:participationIn"),
            *(_ROLE, _ON_BEHALF, *_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("initiatives", "Initiatieven", "Initiatives", "pg:Initiative"),
        columns=(
            *(_THING, *_NAME, _OTHER_NAMES, *_DESCRIPTION, _THEMES, _TARGETS, _PLACE, _PARTNERS),
            Column("participants", "Deelnemers", "Participants", "pg:hasParticipant", Show.NAME),
            *(*_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("events", "Gebeurtenissen", "Events", "schema:Event"),
        columns=(
            *(_THING, *_NAME, *_DESCRIPTION),
            Column("organizers", "Organisator", "Organizers", "schema:organizer", Show.NAME),
            Column("part_of", "Onderdeel van", "Part of", "pg:partOf", Show.NAME),
            *(_PLACE, _THEMES, *_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("awards", "Prijzen", "Awards", "pg:Award"),
        columns=(
            _THING,
            *_names("winner", "Winnaar", "Winner", "pg:winner"),
            *_names("awarded_for", "Voor", "Awarded for", "pg:awardedFor"),
            Column("competition", "Wedstrijd", "Competition", "pg:awardedIn", Show.NAME),
            Column("category", "Categorie", "Category", "pg:inCategory", Show.NAME),
            *(*_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("figures", "Cijfers", "Figures", "pg:Figure"),
        columns=(
            *(_THING, *_texts("measures", "Wat het meet", "What it measures", "pg:measures")),
            *_names("figure_of", "Van", "Figure of", "pg:figureOf"),
            Column("comparator", "Hoe precies", "How precise", "pg:comparator", Show.NAME),
            Column("value", "Waarde", "Value", "schema:value"),
            Column("unit", "Eenheid", "Unit", "pg:unit", Show.NAME),
            Column("minimum", "Minstens", "At least", "schema:minValue"),
            Column("maximum", "Hoogstens", "At most", "schema:maxValue"),
            *(*_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("statements", "Uitspraken", "Statements", "pg:Statement"),
        columns=(
            *(_THING, *_names("speaker", "Spreker", "Speaker", "pg:speaker")),
            *_texts("statement", "Uitspraak in onze woorden", "Statement in our words", "dct:description"),
            Column("kind", "Soort", "Kind", "dct:type", Show.NAME),
            *_names("about", "Over", "About", "pg:about"),
            *(_THEMES, _TARGETS, _ON_BEHALF, *_TIME, *_EVIDENCE),
        ),
    ),
    Table(
        *("goals", "Doelen", "Goals", "pg:Goal"),
        columns=(
            *(_THING, *_names("goal_of", "Doel van", "Goal of", "pg:goalOf"), *_DESCRIPTION),
            *(_THEMES, _TARGETS, *_EVIDENCE),
        ),
    ),
    Table(
        *("provisions", "Bepalingen en aanpak", "Provisions", "pg:Provision"),
        columns=(
            *(_THING, *_names("provision_of", "Bepaling van", "Provision of", "pg:provisionOf"), *_DESCRIPTION),
            Column("kind", "Soort", "Kind", "dct:type", Show.NAME),
            *(_THEMES, _TARGETS, *_EVIDENCE),
        ),
    ),
    Table(
        *("documents", "Documenten", "Documents", "pg:SourceDocument"),
        columns=(
            *(_THING, Column("title", "Titel", "Title", "dct:title"), *_DESCRIPTION),
            Column("language", "Taal", "Language", "dct:language"),
            Column("published", "Verschenen", "Published", "schema:datePublished"),
            Column("characters", "Tekens", "Characters", "pg:textLength"),
            Column("sha256", "SHA-256 van de tekst", "SHA-256 of the text", "pg:textDigest"),
        ),
    ),
    Table(
        *("passages", "Passages", "Passages", "pg:Passage"),
        columns=(
            *(_THING, *_names("document", "Document", "Document", "oa:hasSource")),
            Column("start", "Begin (teken)", "Start (character)", "oa:hasSelector/oa:start"),
            Column("end", "Einde (teken)", "End (character)", "oa:hasSelector/oa:end"),
            Column("words", "Woorden", "Words", "oa:hasSelector/oa:exact"),
            Column("evidence_for", "Bewijs voor (IRI)", "Evidence for (IRI)", "pg:evidenceFor", Show.IRI),
        ),
    ),
)
