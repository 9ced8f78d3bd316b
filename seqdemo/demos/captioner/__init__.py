"""Caption a photo: a CNN encoder with an LSTM decoder."""
