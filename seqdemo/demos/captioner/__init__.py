"""A network says what is on a photo, word by word, and shows where it looks."""
