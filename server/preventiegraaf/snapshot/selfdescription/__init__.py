"""What the graph says of itself: VoID, DCAT, schema.org, its questions, and the description of its SPARQL service.

All of it is made from what the build counted and wrote, and from the address at which readers reach the server.
"""

from preventiegraaf.snapshot.selfdescription.dcat import dcat
from preventiegraaf.snapshot.selfdescription.publication import Publication
from preventiegraaf.snapshot.selfdescription.questions import with_questions
from preventiegraaf.snapshot.selfdescription.schemaorg import schemaorg
from preventiegraaf.snapshot.selfdescription.service import service
from preventiegraaf.snapshot.selfdescription.statistics import Statistics, measure
from preventiegraaf.snapshot.selfdescription.void import void

__all__ = ["Publication", "Statistics", "dcat", "measure", "schemaorg", "service", "void", "with_questions"]
