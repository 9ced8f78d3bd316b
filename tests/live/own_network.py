"""A reader's script with a busy main thread: `explore` runs beside it."""

import pickle
import sys

import torch
from torch import nn

import seqdemo

TEXT = "the cat sat on the mat. " * 3
LETTERS = sorted(set(TEXT))


class Writer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(len(LETTERS), 6)
        self.recurrent = nn.LSTM(6, 10, batch_first=True)
        self.out = nn.Linear(10, len(LETTERS))

    def forward(self, ids):
        return self.out(self.recurrent(self.embedding(ids))[0])


def encode(text):
    return torch.tensor([[LETTERS.index(letter) for letter in text]])


def main():
    torch.manual_seed(0)
    writer, ids = Writer(), encode(TEXT)
    port = int(sys.argv[1])
    shown = seqdemo.explore(writer, TEXT, encode=encode, classes=LETTERS, name="cats", port=port)
    optimizer = torch.optim.Adam(writer.parameters(), 1e-2)
    for line in sys.stdin:
        if line == "stop\n":
            shown.stop()
        else:
            loss = nn.functional.cross_entropy(writer(ids)[0, :-1], ids[0, 1:])
            loss.backward()
            optimizer.step()
            assert pickle.loads(pickle.dumps(writer)).out.bias.equal(writer.out.bias)
        print("done", line.strip(), flush=True)


if __name__ == "__main__":
    main()
