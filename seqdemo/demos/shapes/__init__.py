"""The map: every shape of network as a live model."""
