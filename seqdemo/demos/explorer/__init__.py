"""Explore hidden states of any demo's networks, or of trace files."""
