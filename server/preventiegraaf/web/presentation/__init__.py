"""Things, documents, terms and hits as pages show them, made ready for the templates."""
