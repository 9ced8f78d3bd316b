"""Training: the loop, its phases, and a run that goes on after a kill."""
