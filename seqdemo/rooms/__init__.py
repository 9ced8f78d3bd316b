"""Rooms of a class: store, rights, codes, votes."""
