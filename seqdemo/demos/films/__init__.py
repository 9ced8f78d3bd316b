"""Films of 7x7 frames: what happens, after every frame and in all."""
