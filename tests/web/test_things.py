from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from preventiegraaf.namespaces import BASE

BINNENMARS = "/doc/person/jan-binnenmars.html"
COALITION = "/doc/collaboration/vitaal-twente.html"


def section(page: str, anchor: str) -> str:
    """The part of a page from a heading to the end of its section."""
    assert f'id="{anchor}"' in page
    return page.partition(f'id="{anchor}"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("path", "language", "sentence"),
    [
        (BINNENMARS, "nl", "De gelezen bronnen noemen Jan Binnenmars als Ambassadeur Preventiecoalities"),
        (BINNENMARS, "nl", "wethouder sociaal domein in Twenterand (2006–2018)"),
        (BINNENMARS, "en", "26 statements by Jan Binnenmars are recorded. This comes from 2 documents."),
        (COALITION, "nl", "Vitaal Twente is een preventiecoalitie over preventie."),
        (COALITION, "nl", "als gastheer bij ‘bijeenkomst van Vitaal Twente, medio 2018’."),
        (COALITION, "nl", "Als betrokkenen noemen zij Jan Binnenmars als initiatiefnemer en bestuurslid"),
        ("/doc/post/ambassadeur-preventiecoalities.html", "en", "This post is or was held by Jan Binnenmars."),
        ("/doc/group/veertien-twentse-gemeenten.html", "nl", "De 14 Twentse gemeenten: groep gemeenten (Twente)."),
        ("/doc/organisation/menzis.html", "en", "Menzis is a care office and a health insurer."),
        ("/doc/event/gemeentedelers-2022.html", "nl", "gemeente Rotterdam en Twentse Koers als winnaar;"),
    ],
)
def test_a_thing_is_summed_up_in_sentences(client: FlaskClient, path: str, language: str, sentence: str) -> None:
    assert sentence in client.get(f"{path}?lang={language}").text


def test_who_holds_a_post_is_told_once(client: FlaskClient) -> None:
    page = client.get("/doc/post/ambassadeur-preventiecoalities.html?lang=en").text
    lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
    assert lead == (
        "Ambassador for Prevention Coalitions is a post. This post is or was held by Jan Binnenmars. "
        "This comes from 2 documents."
    )


def test_roles_stand_on_a_line_of_time_with_the_words_as_found(client: FlaskClient) -> None:
    roles = section(client.get(f"{BINNENMARS}?lang=nl").text, "as-actor")
    alderman = next(row for row in roles.split("<tr>") if ">wethouder</a>" in row)
    assert 'rect class="certain"' in alderman
    assert alderman.count('rect class="possible"') == 2
    assert "begonnen in 2006; geëindigd in 2018" in alderman
    assert '<q class="words" lang="nl">van 2006 tot 2018</q>' in alderman
    assert re.search(r"<text [^>]*>20\d\d</text>", roles)


def test_an_end_that_no_source_tells_is_not_no_end(client: FlaskClient) -> None:
    roles = section(client.get(f"{BINNENMARS}?lang=nl").text, "as-actor")
    director = next(row for row in roles.split("<tr>") if ">directeur</a>" in row)
    assert "einde niet in de gelezen bronnen" in director
    assert 'rect class="after"' in director


def test_each_relation_opens_its_words_with_their_document(client: FlaskClient) -> None:
    roles = section(client.get(f"{BINNENMARS}?lang=nl").text, "as-actor")
    rows = roles.split("<tr>")[2:]
    assert len(rows) == 15
    for row in rows:
        assert "<details" in row
        assert "/doc/passage/" in row
        assert "/doc/document/" in row


def test_a_stated_line_opens_the_words_of_its_own_document(client: FlaskClient) -> None:
    said = section(client.get("/doc/collaboration/achterhoek-gezond.html?lang=en").text, "said")
    theme = next(row for row in said.split("<dt>") if ">theme</a>" in row)
    assert "The words of the source for: theme" in theme
    assert "/doc/passage/gesprek-met-wikkerink-" in theme


def test_statements_have_their_speaker_and_their_words(client: FlaskClient) -> None:
    said = section(client.get("/doc/collaboration/twentse-koers.html?lang=nl").text, "said-about")
    proud = next(item for item in said.split('<p class="text">') if "Elise Hol is trots" in item)
    assert "/doc/person/elise-hol" in proud
    assert "Programmamanager Elise Hol is trots</a></blockquote>" in proud


@pytest.mark.parametrize(
    ("path", "language", "silent"),
    [
        (COALITION, "nl", "welke zorgverzekeraar partner is"),
        (COALITION, "en", "whether and when it ended"),
        (
            "/doc/organisation/gemeente-haaksbergen.html",
            "en",
            "in which collaboration or event this organisation takes part",
        ),
        ("/doc/group/veertien-twentse-gemeenten.html", "nl", "wie er tot de groep behoren"),
        ("/doc/event/gemeentedelers-2022.html", "nl", "wie het organiseerde"),
    ],
)
def test_what_no_source_says_is_told_as_unknown(client: FlaskClient, path: str, language: str, silent: str) -> None:
    assert silent in section(client.get(f"{path}?lang={language}").text, "silent")


