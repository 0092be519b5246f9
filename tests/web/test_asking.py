"""The pages on which readers ask: gallery, questions with fields, the editor, and what its scripts ask for."""

from __future__ import annotations

import html
import io
import json
import re
import shlex

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib.query import Result

from preventiegraaf.paths import Root
from preventiegraaf.querying import read_questions
from preventiegraaf.querying.questions import SUBJECTS
from preventiegraaf.web.answering.columns import DUTCH, heading
from preventiegraaf.web.texts import TEXTS

ELISE = "https://w3id.org/preventiegraaf/id/person/elise-hol"
JAN = "https://w3id.org/preventiegraaf/id/person/jan-binnenmars"
KATLEEN = "https://w3id.org/preventiegraaf/id/person/katleen-horck"


def page(client: FlaskClient, path: str, **parameters: str) -> str:
    response = client.get(path, query_string={"lang": "nl", **parameters}, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return html.unescape(response.text)


def test_every_question_has_a_subject_and_every_column_a_dutch_name(root: Root) -> None:
    questions = read_questions(root.queries)
    assert {question.subject for question in questions} == set(SUBJECTS)
    heads = [question.answer_path.read_text(encoding="utf-8").splitlines()[0] for question in questions]
    columns = {name[1:] for head in heads if head.startswith("?") for name in head.split("\t")}
    assert columns == set(DUTCH)


def test_the_heading_of_a_column() -> None:
    assert heading("hoursPerWeek", "en") == "hours per week"
    assert heading("hoursPerWeek", "nl") == "uren per week"
    assert heading("newThing", "nl") == "new thing"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_gallery_groups_all_questions(client: FlaskClient, root: Root, language: str) -> None:
    text = page(client, "/query/", lang=language)
    for subject in SUBJECTS:
        assert TEXTS[f"subject_{subject}"][language] in text
    for question in read_questions(root.queries):
        assert f'href="/query/{question.name}?lang={language}">{question.titles[language]}<' in text


def test_a_field_lists_things_by_name_with_those_that_have_an_answer_first(client: FlaskClient) -> None:
    text = page(client, "/query/wat-zei-iemand", speaker=KATLEEN)
    with_answer, without_answer = text.split("<optgroup")[1:]
    assert f'<option value="{ELISE}">Elise Hol</option>' in with_answer
    assert f'<option value="{KATLEEN}" selected>' in with_answer
    names = re.findall(r"<option[^>]*>([^<]+)<", with_answer)
    assert names == sorted(names, key=str.casefold)
    assert "Hierover zeggen de bronnen niets" in without_answer
    values = re.findall(r'<option value="([^"]*)"', text)
    assert len(values) == len(set(values)) > 10


def test_a_value_that_is_not_listed_stays_in_its_field(client: FlaskClient) -> None:
    other = "https://w3id.org/preventiegraaf/id/person/nobody-here"
    assert f'<option value="{other}" selected>' in page(client, "/query/wat-zei-iemand", speaker=other)


def test_a_date_has_a_field_for_dates(client: FlaskClient) -> None:
    text = page(client, "/query/was-iemand-zeker-ambassadeur-op-een-datum")
    assert '<input type="date" id="p-date" name="date" value="2019-06-01">' in text
    assert f'<option value="{JAN}" selected>Jan Binnenmars</option>' in text


def rows(text: str) -> list[list[str]]:
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("<tr>")[1:]]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


@pytest.mark.parametrize(("sort", "descending"), [("roles", False), ("-roles", True)])
def test_a_table_is_sorted_by_number(client: FlaskClient, sort: str, descending: bool) -> None:
    text = page(client, "/query/wie-heeft-meer-dan-een-rol", sort=sort)
    numbers = [int(row[1]) for row in rows(text)]
    assert len(set(numbers)) > 2
    assert numbers == sorted(numbers, reverse=descending)
    assert f'aria-sort="{"descending" if descending else "ascending"}"' in text
    assert f"sort={'roles' if descending else '-roles'}#answer" in text


def test_a_table_has_names_and_links_instead_of_iris(client: FlaskClient) -> None:
    text = page(client, "/query/wie-is-voorzitter-van-wat")
    assert '<a href="/doc/person/jan-binnenmars?lang=nl">Jan Binnenmars</a>' in text
    assert "https://w3id.org/preventiegraaf/id/" not in text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert ">voorzitter van<" in text


def test_days_and_months_are_in_words_and_sorted_by_time(client: FlaskClient) -> None:
    text = page(client, "/query/wat-gebeurde-wanneer", sort="earliestBegin")
    dates = [row[2] for row in rows(text) if "niet genoemd" not in row[2]]
    assert "1 september 2015" in dates
    years = [int(day[-4:]) for day in dates]
    assert len(set(years)) > 2
    assert years == sorted(years)
    assert ">december 2018</td>" in page(client, "/query/wie-is-ambassadeur-van-wat")


def test_what_is_absent_is_told_as_not_named(client: FlaskClient) -> None:
    text = page(client, "/query/wie-is-ambassadeur-van-wat")
    assert '<span class="unseen">niet genoemd</span>' in text


def test_the_pages_of_what_was_asked_about_are_near(client: FlaskClient) -> None:
    text = page(client, "/query/was-iemand-zeker-ambassadeur-op-een-datum")
    assert 'Gevraagd over: <a href="/doc/person/jan-binnenmars?lang=nl">Jan Binnenmars</a>' in text


