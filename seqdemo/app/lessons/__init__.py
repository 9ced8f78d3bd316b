"""Lessons on the pages: the one that runs, its strip, and answers."""
