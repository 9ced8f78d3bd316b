"""The photo encoder's layers are those of torchvision, weight for weight."""

from __future__ import annotations

import subprocess
import sys

import torch

from seqdemo.demos.captioner.encoder import PhotoEncoder


def test_it_is_mobilenet_v2_as_torchvision_makes_it() -> None:
    from torchvision.models import mobilenet_v2

    torch.manual_seed(0)
    theirs, ours = mobilenet_v2().features.eval(), PhotoEncoder()
    ours.features.load_state_dict(theirs.state_dict())
    photos = torch.randint(0, 256, (2, 3, 64, 64), dtype=torch.uint8)
    with torch.inference_mode():
        expected = theirs((photos.float() - ours.mean) / ours.std).flatten(2).transpose(1, 2)
        torch.testing.assert_close(ours(photos), expected, rtol=1e-3, atol=1e-6)
    assert expected.std() > 0


def test_a_server_does_without_torchs_compiler() -> None:
    code = (
        "import sys; from seqdemo.tasks.registry import get_task\n"
        "for name, kind in (('captioner', 'attention'), ('sentiment', 'lstm')):\n"
        "    get_task(name).load(kind)\n"
        "print({'torch._dynamo', 'torchvision', 'scipy.optimize'} & sys.modules.keys())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
