"""What can happen in a film, and at one of its frames."""

FILMS = (
    "moves left",
    "moves right",
    "moves up",
    "moves down",
    "bounces",
    "grows",
    "blinks",
    "waves",
    "rests",
)
"""Kinds of films, in the order of the network's outputs."""

FRAMES = ("left", "right", "up", "down", "grows", "blinks", "waves", "rests")
"""What happens at a frame; a ball that bounces goes to one side, then to the other."""

SHORTEST, LONGEST = 4, 12
"""Frames of a film."""
