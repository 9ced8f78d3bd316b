"""Lessons: the list, a lesson of one's own, and worksheets."""
