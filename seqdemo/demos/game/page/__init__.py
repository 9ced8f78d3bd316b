"""The page "You against the LSTM"."""
