"""Shared browser components and their Python side."""
