"""Game: a visitor and the Shakespeare writer guess the next letter."""
