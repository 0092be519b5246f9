"""Pages of errors: what happened and what to do next, in the reader's language."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Mapping
from http import HTTPStatus
from string import Formatter

import pytest
from flask.testing import FlaskClient

from preventiegraaf import errors
from preventiegraaf.errors import AmbiguousNameError
from preventiegraaf.namespaces import ID
from preventiegraaf.querying.syntax.hints import expected
from preventiegraaf.web.errors import _STATUS
from preventiegraaf.web.texts.errors import ADVICE, CAUSES, EXPECTED, EXPLANATIONS, TOLD_WHOLE
from preventiegraaf.web.texts.faults import FAULTS

HTML = {"Accept": "text/html"}
FORM = "application/x-www-form-urlencoded"


def _page(client: FlaskClient, path: str, status: int) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    return answer.text


def test_every_error_of_ours_has_a_text_in_both_languages() -> None:
    for error, status in _STATUS.items():
        assert error.__name__ in CAUSES or (status in EXPLANATIONS and status in ADVICE), error
    tables: list[Mapping[str, object]] = [*EXPLANATIONS.values(), *ADVICE.values(), *CAUSES.values()]
    assert all(texts.keys() == {"nl", "en"} and all(texts.values()) for texts in tables)


def test_every_cause_is_an_error_and_every_status_one_of_http() -> None:
    assert TOLD_WHOLE <= set(CAUSES) <= {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
    assert {HTTPStatus(status) for status in (*EXPLANATIONS, *ADVICE)}


def test_a_dutch_page_has_its_sentences_in_dutch_and_marks_the_english_one(client: FlaskClient) -> None:
    page = _page(client, "/doc/person/nobody?lang=nl", 404)
    main = page[page.index("<main") : page.index("</main>")]
    assert "Hier is niets te vinden." in main
    assert "Zoek op naam" in main
    assert re.search(r'<p class="message" lang="en">There is nothing here that is called', main)


def test_a_name_that_is_not_there_leads_to_what_may_be_meant(client: FlaskClient) -> None:
    page = _page(client, "/doc/person/jan-binenmars.ttl?lang=nl", 404)
    assert "Misschien zoekt u" in page
    links = [html.unescape(link) for link in re.findall(r'<li><a href="(/doc/[^"]+)">', page)]
    assert links[0] == "/doc/person/jan-binnenmars?lang=nl"
    assert client.get(links[0], headers=HTML).status_code == 200
    assert 'href="/search?q=jan+binenmars&amp;lang=nl"' in page


@pytest.mark.parametrize(
    ("path", "dutch", "retry"),
    [
        (
            "/explain?subject=Jan+Binemars&predicate=is+betrokken+bij&object=Vitaal+Twente",
            "Niets heet hier ‘Jan Binemars’.",
            "Jan Binnenmars",
        ),
        ("/query/wat-zei-iemand?speaker=Elise+Hool", "Niets heet hier ‘Elise Hool’.", "Elise Hol"),
    ],
)
def test_a_misspelt_name_is_told_in_dutch_and_leads_to_the_same_with_the_right_one(
    client: FlaskClient, path: str, dutch: str, retry: str
) -> None:
    page = _page(client, f"{path}&lang=nl", 400)
    main = page[page.index("<main") : page.index("</main>")]
    assert dutch in main
    assert 'lang="en"' not in main
    (link,) = [html.unescape(found) for found in re.findall(rf'<li><a href="([^"]+)">{retry}</a>', main)]
    assert client.get(link, headers=HTML).status_code == 200
    told = client.get(f"{path}&format=json").json
    assert told
    assert told["like"] == [retry]
    assert f"Did you mean ‘{retry}’?" in told["message"]


def test_a_name_of_several_things_is_told_with_the_short_iri_of_each() -> None:
    error = AmbiguousNameError("Twente", {f"{ID}place/twente": "place:twente", f"{ID}group/twente": "group:twente"})
    assert str(error) == "‘Twente’ is the name of place:twente and of group:twente. Give one of these instead."


@pytest.mark.parametrize(
    ("path", "status", "dutch", "again"),
    [
        ("/network?year=abc", 400, "year=abc is geen jaar", "/network?lang=nl"),
        ("/doc/place/twente?page=x", 400, "page=x is geen getal", "/doc/place/twente?page=1&lang=nl"),
        ("/doc/place/twente?page=99", 404, "Wat er over Twente staat, heeft geen", "/doc/place/twente?page=1&lang=nl"),
        ("/sparql?query=ASK%7B%7D&sources=x", 400, "Er is geen document x.", "/sparql?lang=nl"),
        ("/search?q=preventie&page=999", 404, "een pagina 999 is er niet", "/search?q=preventie&page=1&lang=nl"),
        ("/query/nietbestaand?x=1", 404, "Er is geen vraag die zo heet.", "/query/?lang=nl"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_dutch(
    client: FlaskClient, path: str, status: int, dutch: str, again: str
) -> None:
    page = _page(client, f"{path}&lang=nl", status)
    main = page[page.index("<main") : page.index("</main>")]
    assert dutch in main
    assert 'lang="en"' not in main
    assert f'href="{html.escape(again)}"' in main


REFUSED = [
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "", 400, "Stuur één vraag tegelijk"),
    ("GET", "/sparql?query=ASK%7B%7D&sources=nope", "", 400, "Er is geen document nope."),
    ("GET", "/sparql?query=ASK%7B%7D&format=docx", "", 406, "U kunt kiezen uit: application/sparql-results+json"),
    ("GET", "/sparql?query=ASK%7B%7D&infer=maybe", "", 400, "infer=maybe is ja noch nee"),
    ("GET", "/sparql?query=%FF", "", 400, "De vraag is geen UTF-8 (byte 6)."),
    ("GET", "/sparql?query=ASK%7BSERVICE%3Chttp://a.example/%3E%7B%7D%7D", "", 400, "Dat doet deze server niet."),
    (
        "GET",
        "/sparql?query=ASK%20FROM%3Chttp://a.example/%3E%7B%7D",
        "",
        400,
        "Een graaf http://a.example/ is hier niet",
    ),
    ("GET", "/sparql?query=DROP+ALL", "", 400, "Dit verzoek wil de gegevens veranderen."),
    ("POST", "/sparql", "update=DROP+ALL", 400, "Dit verzoek wil de gegevens veranderen."),
    ("POST", "/sparql", "a=b", 400, "Het formulier heeft geen veld query."),
    ("DELETE", "/sparql", "", 405, "Lezen en vragen kan hier; gegevens veranderen niet."),
    ("GET", "/nope", "", 404, "Hier is niets te vinden."),
    ("GET", "/doc/place/twente.ttl?sources=nope", "", 400, "Er is geen document nope."),
    ("GET", "/store", "", 400, "Noem één graaf"),
    ("GET", "/store?graph=nope", "", 400, "nope is geen volledige IRI"),
    ("GET", "/void.docx", "", 404, "Deze beschrijving is er niet als docx."),
    ("GET", "/def.docx", "", 404, "De ontologie is er niet als docx."),
    ("GET", "/search.docx", "", 404, "er is /search en /search.json"),
    ("GET", "/network.docx", "", 404, "er is /network en /network.json"),
    ("GET", "/download/preventiegraaf-whole.nt", "bytes=999999999-", 416, "Het gevraagde deel bestaat niet."),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "dutch"), REFUSED)
def test_what_is_refused_is_told_whole_in_dutch(
    client: FlaskClient, method: str, path: str, body: str, status: int, dutch: str
) -> None:
    for tongue in ("en", "nl"):
        headers = {**HTML, "Accept-Language": tongue, **({"Range": body} if status == 416 else {})}
        form = body if method == "POST" else None
        answer = client.open(
            path, method=method, headers=headers, data=form, content_type=FORM if form is not None else None
        )
        assert answer.status_code == status
        main = html.unescape(answer.text[answer.text.index("<main") : answer.text.index("</main>")])
        assert (dutch in main) is (tongue == "nl")
    assert 'lang="en"' not in main


@pytest.mark.parametrize(
    ("query", "dutch"),
    [
        ("SELEC", "ASK, CONSTRUCT of DESCRIBE"),
        ("ASK { ?a foo:b ?c }", "een prefix die is opgegeven"),
        ("ASK { ?a ?b", "een object"),
        ("ASK { ?a ?b ?c", "(een { is niet gesloten)"),
        ('ASK { ?a ?b "c }', "het aanhalingsteken dat een tekst sluit"),
    ],
)
def test_what_a_query_lacks_is_told_in_dutch(client: FlaskClient, query: str, dutch: str) -> None:
    page = client.get("/sparql", query_string={"query": query, "lang": "nl"}, headers=HTML).text
    assert re.search(rf"Daar had kunnen staan: [^<]*{re.escape(html.escape(dutch, quote=False))}", page)


def test_everything_that_a_hint_may_say_is_known_in_dutch() -> None:
    told = {expected(query, len(query)) for query in ("", "ASK { ?a", "ASK { ?a ?b", "ASK { ?a ?b ?c", "ASK { ' }")}
    assert told <= EXPECTED.keys()
    assert len(told) == 5


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/sparql?query=ASK%7B", {"line", "column", "expected", "help"}),
        ("/sparql?query=DROP+ALL", {"help"}),
        ("/sparql?query=ASK%7B%7D&sources=nope", {"unknown", "known", "help"}),
        ("/sparql?query=ASK%7B%7D&format=docx", {"offered", "help"}),
        ("/sparql?query=ASK%20FROM%3Chttp://a.example/%3E%7B%7D", {"graph", "help"}),
        ("/nope", {"help"}),
    ],
)
def test_programs_get_what_is_wrong_in_parts_with_help(client: FlaskClient, path: str, names: set[str]) -> None:
    told = client.get(path, headers={"Accept": "application/json", "Accept-Language": "nl"}).json
    assert told
    assert told.keys() == names | {"status", "error", "message", "messages"}
    described = client.get("/openapi.json").json
    assert described
    assert told.keys() <= described["components"]["schemas"]["Error"]["properties"].keys()
    assert told["help"]
    assert told["messages"].keys() == {"nl", "en"}
    assert told["help"] in told["messages"]["en"]
    assert told["messages"]["nl"] != told["messages"]["en"]
    assert not re.search(r"\b(de|het|een|kies)\b", told["help"])


def test_every_fault_has_a_text_in_both_languages_that_names_the_same() -> None:
    for texts in FAULTS.values():
        assert texts.keys() == {"nl", "en"}
        names = [sorted({name for _, name, _, _ in Formatter().parse(text) if name}) for text in texts.values()]
        assert names[0] == names[1]


def test_a_fact_that_is_not_wholly_given_shows_the_fields_again(client: FlaskClient) -> None:
    page = _page(client, "/explain?subject=Jan+Binnenmars&lang=nl", 400)
    assert "Nog niet ingevuld: Eigenschap, Wie, wat of welke waarde." in page
    assert 'value="Jan Binnenmars"' in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_query_that_is_no_sparql_can_be_mended_where_it_stands(client: FlaskClient, language: str) -> None:
    query = "SELECT ?a WHERE {\n ?a pg:chairs <b>\n ?c }}"
    page = client.get("/sparql", query_string={"query": query, "lang": language}, headers=HTML).text
    assert CAUSES["QuerySyntaxError"][language][1] in page
    assert re.search(r"(regel|line) 3, (kolom|column) \d+", page)
    assert html.escape(query, quote=True) in page
    assert "<textarea" in client.get("/sparql", query_string={"query": "", "lang": language}, headers=HTML).text


def test_nothing_of_the_address_is_markup(client: FlaskClient) -> None:
    page = _page(client, "/doc/person/%3Cscript%3Ealert(1)%3C%2Fscript%3E?lang=nl", 404)
    assert "<script>alert" not in page