@pytest.mark.parametrize("path", ["/doc/collaboration/twentse-koers.html", BINNENMARS])
def test_what_a_source_says_is_not_told_as_unknown(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?lang=nl").text
    assert "welke zorgverzekeraar partner is" not in page
    assert "welke rol of functie deze persoon heeft" not in page


def test_a_page_is_cited_with_the_snapshot_and_its_sources(client: FlaskClient) -> None:
    page = client.get(f"{BINNENMARS}?lang=en").text
    digest = re.search(r"[0-9a-f]{16}", page.partition('id="reference"')[2])
    assert digest
    taken = section(page, "take")
    assert "@misc{person-jan-binnenmars," in taken
    assert "TY  - ELEC" in taken
    assert taken.count("https://w3id.org/preventiegraaf/id/person/jan-binnenmars") >= 3
    assert "2019-01-16" in taken
    for name in ("ttl", "jsonld", "csv"):
        assert f'data-copy-address="/doc/person/jan-binnenmars.{name}"' in taken


def test_every_inferred_line_opens_why(client: FlaskClient) -> None:
    follows = section(client.get(f"{BINNENMARS}?lang=nl").text, "follows")
    assert ">is voorzitter van</a>" in follows.partition("<summary>")[0]  # the rest only says the same again
    values = re.findall(r"<dd>(.*?)</dd>", follows, re.DOTALL)
    links = re.findall(r'class="mark why" href="(/explain\?[^"]+)"', follows)
    assert len(links) == follows.count('class="mark why"') > 20
    assert all('class="mark why"' in value for value in values)
    for link in links[:2]:
        answer = client.get(link.replace("&amp;", "&"), headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "/doc/passage/" in answer.text


def test_partners_have_a_place_of_their_own_with_why(client: FlaskClient) -> None:
    partners = section(client.get("/doc/organisation/menzis.html?lang=en").text, "partners")
    for name in ("GGD Twente", "province of Overijssel", "the 14 municipalities of Twente"):
        assert f">{name}</a>" in partners
    assert partners.count('class="mark why"') == 3
    assert "menzis" not in re.sub(r'href="[^"]*"', "", partners).lower()


def test_without_inference_nothing_on_the_page_is_inferred(client: FlaskClient) -> None:
    page = client.get(f"{BINNENMARS}?lang=nl&infer=false").text
    assert 'class="mark why"' not in page
    assert 'id="follows"' not in page
    roles = section(page, "as-actor")
    assert ">voorzitterschap</a>" in roles  # the kind that the files give, not the role that follows from it
    assert ">voorzitter</a>" not in roles


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_things_have_no_empty_heading_and_no_key_of_a_text(client: FlaskClient, language: str) -> None:
    for path in (BINNENMARS, COALITION, "/doc/place/twente.html", "/concept/theme/prevention.html"):
        page = client.get(f"{path}?lang={language}").text
        assert not re.search(r"<h[1-6][^>]*>\s*<", page.replace("<h1><", "")), path
        assert "silent_" not in page
        assert "as-actor</" not in page
        assert 'style="' not in page  # the content security policy would drop it


def test_a_passage_leads_to_its_place_in_the_text(client: FlaskClient) -> None:
    page = client.get("/doc/passage/jongeriusoverleg-2651-2747.html?lang=nl").text
    assert '<a href="/doc/document/jongeriusoverleg?lang=nl#p-2651-2747">tekens 2651–2747</a>' in page
    document = client.get("/doc/document/jongeriusoverleg?lang=nl", headers={"Accept": "text/html"}).text
    assert 'id="p-2651-2747"' in document


@pytest.mark.parametrize(
    ("path", "question", "parameter"),
    [
        ("/doc/place/twente", "wat-gebeurt-er-in-een-streek", "region"),
        ("/doc/person/joop-wikkerink", "wat-zei-iemand", "speaker"),
        ("/concept/theme/care", "welke-initiatieven-zijn-er-op-een-thema", "theme"),
    ],
)
def test_a_thing_leads_to_the_questions_that_can_be_asked_about_it(
    client: FlaskClient, path: str, question: str, parameter: str
) -> None:
    page = client.get(f"{path}?lang=nl", headers={"Accept": "text/html"}).text
    onward = section(page, "onward")
    (href,) = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', onward) if question in link]
    thing = f"{BASE}{path.removeprefix('/').replace('doc/', 'id/')}"
    assert href == f"/query/{question}?{parameter}={thing}&lang=nl"
    assert client.get(href, headers={"Accept": "text/html"}).status_code == 200
    assert ("Bekijk in het netwerk" in onward) is path.startswith("/doc/person")


@pytest.mark.parametrize(
    "path",
    ["/doc/collaboration/vitaal-twente", "/doc/person/elise-hol", "/doc/person/jan-binnenmars", "/doc/place/twente"],
)
def test_every_question_that_is_offered_about_a_thing_has_an_answer(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?lang=nl", headers={"Accept": "text/html"}).text
    links = [html.unescape(link) for link in re.findall(r'href="(/query/[^"]+)"', section(page, "onward"))]
    assert links
    for link in links:
        answer = client.get(f"{link}&format=json").json
        assert answer
        assert answer.get("boolean") or answer["results"]["bindings"], link


def test_a_question_without_an_answer_about_a_thing_is_not_offered(client: FlaskClient) -> None:
    page = client.get("/doc/person/elise-hol?lang=nl", headers={"Accept": "text/html"}).text
    assert "wat-zei-iemand" in section(page, "onward")
    assert "was-iemand-zeker-ambassadeur-op-een-datum" not in page
    page = client.get("/doc/person/jan-binnenmars?lang=nl", headers={"Accept": "text/html"}).text
    assert "was-iemand-zeker-ambassadeur-op-een-datum" in section(page, "onward")


def test_what_refers_to_a_thing_is_told_from_its_side(client: FlaskClient) -> None:
    page = client.get("/doc/place/twente?lang=nl", headers={"Accept": "text/html"}).text
    assert "<dt><span>in dit gebied</span></dt>" in page
    assert "als ‘" not in section(page, "incoming")
