"""The 78 rules of OWL 2 RL/RDF as data, each once, under the name that W3C gives it (OWL 2 Profiles, section 4.3).

One table serves everything: materialisation specialises the rules to the axioms of a graph, consistency runs the
false-rules, explanation reads the rules backwards, from a conclusion to premises. There is a module per W3C table.

To add a rule: write it in the module of the table where a reader will look for it, with a name that no rule has yet
(`notation` tells how a rule is written); put a file that it draws a conclusion from and one that it does not in
`tests/reasoning/rules/<name>/`; add the name to the list in `tests/reasoning/test_rule_table.py`, which holds the table
to W3C's; and say in `querying/explanation/phrases.py`, in Dutch and in English, what the rule is about.

The compiler asks one thing of a rule: a variable in the place of a predicate, or of the class in `?x rdf:type ?c`, must
also stand in a premise about the schema (one whose predicate is a term, and whose class, if that is rdf:type, is one
too) or be a member of a list. The rules of equality and of values, tables 4 and 8, are the exceptions; they are built
into the engine.
"""

from preventiegraaf.reasoning.rules import class_axioms, classes, datatypes, equality, properties, schema
from preventiegraaf.reasoning.rules.notation import Choice, Condition, ListPremise, Pattern, Rule, Test, Variable

RULES: tuple[Rule, ...] = (
    *(equality.RULES + properties.RULES + classes.RULES),
    *(class_axioms.RULES + datatypes.RULES + schema.RULES),
)
"""Tables 4 to 9, in the order of W3C."""

__all__ = ["RULES", "Choice", "Condition", "ListPremise", "Pattern", "Rule", "Test", "Variable"]
