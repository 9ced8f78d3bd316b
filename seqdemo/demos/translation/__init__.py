"""Translate a sentence: an encoder reads it, a decoder says it."""
