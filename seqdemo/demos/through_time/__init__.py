"""Back through time: how the gradient of a short word is made."""
