"""Read queries on a store: knows SPARQL, knows no files of the graph and no HTTP."""

from preventiegraaf.querying.engine import Result, run
from preventiegraaf.querying.questions import Parameter, Question, answer, read_questions

__all__ = ["Parameter", "Question", "Result", "answer", "read_questions", "run"]
