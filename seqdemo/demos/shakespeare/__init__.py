"""A network writes on, in the manner of Shakespeare."""
