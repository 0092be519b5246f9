"""Sentences about triples in which the things are links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape
from pyoxigraph import Literal

from preventiegraaf.querying.explanation import Sentences
from preventiegraaf.querying.explanation.account import Term
from preventiegraaf.querying.explanation.sentences import Terms
from preventiegraaf.querying.things.axioms import Axioms
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.presentation.presenting import Presenter

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Characters for private use, between which the number of a name stands until the text around it is escaped."""
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class LinkedSentences(Sentences):
    """Sentences in HTML."""

    def __init__(self, wording: Wording, axioms: Axioms) -> None:
        super().__init__(wording, axioms)
        self._presenter = Presenter(wording)
        self._names: list[Term] = []

    def statement(self, terms: Terms) -> str:
        """A triple as a sentence, safe to stand in a page."""
        self._names = []
        text = str(escape(super().statement(terms)))
        return Markup(_MARK.sub(lambda found: self._link(int(found[1])), text))  # noqa: S704 - all text is escaped

    def name(self, term: Term) -> str:
        """A mark that stands for a name."""
        self._names.append(term)
        return f"{_OPEN}{len(self._names) - 1}{_CLOSE}"

    def _link(self, number: int) -> str:
        if number >= len(self._names):
            return ""
        term = self._names[number]
        text, href = escape(super().name(term)), self._presenter.href(term)
        language = getattr(term, "language", None) if isinstance(term, Literal) else None
        if href is not None:
            return f'<a href="{escape(href)}">{text}</a>'
        return f'<span lang="{escape(language)}">{text}</span>' if language else str(text)
