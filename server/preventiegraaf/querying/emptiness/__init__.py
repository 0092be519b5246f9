"""Why a query has no rows, and what would change that."""
