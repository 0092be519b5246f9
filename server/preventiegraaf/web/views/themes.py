"""The concept schemes: themes, roles, target groups and others, as trees with what is filed under each concept."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from preventiegraaf.formats import HTML, Format
from preventiegraaf.namespaces import BASE
from preventiegraaf.querying.things.schemes import MOST_COUNTED, Filed, schemes
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.publishing import JSON, as_json
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.presenting import Presenter

blueprint = Blueprint("themes", __name__)


@blueprint.get("/concept/")
def themes() -> Response:
    """All concept schemes with their concepts, and how much is filed under each: a page, or JSON."""
    resource = Resource(f"{BASE}concept/", "/concept/", (HTML, JSON), suffixed=False)
    return represent(resource, None, _written)


def _written(chosen: Format) -> bytes | str:
    wording = Wording(served().snapshot.asserted_values, language())
    found = schemes(served().snapshot.inferred_values, wording)
    if chosen is JSON:
        return as_json(
            {"schemes": [{"iri": scheme.iri.value, "concepts": _as_json(scheme.top, wording)} for scheme in found]}
        )
    return render_template("themes.html", schemes=found, presenter=Presenter(wording), most=MOST_COUNTED)


def _as_json(filed: tuple[Filed, ...], wording: Wording) -> list[dict[str, object]]:
    return [
        {
            "iri": one.concept.value,
            "name": wording.name(one.concept),
            "filed": min(one.count, MOST_COUNTED),
            "filed_here": min(one.own, MOST_COUNTED),
            "more": one.count > MOST_COUNTED,
            "narrower": _as_json(one.below, wording),
        }
        for one in filed
    ]
