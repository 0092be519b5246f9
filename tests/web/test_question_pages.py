from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile

import pytest
from flask.testing import FlaskClient

from preventiegraaf.namespaces import BASE
from preventiegraaf.paths import Root
from preventiegraaf.querying import read_questions

HTML = {"Accept": "text/html"}
ELISE = "https://w3id.org/preventiegraaf/id/person/elise-hol"
KATLEEN = "https://w3id.org/preventiegraaf/id/person/katleen-horck"


def test_all_questions_in_json(client: FlaskClient, root: Root) -> None:
    response = client.get("/query/", headers={"Accept": "application/json"})
    assert response.mimetype == "application/json"
    listed = {entry["name"]: entry for entry in json.loads(response.data)["questions"]}
    assert list(listed) == [question.name for question in read_questions(root.queries)]
    entry = listed["wat-zei-iemand"]
    assert entry["url"] == "http://localhost/query/wat-zei-iemand"
    assert entry["titles"].keys() == entry["descriptions"].keys() == {"nl", "en"}
    assert [(field["name"], field["type"], field["default"]) for field in entry["parameters"]] == [
        ("speaker", "iri", ELISE)
    ]
    dated = listed["was-iemand-zeker-ambassadeur-op-een-datum"]["parameters"]
    assert {field["datatype"].rpartition("#")[2] for field in dated if field["type"] == "literal"} == {"date"}


def test_a_browser_gets_the_page(client: FlaskClient) -> None:
    assert client.get("/query/").mimetype == "text/html"
    assert client.get("/query/?format=json").mimetype == "application/json"
    assert client.get("/query/", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("suffix", "mimetype"),
    [
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("html", "text/html"),
    ],
)
def test_a_suffix_chooses_the_format(client: FlaskClient, suffix: str, mimetype: str) -> None:
    by_suffix = client.get(f"/query/wat-zei-iemand.{suffix}", headers={"Accept": "image/png"})
    by_format = client.get("/query/wat-zei-iemand", query_string={"format": suffix})
    assert (by_suffix.status_code, by_suffix.mimetype) == (200, mimetype)
    if suffix != "html":
        assert by_suffix.data == by_format.data


@pytest.mark.parametrize(
    ("name", "status"), [("wat-zei-iemand.ttl", 406), ("wat-zei-iemand.png", 404), (".csv", 404), ("nope.csv", 404)]
)
def test_other_suffixes_are_refused(client: FlaskClient, name: str, status: int) -> None:
    assert client.get(f"/query/{name}").status_code == status


def test_a_suffix_goes_with_parameters(client: FlaskClient) -> None:
    answers = {
        speaker: client.get("/query/wat-zei-iemand.csv", query_string={"speaker": speaker}).data
        for speaker in (ELISE, KATLEEN)
    }
    assert answers[ELISE] != answers[KATLEEN]


@pytest.mark.parametrize("given", ["Elise Hol", "elise hol", "person:elise-hol", f"<{ELISE}>", ELISE])
def test_a_parameter_takes_a_thing_by_name_or_iri(client: FlaskClient, given: str) -> None:
    asked = client.get("/query/wat-zei-iemand.csv", query_string={"speaker": given})
    assert asked.data == client.get("/query/wat-zei-iemand.csv", query_string={"speaker": ELISE}).data


def test_a_file_may_have_names_for_readers(client: FlaskClient) -> None:
    path = "/query/wie-is-voorzitter-van-wat"
    dutch = list(csv.reader(io.StringIO(client.get(f"{path}.csv?names=true&lang=nl").text)))
    assert dutch[0][:3] == ["persoon", "voorzitter van", "deel van"]
    assert ["José Manshanden", "Jongeriusoverleg", ""] in [row[:3] for row in dutch]
    assert {row[3] for row in dutch[1:]} == {"2019-01-16", ""}
    english = client.get(f"{path}.csv?names=true&lang=en")
    assert english.text.startswith("person,chaired,part of,certain on,")
    assert english.headers["ETag"] != client.get(f"{path}.csv?names=true&lang=nl").headers["ETag"]
    sheet = client.get(f"{path}.xlsx?names=true&lang=nl").data
    with zipfile.ZipFile(io.BytesIO(sheet)) as book:
        assert "José Manshanden" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/query/wie-is-voorzitter-van-wat.json", {}),
        ("/query/is-een-samenwerking-een-preventiecoalitie.csv", {}),
        ("/sparql", {"query": "DESCRIBE pg:chairs", "format": "ttl"}),
    ],
)
def test_only_tables_have_names(client: FlaskClient, path: str, asked: dict[str, str]) -> None:
    response = client.get(path, query_string={"names": "true", **asked})
    assert response.status_code == 400
    assert "names=true" in response.text


