"""Seeded graphs of universities in the manner of the Lehigh University Benchmark, of any size, as N-Triples.

The ontology has classes four deep, inverse, transitive and narrower properties, and classes that are defined by what
their members do (`owl:someValuesFrom`). A university has departments, and these have professors, students, courses,
publications and research groups; what is left to the reasoner is who is a student, an employee or a chair, whose member
one is, and what an organisation is a part of.

Source of the idea: Guo, Pan and Heflin, LUBM: A Benchmark for OWL Knowledge Base Systems, 2005.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import TextIOBase
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

_DEF = "http://example.org/university#"
_ONTOLOGY = f"""
@prefix : <{_DEF}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:Employee rdfs:subClassOf :Person ; owl:intersectionOf (:Person [ owl:onProperty :worksFor ; owl:someValuesFrom
  :Organization ]) .
:Student rdfs:subClassOf :Person ; owl:intersectionOf (:Person [ owl:onProperty :takesCourse ; owl:someValuesFrom
  :Course ]) .
:Chair rdfs:subClassOf :Professor ; owl:intersectionOf (:Person [ owl:onProperty :headOf ; owl:someValuesFrom
  :Department ]) .
:TeachingAssistant rdfs:subClassOf :Person ; owl:intersectionOf (:Person [ owl:onProperty :assists ; owl:someValuesFrom
  :Course ]) .
:Faculty rdfs:subClassOf :Employee .
:Professor rdfs:subClassOf :Faculty .
:Lecturer rdfs:subClassOf :Faculty .
:FullProfessor rdfs:subClassOf :Professor .
:AssociateProfessor rdfs:subClassOf :Professor .
:AssistantProfessor rdfs:subClassOf :Professor .
:GraduateStudent rdfs:subClassOf :Student .
:UndergraduateStudent rdfs:subClassOf :Student .
:University rdfs:subClassOf :Organization .
:Department rdfs:subClassOf :Organization .
:ResearchGroup rdfs:subClassOf :Organization .
:Course rdfs:subClassOf :Work .
:GraduateCourse rdfs:subClassOf :Course .
:Article rdfs:subClassOf :Publication .
:ConferencePaper rdfs:subClassOf :Article .

