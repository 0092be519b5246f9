"""Read queries on stores: knows SPARQL, knows no files of the graph and no HTTP."""

from preventiegraaf.querying.binding import term
from preventiegraaf.querying.engine import Result, run
from preventiegraaf.querying.evaluation import collect
from preventiegraaf.querying.forking import ForkServer
from preventiegraaf.querying.forms import builds_graph
from preventiegraaf.querying.pool import Pool
from preventiegraaf.querying.questions import Parameter, Question, answer, read_questions
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.turns import Crew

__all__ = [
    "Crew",
    "ForkServer",
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
