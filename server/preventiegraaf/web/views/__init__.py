"""The addresses of the server, a blueprint for each subject."""
