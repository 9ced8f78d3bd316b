"""Tiny Shakespeare: where it is published, and what it must hash to."""

from seqdemo.core.datasets import DatasetSource, RemoteFile

DATASET = DatasetSource(
    name="shakespeare",
    files=(
        RemoteFile(
            url="https://raw.githubusercontent.com/karpathy/char-rnn/"
            "master/data/tinyshakespeare/input.txt",
            sha256="86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
            target="input.txt",
        ),
    ),
    licence="The text is in the public domain; the repository is MIT.",
)
