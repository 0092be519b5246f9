"""Another SPARQL engine in place of the store: what it holds, how it is asked, what it replies."""
