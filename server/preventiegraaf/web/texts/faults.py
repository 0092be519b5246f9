"""What a reader asked wrongly, in both languages, by key."""

from __future__ import annotations

FAULTS: dict[str, dict[str, str]] = {
    "number": {
        "nl": "{name}={value} is geen getal; geef {name}=1 of hoger.",
        "en": "{name}={value} is no number; give {name}=1 or higher.",
    },
    "yes_or_no": {
        "nl": "{name}={value} is ja noch nee; geef {name}=true of {name}=false.",
        "en": "{name}={value} is neither true nor false; give {name}=true or {name}=false.",
    },
    "year": {
        "nl": "year={year} is geen jaar; geef er een zoals year=2019.",
        "en": "year={year} is no year; give one such as year=2019.",
    },
    "kind": {"nl": "kind is een van: {kinds}.", "en": "kind must be one of {kinds}."},
    "document": {
        "nl": "Er is geen document {slug}. Er zijn: {documents}.",
        "en": "There is no document {slug}. There are: {documents}.",
    },
    "no_name": {"nl": "{name} is geen naam van een zaak.", "en": "{name} is no name of a thing."},
    "derivations": {
        "nl": "derivations={asked} is geen getal van 1 tot en met {most}.",
        "en": "derivations={asked} is no number from 1 to {most}.",
    },
    "page_of_sources": {
        "nl": "Een pagina vertelt van alle documenten. Vraag met sources= om gegevens (format=ttl), of via /sparql.",
        "en": "A page tells of all documents. With sources= ask for data (format=ttl), or at /sparql.",
    },
    "thing_wanted": {
        "nl": "De waarde van {name} is een zaak, zoals {example}, en niet {found}.",
        "en": "The value of {name} must be a thing such as {example}, not {found}.",
    },
    "no_question": {
        "nl": "Er is geen vraag die zo heet. Alle vragen staan op /query/.",
        "en": "There is no such question; see /query/ for all of them.",
    },
    "no_download": {
        "nl": "Er is geen bestand dat zo heet. Alle bestanden staan op /download/.",
        "en": "There is no such download; see /download/ for all of them.",
    },
    "no_downloads_page": {
        "nl": "De downloads hebben geen pagina {page}.",
        "en": "The downloads have no page {page}.",
    },
    "no_results_page": {
        "nl": "Deze resultaten beslaan {pages} pagina’s; een pagina {page} is er niet.",
        "en": "These results have {pages} pages; there is no page {page}.",
    },
    "no_page_of_thing": {
        "nl": "Wat er over {name} staat, heeft geen pagina {page}.",
        "en": "What is said of {name} has no page {page}.",
    },
    "no_part": {"nl": "{name} heeft geen deel {part}.", "en": "{name} has no part {part}."},
    "no_graph": {
        "nl": "Er is geen graaf {iri}. Er zijn, onder {space}: {known}.",
        "en": "There is no graph {iri}. There are, under {space}: {known}.",
    },
    "no_module": {
        "nl": "Er is geen deel van de ontologie dat {iri} heet. Er zijn: {known}.",
        "en": "There is no part of the ontology called {iri}. There are: {known}.",
    },
    "strange_parameter": {
        "nl": "Deze vraag heeft geen parameter {name}. Zij heeft: {known}.",
        "en": "This question has no parameter {name}. It has: {known}.",
    },
    "several_queries": {
        "nl": "Stuur één vraag tegelijk; dit verzoek heeft er meer.",
        "en": "Send one query at a time; this request has several.",
    },
    "no_query": {
        "nl": "Het formulier heeft geen veld query.",
        "en": "The form has no field query.",
    },
    "query_wanted": {
        "nl": "Stuur een vraag in SPARQL in de parameter query. Antwoorden komen als {formats}.",
        "en": "Send a SPARQL query in the parameter query. Answers come as {formats}.",
    },
    "not_utf8": {
        "nl": "De vraag is geen UTF-8 (byte {byte}).",
        "en": "The query is not UTF-8 (byte {byte}).",
    },
    "utf8_wanted": {
        "nl": "Stuur de vraag in UTF-8.",
        "en": "Send the query in UTF-8.",
    },
    "body_unread": {
        "nl": "Stuur een vraag als {query}, of als formulier ({form}) met een veld query.",
        "en": "POST a query as {query}, or as a form ({form}) with a field query.",
    },
    "address_too_long": {
        "nl": "Het adres heeft meer dan {most} tekens. Stuur een lange vraag met POST.",
        "en": "The address has more than {most} characters. Send a long query by POST.",
    },
    "body_too_long": {
        "nl": "Wat u stuurt mag {most} bytes zijn; dit is meer.",
        "en": "The body of a request may have {most} bytes; this one has more.",
    },
    "no_host": {
        "nl": "De header Host noemt geen server.",
        "en": "The header Host names no host.",
    },
    "one_graph": {
        "nl": "Noem één graaf: /store?default, of /store?graph= met de IRI van een benoemde graaf.",
        "en": "Name one graph: /store?default, or /store?graph= and the IRI of a named graph.",
    },
    "no_graph_iri": {
        "nl": "{name} is geen volledige IRI; een graaf heet naar een IRI.",
        "en": "{name} is no absolute IRI; a graph is named by one.",
    },
    "graph_not_asked": {
        "nl": "De graaf {iri} hoort niet bij de documenten in sources=.",
        "en": "The graph {iri} is not among the sources asked for.",
    },
    "sources_silent": {
        "nl": "Deze documenten zeggen niets over {iri}.",
        "en": "These sources say nothing of {iri}.",
    },
    "too_large_for_sources": {
        "nl": "Deze graaf is te groot voor sources= op dit adres. Vraag het via /sparql.",
        "en": "This graph is too large for sources= here. Ask at /sparql, which has processes for it.",
    },
    "names_for_tables": {
        "nl": "names=true is alleen voor tabellen als {formats}; laat het anders weg.",
        "en": "names=true is for tables in {formats} only; leave it out.",
    },
    "no_search_format": {
        "nl": "Zoekresultaten zijn er niet als {suffix}; er is /search en /search.json.",
        "en": "Search is not given as {suffix}; there is /search and /search.json.",
    },
    "no_network_format": {
        "nl": "Het netwerk is er niet als {suffix}; er is /network en /network.json.",
        "en": "The network is not given as {suffix}; there is /network and /network.json.",
    },
    "no_ontology_format": {
        "nl": "De ontologie is er niet als {suffix}. Er is: {known}.",
        "en": "The ontology is not given as {suffix}. There is: {known}.",
    },
    "no_description_format": {
        "nl": "Deze beschrijving is er niet als {suffix}. Er is: {known}.",
        "en": "This description is not given as {suffix}. There is: {known}.",
    },
    "no_sitemap": {
        "nl": "Er is geen sitemap {number}; zie /sitemap.xml.",
        "en": "There is no sitemap {number}; see /sitemap.xml.",
    },
    "too_many_names": {
        "nl": "Vraag hoogstens {most} namen tegelijk; dit zijn er {number}.",
        "en": "Ask for at most {most} names at a time; these are {number}.",
    },
    "retired": {
        "nl": "{iri} is vervallen en wordt niet meer beschreven.",
        "en": "{iri} was retired and is no longer described.",
    },
    "replaced": {
        "nl": "{iri} is vervallen en wordt niet meer beschreven. Het is vervangen door {other}.",
        "en": "{iri} was retired and is no longer described. It was replaced by {other}.",
    },
}
"""By key: what a reader asked wrongly; between braces what is filled in."""
