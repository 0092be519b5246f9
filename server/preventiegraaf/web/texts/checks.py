"""What the checks say, in Dutch: a catalogue by their English, in which {} stands for what a message names.

A number between the braces of the Dutch tells which of the names stands there, where not all do in their order.
"""

from __future__ import annotations

import re
from functools import cache

_CATALOGUE: tuple[tuple[str, str], ...] = (
    ("an answer without a question", "een antwoord zonder vraag"),
    ("delete it, or add {}.rq", "verwijder het, of voeg {}.rq toe"),
    ("correct the header or the query, which is SPARQL 1.1", "verbeter de kop of de vraag; die is SPARQL 1.1"),
    ("there is no {} beside it", "er staat geen {} naast"),
    ("row {} is missing, today it is {}", "rij {} ontbreekt, en is vandaag {}"),
    ("row {} is {}, today it is missing", "rij {} is {}, en ontbreekt vandaag"),
    ("row {} is {}, today it is {}", "rij {} is {}, en vandaag {}"),
    ("its line ends are not those of the answer", "de regeleinden zijn niet die van het antwoord"),
    (
        "run pytest --update-expected, and review the difference",
        "draai pytest --update-expected en bekijk het verschil",
    ),
    (
        "read the words again: correct the fact that they do not support, or the axiom that forbids what is so",
        "lees de woorden nog eens: verbeter het feit dat zij niet dragen, of het axioma dat verbiedt wat zo is",
    ),
    ("sentence {} is not accounted for: {}", "zin {} is niet verantwoord: {}"),
    (
        "model what it says, or add x:{} a pg:Omission with the reason",
        "leg vast wat er staat, of voeg x:{} a pg:Omission toe, met de reden",
    ),
    ("{} overlaps {}", "{} overlapt {}"),
    (
        "leave out only what is nowhere used: shorten the omission",
        "laat alleen weg wat nergens gebruikt is: maak de weglating korter",
    ),
    (
        "{} ends after the text, which has {} code points",
        "{} eindigt na de tekst, die {} tekens heeft",
    ),
    ("correct its name", "verbeter de naam"),
    ("{} has no evidence", "{} heeft geen bewijs"),
    (
        "add pg:evidence with a passage of this document, or leave out what it does not say",
        "voeg pg:evidence toe met een passage van dit document, of laat weg wat het niet zegt",
    ),
    (
        "{} has as evidence {}, no passage of this file",
        "{} heeft als bewijs {}, geen passage van dit bestand",
    ),
    ("point to a pg:Passage that this file gives", "verwijs naar een pg:Passage die dit bestand geeft"),
    (
        "{} is referred to, but has no block with evidence in this file",
        "naar {} wordt verwezen, maar het heeft in dit bestand geen blok met bewijs",
    ),
    (
        "add a block {} with pg:evidence on the passage that names it",
        "voeg een blok {} toe met pg:evidence op de passage die het noemt",
    ),
    ("{} has evidence in no document", "{} heeft in geen enkel document bewijs"),
    (
        "delete it, or add it with pg:evidence to the file of a document that speaks of it",
        "verwijder het, of zet het met pg:evidence in het bestand van een document dat erover spreekt",
    ),
    ("this header line cannot be read", "deze regel van de kop is niet te lezen"),
    ("write `#+ title@nl: …` or the like", "schrijf `#+ title@nl: …` of iets dergelijks"),
    ("the header lacks {}", "in de kop ontbreekt {}"),
    ("add a line `#+ {}: …`", "voeg een regel `#+ {}: …` toe"),
    ("this query cannot be run: {}", "deze vraag is niet te stellen: {}"),
    ("write a SELECT query of SPARQL 1.1", "schrijf een SELECT-vraag in SPARQL 1.1"),
    ("a fault query selects ?focus", "een foutvraag selecteert ?focus"),
    ("write SELECT ?focus … WHERE { … }", "schrijf SELECT ?focus … WHERE {{ … }}"),
    ("see {}", "zie {}"),
    ("{} has no {}@{}", "{} heeft geen {}@{}"),
    ("add {}@{}", "voeg {}@{} toe"),
    ("{} does not say where it is defined", "{} zegt niet waar het is gedefinieerd"),
    ("add rdfs:isDefinedBy <{}>", "voeg rdfs:isDefinedBy <{}> toe"),
    (
        "{} is not used by data, inference, shape or query",
        "{} wordt niet gebruikt in gegevens, afleiding, shape of vraag",
    ),
    ("use it or delete it", "gebruik het of verwijder het"),
    ("pg:textLength is missing, the text has {} code points", "pg:textLength ontbreekt; de tekst heeft {} tekens"),
    (
        "pg:textLength is {}, the text has {} code points",
        "pg:textLength is {}, maar de tekst heeft {} tekens",
    ),
    ("write pg:textLength {}", "schrijf pg:textLength {}"),
    ("no text has the digest of this document ({})", "geen enkele tekst heeft de controlesom van dit document ({})"),
    (
        "write the SHA-256 of the text's bytes, or give --texts the folder that holds this text",
        "schrijf de SHA-256 van de bytes van de tekst, of geef --texts de map waarin deze tekst staat",
    ),
    ("{} does not give its words", "{} geeft de eigen woorden niet"),
    ("add oa:exact with the words, copied exactly", "voeg oa:exact toe met de woorden, letterlijk overgenomen"),
    ("{} says {}; the text has there {}", "{} zegt {}; in de tekst staat daar {}"),
    ("{} has {} code points, its name says {}", "{} heeft {} tekens, volgens de naam {}"),
    ("correct the name or the words", "verbeter de naam of de woorden"),
    ("{} has {} code points, over {}", "{} heeft {} tekens, meer dan {}"),
    ("copy no more than the fact needs", "neem niet meer over dan het feit nodig heeft"),
    ("{} is not NFC", "{} is geen NFC"),
    ("save the words in Unicode normalisation form C", "bewaar de woorden in Unicode-normalisatievorm C"),
    (
        "copy the words from the text, slips and no-break spaces too",
        "neem de woorden uit de tekst over, met verschrijvingen en vaste spaties",
    ),
    (
        "name it {} and copy the words from there, no-break spaces too",
        "noem het {} en neem de woorden van daar over, met vaste spaties",
    ),
    ("{} is evidence of nothing", "{} is bewijs van niets"),
    ("point to it with pg:evidence, or delete it", "verwijs ernaar met pg:evidence, of verwijder het"),
    ("{} does not say where it stands in the text", "{} zegt niet waar het in de tekst staat"),
    (
        "name it {} in code points of the text, start before end",
        "noem het {} in tekens van de tekst, het begin voor het einde",
    ),
    ("OWL 2 RL has no {} (owl:{})", "OWL 2 RL kent owl:{1} niet"),
    *(
        (f"{english} is not allowed {place}", f"{dutch} {told}")
        for english, dutch in (("{}", "{}"), ("an expression with {}", "een uitdrukking met {}"))
        for place, told in (
            ("as a subclass", "mag geen onderklasse zijn"),
            ("as a superclass", "mag geen bovenklasse zijn"),
            ("as a domain or range", "mag geen domein of bereik zijn"),
            ("in an equivalence", "mag niet in een gelijkstelling staan"),
            ("in a disjointness", "mag niet in een uitsluiting staan"),
            ("with owl:{}", "mag niet bij owl:{} staan"),
        )
    ),
    (
        "say it with what section 4.2 of OWL 2 Profiles allows, or leave it to a SHACL shape",
        "zeg het met wat paragraaf 4.2 van OWL 2 Profiles toestaat, of laat het aan een SHACL-shape over",
    ),
    (
        "find out which of the two is right by the table of the rule, and mend the other, or the axiom that "
        "divides them",
        "zoek met de tabel van de regel uit wie van de twee gelijk heeft, en herstel de ander, of het axioma dat hen "
        "scheidt",
    ),
    *(
        (f"{{}} breaks {{}}{place}{value}", f"{{}} voldoet niet aan {{}}{told}{with_value}")
        for place, told in (("", ""), (" at {}", " bij {}"))
        for value, with_value in (("", ""), (", value {}", ", waarde {}"))
    ),
    ("there are no shapes", "er zijn geen shapes"),
    ("add ontology/shapes.ttl", "voeg ontology/shapes.ttl toe"),
    ("the shapes cannot be used: {}", "de shapes zijn niet te gebruiken: {}"),
    ("write them as SHACL asks", "schrijf ze zoals SHACL vraagt"),
    ("give each file a name of its own", "geef elk bestand een eigen naam"),
    ("byte {} is not UTF-8", "byte {} is geen UTF-8"),
    ("save the file as UTF-8", "bewaar het bestand als UTF-8"),
    ("line {}, column {}: {}", "regel {}, kolom {}: {}"),
    ("write it as Turtle 1.1 asks", "schrijf het zoals Turtle 1.1 vraagt"),
    ("the file starts with a byte order mark", "het bestand begint met een bytevolgordeteken"),
    ("save it without", "bewaar het zonder"),
    ("the line ends with CR LF", "de regel eindigt met CR LF"),
    ("end lines with LF alone", "laat regels op LF alleen eindigen"),
    ("a tab", "een tab"),
    ("write spaces", "schrijf spaties"),
    ("blanks at the end of the line", "spaties aan het eind van de regel"),
    ("delete them", "verwijder ze"),
    ("characters that are not NFC", "tekens die geen NFC zijn"),
    ("save the file in Unicode normalisation form C", "bewaar het bestand in Unicode-normalisatievorm C"),
    ("the last line has no line end", "de laatste regel heeft geen regeleinde"),
    ("end the file with one line end", "laat het bestand op één regeleinde eindigen"),
    ("empty lines at the end of the file", "lege regels aan het eind van het bestand"),
    ("prefix {}: is declared twice", "prefix {}: staat er twee keer"),
    ("delete one of the two", "verwijder een van de twee"),
    ("prefix {}: stands after {}:", "prefix {}: staat na {}:"),
    ("sort the prefixes by name", "zet de prefixen op naam"),
    ("prefix {}: is not used", "prefix {}: wordt niet gebruikt"),
    ("delete its line", "verwijder de regel"),
    ("prefix {}: stands for <{}>, in this house for <{}>", "prefix {}: staat voor <{}>, en hier in huis voor <{}>"),
    ("write {}: for this IRI", "schrijf {}: voor deze IRI"),
    ("correct the IRI or choose another prefix", "verbeter de IRI of kies een andere prefix"),
    ("{} has a block on line {} already", "{} heeft al een blok op regel {}"),
    ("put all that the file says of it in one block", "zet alles wat het bestand erover zegt in één blok"),
    ("the type of {} does not come first", "de soort van {} staat niet vooraan"),
    ("put `a` first", "zet `a` vooraan"),
    ("rdf:type is written in full", "rdf:type staat voluit"),
    ("write `a`", "schrijf `a`"),
    ("a blank node, which nobody can cite", "een lege knoop, die niemand kan aanhalen"),
    ("give the thing an IRI under id/", "geef de zaak een IRI onder id/"),
    ("{} is not declared", "{} is niet gedeclareerd"),
    (
        "correct the name, or give the thing a block with a type in data/",
        "verbeter de naam, of geef de zaak een blok met een soort in data/",
    ),
    (
        "correct the name: this vocabulary has no such term",
        "verbeter de naam: dit vocabulaire kent zo’n term niet",
    ),
    ("write edtf:EDTF", "schrijf edtf:EDTF"),
    ("correct the name, or declare the term in {}", "verbeter de naam, of declareer de term in {}"),
    ("{} has the xsd:gYear {}", "{} heeft het xsd:gYear {}"),
    (
        "write an EDTF year and xsd:date bounds; engines compare xsd:gYear and xsd:date differently",
        "schrijf een EDTF-jaar en grenzen als xsd:date; engines vergelijken xsd:gYear en xsd:date verschillend",
    ),
    ("{} has pg:{} {} after pg:{} {}", "{} heeft pg:{} {} na pg:{} {}"),
    ("read the words again and correct the bounds", "lees de woorden nog eens en verbeter de grenzen"),
    ("{} has {}, which is not EDTF", "{} heeft {}, en dat is geen EDTF"),
    (
        "write it as ISO 8601-2 asks, such as 2006/2018 or 2018-12",
        "schrijf het zoals ISO 8601-2 vraagt, zoals 2006/2018 of 2018-12",
    ),
    (
        "{} has pg:{} {}, outside {} to {}, which EDTF {} allows",
        "{} heeft pg:{} {}, buiten {} tot en met {}, wat EDTF {} toelaat",
    ),
    ("correct the bound or the EDTF", "verbeter de grens of de EDTF"),
    ("{} does not conclude {}: {} from {}", "{} leidt niet af: {}; dat volgt met {} uit {}"),
    ("only {} concludes {}: {} from {}", "alleen {} leidt af: {}; dat volgt met {} uit {}"),
    (
        "{} does not conclude {}: no rule of the table concludes it from what is served",
        "{} leidt niet af: {}; geen regel van de tabel leidt dat af uit wat hier staat",
    ),
    (
        "only {} concludes {}: no rule of the table concludes it from what is served",
        "alleen {} leidt af: {}; geen regel van de tabel leidt dat af uit wat hier staat",
    ),
    ("{} does not see that {} is broken: {}", "{} ziet niet dat {} is overtreden: {}"),
    ("only {} sees that {} is broken: {}", "alleen {} ziet dat {} is overtreden: {}"),
    (
        "find out which of the two is right by the table of the rule, and mend the other, or the axiom that divides "
        "them",
        "zoek uit welke van de twee gelijk heeft volgens de tabel van de regel, en verbeter de andere, of het axioma "
        "dat hen verdeelt",
    ),
)


def in_dutch(text: str) -> str | None:
    """A message of a check, or its advice, in Dutch; None for one that the catalogue lacks."""
    for english, dutch in _patterns():
        match = english.fullmatch(text)
        if match is not None:
            return dutch.format(*match.groups())
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The catalogue as patterns, those that say most first: what is more general would fit too."""
    ordered = sorted(_CATALOGUE, key=lambda pair: -len(pair[0].replace("{}", "")))
    return [
        (re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL), dutch) for english, dutch in ordered
    ]
