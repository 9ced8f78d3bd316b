"""Explore hidden states: a page over the other demos' networks, and over traces from outside."""
