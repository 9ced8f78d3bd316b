"""The next word: a keyboard, a blank to fill, long memory."""
