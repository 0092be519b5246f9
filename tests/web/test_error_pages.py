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
from preventiegraaf.web.errors import _STATUS
from preventiegraaf.web.texts.errors import ADVICE, CAUSES, EXPLANATIONS, FAULTS

HTML = {"Accept": "text/html"}


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
    assert set(CAUSES) <= {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
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


def test_nothing_of_the_address_is_markup(client: FlaskClient) -> None:
    page = _page(client, "/doc/person/%3Cscript%3Ealert(1)%3C%2Fscript%3E?lang=nl", 404)
    assert "<script>alert" not in page
