from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from preventiegraaf.querying import Pool
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.texts import Text, read_texts
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from preventiegraaf.web.presentation import documents

INTERVIEW = "/doc/document/gesprek-met-wikkerink.html"
SHORT = "/doc/document/gesprek-met-binnenmars.html"


@pytest.fixture(scope="module")
def with_texts(snapshot: Snapshot, pool: Pool, texts: Path) -> FlaskClient:
    return create_app(Served(snapshot, pool, {}, texts=read_texts(texts))).test_client()


def facts(page: str) -> list[str]:
    return re.findall(r'<li id="f-\d+".*?</li>\s*(?=<li id="f-|</ul>)', page, re.DOTALL)


def test_without_the_text_the_facts_stand_in_its_order_with_their_passages(client: FlaskClient) -> None:
    page = client.get(f"{SHORT}?lang=en").text
    assert "is not on this server" in page
    assert 'class="hit' not in page
    found = facts(page)
    assert len(found) == 51
    starts = [int(re.findall(r"/passage/gesprek-met-binnenmars-(\d+)-", fact)[0]) for fact in found]
    assert starts == sorted(starts)
    assert all("<blockquote" in fact for fact in found)


def test_a_fact_stands_at_the_passage_that_is_most_its_own(client: FlaskClient) -> None:
    page = client.get("/doc/document/binnenmars-ambassadeur.html?lang=en").text
    chair = next(fact for fact in facts(page) if "chairmanship" in fact and "SCOT" in fact)
    passages = re.findall(r"/passage/binnenmars-ambassadeur-(\d+-\d+)", chair)
    assert passages[0] != "0-15"
    assert "0-15" in passages


def test_with_the_text_all_of_it_is_shown_once(with_texts: FlaskClient, texts: Path) -> None:
    page = with_texts.get(f"{INTERVIEW}?lang=nl").text
    shown = re.findall(r'<p class="words" lang="nl">(.*?)</p>', page, re.DOTALL)
    told = "\n".join(unescape(re.sub(r"<[^>]+>", "", line)) for line in shown)
    text = next(text for text in read_texts(texts).values() if "Laborijn" in text.content)
    assert told.split() == text.content.split()


def test_words_lead_to_facts_and_facts_to_words(with_texts: FlaskClient) -> None:
    page = with_texts.get(f"{INTERVIEW}?lang=nl").text
    identifiers = set(re.findall(r'id="([^"]+)"', page))
    assert len(identifiers) == len(re.findall(r' id="', page))
    anchors = set(re.findall(r'href="#([pf]-[^"]+)"', page))
    assert anchors <= identifiers
    assert len([anchor for anchor in anchors if anchor.startswith("p-")]) > 250
    numbers = {number for fact in facts(page) for number in re.findall(r'data-p="([^"]*)"', fact)[0].split()}
    lit = {number for hit in re.findall(r'class="hit[^>]*data-p="([^"]*)"', page) for number in hit.split()}
    assert numbers == lit


def test_a_text_with_another_digest_is_not_shown(snapshot: Snapshot, pool: Pool, texts: Path) -> None:
    others: dict[str, Text] = {f"0{key[1:]}": replace(text, digest="0") for key, text in read_texts(texts).items()}
    with create_app(Served(snapshot, pool, {}, texts=others)).test_client() as client:
        page = client.get(f"{SHORT}?lang=nl").text
        assert "geen daarvan heeft het controlegetal" in page
        assert 'class="hit' not in page


def test_the_tag_of_a_page_tells_whether_it_has_the_text(client: FlaskClient, with_texts: FlaskClient) -> None:
    tags = [asked.get(SHORT).headers["ETag"] for asked in (client, with_texts)]
    assert tags[0] != tags[1]


def test_what_was_left_out_stands_there_with_the_reason(client: FlaskClient, with_texts: FlaskClient) -> None:
    for asked, place in ((client, "tekens 1002–1049"), (with_texts, '<q class="words" lang="nl">')):
        left_out = asked.get(f"{INTERVIEW}?lang=nl").text.partition('id="left-out"')[2].partition("</section>")[0]
        assert left_out.count("<tr>") == 11
        assert place in left_out
        assert "vraag" in left_out


def test_the_share_that_is_accounted_for(client: FlaskClient, with_texts: FlaskClient) -> None:
    assert "144 / 144" in with_texts.get(f"{INTERVIEW}?lang=en").text
    page = client.get(f"{INTERVIEW}?lang=en").text
    share = re.search(r"of the characters accounted for</dt><dd>(\d+)%", page)
    assert share
    assert 80 <= int(share[1]) <= 100


def test_a_long_document_has_parts(with_texts: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_FACTS_A_PART", 60)
    seen: list[str] = []
    for part in range(1, 4):
        page = with_texts.get(f"{INTERVIEW}?part={part}").text
        assert ('rel="prev"' in page) == (part > 1)
        seen += re.findall(r'<li id="(f-\d+)"', page)
    assert len(seen) == len(set(seen))
    assert with_texts.get(f"{INTERVIEW}?part=99").status_code == 404
    assert with_texts.get(f"{INTERVIEW}?part=x").status_code == 400


def test_quotes_lead_to_their_place_on_the_page_of_the_document(client: FlaskClient, with_texts: FlaskClient) -> None:
    person = client.get("/doc/person/jan-binnenmars.html?lang=nl").text
    places = re.findall(r'<cite><a href="/doc/document/gesprek-met-binnenmars\?lang=nl#(p-[^"]+)"', person)
    assert len(places) > 10
    for page in (client.get(SHORT).text, with_texts.get(SHORT).text):
        assert set(places) <= set(re.findall(r'id="(p-[^"]+)"', page))


def test_the_publisher_that_the_text_does_not_name_is_unknown(client: FlaskClient) -> None:
    assert "wie het document uitgaf" in client.get(f"{INTERVIEW}?lang=nl").text


@pytest.mark.parametrize(("language", "name"), [("nl", "Nederlands"), ("en", "Dutch")])
def test_the_language_of_a_document_is_called_by_its_name(client: FlaskClient, language: str, name: str) -> None:
    page = client.get(f"{SHORT}?lang={language}").text
    assert f"<span>{name}</span>" in page
    assert "<span>nl</span>" not in page


def test_words_are_given_for_what_they_say_not_for_what_is_measured(client: FlaskClient) -> None:
    page = client.get("/doc/document/binnenmars-ambassadeur?lang=nl", headers={"Accept": "text/html"}).text
    assert "De woorden van de bron bij: datum van publicatie" in page
    for name in ("taal", "controlegetal van de tekst", "lengte van de tekst"):
        assert f">{name}<" in page
        assert f"De woorden van de bron bij: {name}" not in page


@pytest.mark.parametrize(("language", "day"), [("nl", "16 januari 2019"), ("en", "16 January 2019")])
def test_a_day_is_in_words(client: FlaskClient, language: str, day: str) -> None:
    page = client.get(f"/doc/document/binnenmars-ambassadeur?lang={language}", headers={"Accept": "text/html"}).text
    assert f"<dd><span>{day}</span>" in page.partition("schema:datePublished")[2].partition("</div>")[0]
    assert not re.search(r">\s*2019-01-16\s*<", page)
