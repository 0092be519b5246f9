"""Explanations for readers: the words behind each leaf, sentences in Dutch and English, plain text, JSON and PROV-O."""

from preventiegraaf.querying.explanation.account import Account, read_account
from preventiegraaf.querying.explanation.accounting import Accountant
from preventiegraaf.querying.explanation.naming import triple_meant
from preventiegraaf.querying.explanation.sentences import Sentences, sentences_in
from preventiegraaf.querying.explanation.telling import Line, Place, Places, Teller

__all__ = [
    "Account",
    "Accountant",
    "Line",
    "Place",
    "Places",
    "Sentences",
    "Teller",
    "read_account",
    "sentences_in",
    "triple_meant",
]