def test_the_address_to_share_and_the_code_have_the_parameters(client: FlaskClient) -> None:
    text = page(client, "/query/wat-zei-iemand", speaker=KATLEEN, infer="false", sort="statement")
    shared = re.findall(r'<input id="share" value="([^"]+)" readonly>', text)
    assert len(shared) == 1
    assert client.get(shared[0], headers={"Accept": "text/csv"}).status_code == 200
    assert "sort=" not in shared[0]
    assert "infer=false" in shared[0]
    assert f"<code>curl '{shared[0]}&format=csv'\n" in text
    command = shlex.split(re.findall(r"<code>(curl .*)\n</code>", text)[0])
    assert client.get(command[1]).data == client.get(f"{shared[0]}&format=csv").data


def test_the_sparql_of_a_question_runs_with_its_values(client: FlaskClient) -> None:
    text = page(client, "/query/wat-zei-iemand", speaker=KATLEEN)
    link = re.findall(r'<a class="button quiet" href="(/sparql[^"]+)"', text)[0]
    answer = html.unescape(client.get(link, headers={"Accept": "text/html"}).text)
    assert len(rows(text)) > 1
    assert [row[1:] for row in rows(answer)] == rows(text)  # the page of a question does not repeat what was asked


def test_an_example_is_put_into_the_editor(client: FlaskClient) -> None:
    text = page(client, "/sparql", example="wat-zei-iemand")
    area = text.partition('<textarea class="code" id="query"')[2].partition("</textarea>")[0]
    assert f"<{ELISE}>" in area
    assert "pg:speaker" in area


def test_the_terms_to_complete_are_those_of_the_graph(client: FlaskClient) -> None:
    terms = json.loads(client.get("/sparql/terms?lang=nl").data)
    assert ["pg:chairs", "is voorzitter van"] in terms["properties"]
    assert ["pg:Statement", "uitspraak"] in terms["classes"]
    assert terms["prefixes"]["pg"] == "https://w3id.org/preventiegraaf/def#"


def test_names_of_iris(client: FlaskClient) -> None:
    response = client.get("/sparql/names", query_string={"lang": "nl", "iri": [JAN, "no iri", "http://example.org/x"]})
    names = json.loads(response.data)
    assert names[JAN] == {"name": "Jan Binnenmars", "href": "/doc/person/jan-binnenmars?lang=nl"}
    assert "no iri" not in names
    assert names["http://example.org/x"]["name"] == "<http://example.org/x>"
    tag = response.headers["ETag"]
    again = client.get("/sparql/names", query_string={"lang": "nl", "iri": JAN}, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert client.get("/sparql/names", query_string={"iri": [JAN] * 501}).status_code == 400


def test_without_the_libraries_the_page_is_a_plain_form(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.application, "static_folder", "/nowhere")
    text = page(client, "/sparql")
    assert TEXTS["no_editor"]["nl"] in text
    assert "vendor/" not in text
    assert '<textarea class="code" id="query" name="query"' in text


def test_an_empty_answer_is_explained_on_its_page(client: FlaskClient) -> None:
    text = page(client, "/sparql", query="SELECT * { ?p pg:chair ?b }")
    assert "pg:chair komt in de bevraagde gegevens niet voor." in text
    corrected = re.findall(r'Bedoelde u <a href="(/sparql[^"]+)"><code>pg:chairs</code>', text)
    assert len(corrected) == 1
    assert rows(client.get(corrected[0], headers={"Accept": "text/html"}).text)
    english = page(client, "/sparql", query="SELECT * { ?p pg:chairs ?b }", infer="false", lang="en")
    assert "With what is inferred there is an answer." in english


def test_an_empty_answer_is_explained_in_the_head_of_json(client: FlaskClient) -> None:
    asked = {"query": "SELECT ?p ?b { ?p pg:chair ?b }", "format": "json"}
    response = client.get("/sparql", query_string=asked)
    body = json.loads(response.data)
    assert body["results"] == {"bindings": []}
    explanation = body["head"]["explanation"]
    assert explanation["cause"] == "pattern"
    assert explanation["absent"][0]["nearest"] == ["pg:chairs"]
    assert explanation["message"]["nl"][1] == "pg:chair komt in de bevraagde gegevens niet voor."
    result = parse_query_results(response.data, format=QueryResultsFormat.JSON)
    assert isinstance(result, QuerySolutions)
    assert [variable.value for variable in result.variables] == ["p", "b"]
    assert Result.parse(io.BytesIO(response.data), format="json").vars is not None
    other = client.get("/sparql", query_string={**asked, "format": "csv"})
    assert other.text == "p,b\r\n"


def test_an_answer_with_rows_has_no_explanation(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "SELECT * { ?p pg:chairs ?b }", "format": "json"})
    assert "explanation" not in json.loads(response.data)["head"]
    assert "Waarom is er geen antwoord" not in page(client, "/query/wie-is-voorzitter-van-wat")


def test_a_verdict_of_no_is_explained(client: FlaskClient) -> None:
    menzis = "https://w3id.org/preventiegraaf/id/organisation/menzis"
    text = page(client, "/query/is-een-samenwerking-een-preventiecoalitie", collaboration=menzis)
    assert "Nee: dit staat niet in de gelezen bronnen." in text
    assert f"Geen enkel feit past op: <{menzis}> a pg:PreventionCoalition" in text
    assert f"<code><{menzis}></code> ‘Menzis’; <code>pg:PreventionCoalition</code> ‘preventiecoalitie’." in text
