"""Train a writer on your own text, in the page."""
