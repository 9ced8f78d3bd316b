"""Judge the mood of a sentence after every word: LSTM, GRU and RNN."""
