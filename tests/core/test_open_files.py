"""A process may open as many files as the system allows, and so may those it starts."""

import subprocess
import sys

ASK = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
from seqdemo.core.open_files import MOST, allow_open_files
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
print(allow_open_files() >= min(hard, MOST), resource.getrlimit(resource.RLIMIT_NOFILE)[1] == hard)
print(allow_open_files() == allow_open_files())
"""


def test_the_limit_is_raised_and_never_lowered() -> None:
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert said.stdout == "True True\nTrue\n"
