"""Letters drawn on 7x7 grids become a word."""