def test_the_words_in_an_answer_lead_to_their_passages(client: FlaskClient) -> None:
    page = client.get("/query/wie-is-voorzitter-van-wat.html?lang=nl").text
    links = dict(re.findall(r'<a href="/doc/passage/([^"?]+)[^"]*">([^<]+)</a>', page))
    assert "Voorzitter José Manshanden" in links.values()
    assert all(client.get(f"/doc/passage/{name}").status_code == 200 for name in links)


def test_shares_are_written_as_the_language_does_and_sorted_by_value(client: FlaskClient) -> None:
    path = "/query/welk-aandeel-van-de-inzendingen-won?sort=-shareOfEntries"
    shown = {
        language: re.findall(r'class="number">([^<]+)<', client.get(f"{path}&lang={language}&format=html").text)
        for language in ("nl", "en")
    }
    assert shown["nl"][-1] == "0,043"
    assert shown["en"][-1] == "0.043"


def test_a_name_that_nothing_has_is_told_with_those_like_it(client: FlaskClient) -> None:
    response = client.get("/query/wat-zei-iemand.csv", query_string={"speaker": "Elise Hool"})
    assert response.status_code == 400
    assert "‘Elise Hol’" in response.text


def test_a_field_without_choices_shows_and_takes_a_name(client: FlaskClient) -> None:
    page = client.get("/query/in-welke-documenten-staat-een-zaak.html?lang=nl").text
    assert 'type="search"' in page.partition("<main")[2]
    assert 'value="Vitaal Twente"' in page
    asked = client.get("/query/in-welke-documenten-staat-een-zaak.html?lang=nl&thing=Menzis").text
    assert 'value="Menzis"' in asked
    assert "zorgverzekeraar en zorgkantoor Menzis" in asked


@pytest.mark.parametrize("value", ["> } DROP ALL #", '" . ?s ?p ?o', "urn:x> . <urn:y", "\u0000"])
def test_a_parameter_is_a_term_and_never_text_of_the_query(client: FlaskClient, value: str) -> None:
    response = client.get("/query/wat-zei-iemand.csv", query_string={"speaker": value})
    assert response.status_code == 400
    dated = client.get("/query/was-iemand-zeker-ambassadeur-op-een-datum.json", query_string={"date": value})
    assert dated.status_code in (200, 400)


def test_an_answer_can_be_cited_with_what_it_was_asked_about(client: FlaskClient) -> None:
    page = client.get("/query/wat-zei-iemand?lang=nl", headers={"Accept": "text/html"}).text
    reference = page.partition('id="reference">')[2].partition("</p>")[0]
    assert "“Wat zei iemand? (Elise Hol)”" in reference
    assert "http://localhost/query/wat-zei-iemand" in reference
    assert "@misc{query-wat-zei-iemand," in page


