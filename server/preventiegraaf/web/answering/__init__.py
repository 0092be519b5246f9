"""From a query, as a reader asks it, to its answer as a file or a page."""
