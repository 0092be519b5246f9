"""Read queries on stores: knows SPARQL, knows no files of the graph and no HTTP."""

from preventiegraaf.querying.engine import Result, run
from preventiegraaf.querying.evaluation import collect
from preventiegraaf.querying.questions import Parameter, Question, answer, read_questions
from preventiegraaf.querying.syntax.binding import term
from preventiegraaf.querying.syntax.forms import builds_graph
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.workers.forking import ForkServer
from preventiegraaf.querying.workers.pool import Pool
from preventiegraaf.querying.workers.turns import Crew

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
