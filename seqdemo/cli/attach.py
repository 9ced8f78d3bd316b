"""`seqdemo attach`: measure again what ships beside weights."""

from __future__ import annotations

from seqdemo.cli.options import Data, Demo, Device, Networks, chosen_networks, find_task, sentences


def command(
    demo: Demo,
    network: Networks = None,
    data: Data = None,
    device: Device = None,
) -> None:
    """Measure again what ships beside a demo's weights, such as figures of every unit."""
    with sentences():
        from seqdemo.tasks.publish import store_attachments
        from seqdemo.training.device import pick_device

        task = find_task(demo, data)
        for name in chosen_networks(task, network):
            model = task.load(name, pick_device(device))
            files = store_attachments(task, name, model, task.folder(name))
            for file in files:
                print(f"{file}: {file.stat().st_size:,} bytes")
            if not files:
                print(f"{demo} {name}: nothing is measured beside these weights")