def test_each_inferred_line_of_an_answer_leads_to_why_it_holds(client: FlaskClient) -> None:
    page = client.get("/query/wat-is-over-een-zaak-afgeleid?lang=nl", headers={"Accept": "text/html"}).text
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    reasons = [html.unescape(link) for link in re.findall(r'class="mark why" href="([^"]+)"', body)]
    assert len(reasons) == body.count("<tr>") > 0
    assert "rdf:type" not in body
    assert client.get(reasons[0], headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    ("thing", "language", "name"),
    [
        (
            "id/membership/jan-binnenmars-rvt-scot-voorzitter",
            "nl",
            "voorzitterschap: Jan Binnenmars – raad van toezicht van SCOT",
        ),
        ("id/passage/gesprek-met-binnenmars-20-34", "en", "‘Jan Binnenmars’"),
        ("def#involvedIn", "nl", "is betrokken bij"),
    ],
)
def test_a_thing_that_was_asked_about_has_its_name_in_the_field_and_in_the_reference(
    client: FlaskClient, thing: str, language: str, name: str
) -> None:
    path = "/query/in-welke-documenten-staat-een-zaak"
    page = client.get(path, query_string={"thing": BASE + thing, "lang": language}, headers=HTML).text
    (found,) = re.findall(r'<input type="search"[^>]* value="([^"]*)" required', page)
    field = html.unescape(found)
    assert field.startswith(name)
    assert f"({name})”. Preventiegraaf" in html.unescape(page)
    again = client.get(path, query_string={"thing": field, "format": "csv"})
    assert again.data == client.get(path, query_string={"thing": BASE + thing, "format": "csv"}).data


@pytest.mark.parametrize(
    ("infer", "words"),
    [("true", "uit wat de bronnen zeggen en wat daaruit volgt"), ("false", "zonder wat daaruit volgt")],
)
def test_the_caption_tells_in_plain_words_what_the_answer_is_made_of(
    client: FlaskClient, infer: str, words: str
) -> None:
    page = client.get(f"/query/wat-zei-iemand?lang=nl&infer={infer}", headers=HTML).text
    assert re.search(rf"<p>\d+ resultaten [a-z ,]*{words}\.", page)


def test_a_parameter_that_a_question_does_not_have_is_refused_for_data_and_told_on_a_page(client: FlaskClient) -> None:
    path = "/query/wat-zei-iemand"
    answer = client.get(f"{path}.csv?persoon=Elise+Hol")
    assert answer.status_code == 400
    assert answer.text.startswith("This question has no parameter persoon. It has: speaker, ")
    page = client.get(f"{path}?persoon=Elise+Hol&lang=nl", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "nl"
    assert re.search(r"niet kent; daarmee is niets gedaan: <code>persoon</code>", page.text)
    known = {"speaker": "Elise Hol", "infer": "false", "sources": "", "names": "true", "lang": "nl", "sort": "speaker"}
    for data in (path, f"{path}.csv"):
        answer = client.get(data, query_string=known, headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "daarmee is niets gedaan" not in answer.text


def test_a_question_of_yes_or_no_offers_all_things_of_the_kind_those_with_yes_first(client: FlaskClient) -> None:
    page = client.get("/query/is-een-samenwerking-een-preventiecoalitie?lang=nl", headers={"Accept": "text/html"}).text
    yes, _, no = page.partition("<select")[2].partition("</select>")[0].partition("Hierover zeggen de bronnen niets")
    assert re.findall(r'value="[^"]+/([a-z-]+)"', yes) == ["vitaal-twente"]
    assert {"twentse-koers", "samen14", "jongeriusoverleg"} <= set(re.findall(r'value="[^"]+/([a-z0-9-]+)"', no))


def test_what_the_chosen_documents_do_not_say_is_not_said_of_all(client: FlaskClient) -> None:
    path = "/query/wat-zei-iemand?speaker=Elise+Hol&sources=gesprek-met-binnenmars"
    page = client.get(f"{path}&lang=nl", headers={"Accept": "text/html"}).text
    assert "Geen resultaten: dit staat niet in de documenten die u koos" in page
    assert "niet in de gelezen bronnen." not in page.partition('id="answer"')[2].partition('id="take"')[0]
    told = client.get(f"{path}&format=json").json
    assert told
    (absent,) = told["head"]["explanation"]["absent"]
    assert absent["iri"].endswith("elise-hol")
    assert not absent["nearest"]
    path = "/query/is-een-samenwerking-een-preventiecoalitie?collaboration=Vitaal+Twente&sources=jongeriusoverleg"
    page = client.get(f"{path}&lang=nl", headers={"Accept": "text/html"}).text
    assert "Nee: dit staat niet in de documenten die u koos" in page
