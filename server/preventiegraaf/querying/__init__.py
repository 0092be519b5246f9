"""Read queries on stores: knows SPARQL, knows no files of the graph and no HTTP."""

from preventiegraaf.querying.engine import Result, run
from preventiegraaf.querying.evaluation import collect, term
from preventiegraaf.querying.pool import Crew, Pool
from preventiegraaf.querying.questions import Parameter, Question, answer, read_questions
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.tokens import builds_graph

__all__ = [
    "Crew",
    "Limits",
    "Parameter",
    "Pool",
    "Question",
    "Result",
    "Task",
    "Written",
    "answer",
    "builds_graph",
    "collect",
    "read_questions",
    "run",
    "term",
]