:headOf rdfs:subPropertyOf :worksFor .
:worksFor rdfs:subPropertyOf :memberOf .
:memberOf owl:inverseOf :member ; rdfs:range :Organization .
:subOrganizationOf a owl:TransitiveProperty ; rdfs:domain :Organization ; rdfs:range :Organization .
:doctoralDegreeFrom rdfs:subPropertyOf :degreeFrom .
:mastersDegreeFrom rdfs:subPropertyOf :degreeFrom .
:undergraduateDegreeFrom rdfs:subPropertyOf :degreeFrom .
:degreeFrom owl:inverseOf :hasAlumnus ; rdfs:domain :Person ; rdfs:range :University .
:teacherOf rdfs:domain :Faculty ; rdfs:range :Course .
:takesCourse rdfs:range :Course .
:advisor rdfs:domain :Person ; rdfs:range :Professor .
:publicationAuthor rdfs:domain :Publication ; rdfs:range :Person .
"""
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_UNIVERSITIES = 1_000
_PROFESSORS = {"FullProfessor": (7, 10), "AssociateProfessor": (10, 14), "AssistantProfessor": (8, 11)}


def generate(path: Path, triples: int, seed: int = 3) -> Path:
    """Write the ontology and about so many triples; the same arguments give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write((serialize(parse(_ONTOLOGY, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b"").decode())
        registrar = _Registrar(file, random.Random(seed))  # noqa: S311
        while registrar.written < triples:
            registrar.university(triples)
    return unfinished.rename(path)


class _Registrar:
    """Writes universities, department by department."""

    def __init__(self, file: TextIOBase, chance: random.Random) -> None:
        self.written, self._universities = 0, 0
        self._file, self._chance = file, chance
        self._host = ""

    def university(self, most: int) -> None:
        """Write one more university, or a part of it if there are triples enough."""
        self._universities += 1
        university = f"<http://example.org/university/{self._universities}>"
        self._is(university, "University")
        for number in range(self._chance.randint(15, 25)):
            if self.written < most:
                self._department(university, f"http://example.org/university/{self._universities}/department/{number}")

    def _say(self, subject: str, property_: str, object_: str) -> None:
        self._file.write(f"{subject} <{_DEF}{property_}> {object_} .\n")
        self.written += 1

    def _is(self, thing: str, class_: str) -> None:
        self._file.write(f"{thing} {_TYPE} <{_DEF}{class_}> .\n")
        self.written += 1

    def _department(self, university: str, address: str) -> None:
        self._host = address
        department = f"<{address}>"
        self._is(department, "Department")
        self._say(department, "subOrganizationOf", university)
        courses = self._courses("Course", self._chance.randint(40, 60))
        advanced = self._courses("GraduateCourse", self._chance.randint(30, 45))
        teaching = iter([*courses, *advanced])
        professors = [
            self._professor(f"{kind}{number}", kind, department, teaching)
            for kind, (least, most) in _PROFESSORS.items()
            for number in range(self._chance.randint(least, most))
        ]
        self._say(professors[0], "headOf", department)
        for number in range(self._chance.randint(10, 20)):
            group = self._thing(f"group/{number}", "ResearchGroup")
            self._say(group, "subOrganizationOf", department)
        for number in range(len(professors) * self._chance.randint(8, 14)):
            self._student(f"student/{number}", "UndergraduateStudent", department, courses, professors, 0.2)
        for number in range(len(professors) * self._chance.randint(3, 4)):
            student = self._student(f"graduate/{number}", "GraduateStudent", department, advanced, professors, 1)
            self._say(student, "undergraduateDegreeFrom", self._any_university())
            if self._chance.random() < 0.25:
                self._say(student, "assists", self._chance.choice(courses))

    def _thing(self, name: str, class_: str) -> str:
        thing = f"<{self._host}/{name}>"
        self._is(thing, class_)
        return thing

    def _courses(self, class_: str, count: int) -> list[str]:
        return [self._thing(f"{class_}/{number}", class_) for number in range(count)]

    def _any_university(self) -> str:
        return f"<http://example.org/university/{self._chance.randint(1, _UNIVERSITIES)}>"

    def _professor(self, name: str, class_: str, department: str, teaching: Iterator[str]) -> str:
        professor = self._thing(f"professor/{name}", class_)
        self._say(professor, "worksFor", department)
        self._person(professor, name)
        for degree in ("undergraduateDegreeFrom", "mastersDegreeFrom", "doctoralDegreeFrom"):
            self._say(professor, degree, self._any_university())
        for _ in range(self._chance.randint(1, 3)):
            course = next(teaching, None)
            if course is not None:
                self._say(professor, "teacherOf", course)
        for number in range(self._chance.randint(5, 18)):
            paper = self._thing(f"professor/{name}/paper/{number}", self._chance.choice(("Article", "ConferencePaper")))
            self._say(paper, "publicationAuthor", professor)
        return professor

    def _student(
        self, name: str, class_: str, department: str, courses: list[str], professors: list[str], advised: float
    ) -> str:
        student = self._thing(name, class_)
        self._say(student, "memberOf", department)
        self._person(student, name)
        for course in self._chance.sample(courses, self._chance.randint(2, 4)):
            self._say(student, "takesCourse", course)
        if self._chance.random() < advised:
            self._say(student, "advisor", self._chance.choice(professors))
        return student

    def _person(self, person: str, name: str) -> None:
        self._say(person, "name", f'"{name}"')
        self._say(person, "emailAddress", f'"{name}@{self._host[7:]}"')
        self._say(person, "telephone", '"xxx-xxx-xxxx"')
