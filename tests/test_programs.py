"""Loading WeasyPrint starts no program: ctypes would run a compiler to look for a library.

That one module imports it is held by import-linter in `make check`; here is seen that this suffices.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_WATCH = """
import sys, threading
started = []
sys.addaudithook(lambda name, said: started.append(said) if name in {"subprocess.Popen", "os.posix_spawn",
    "os.exec", "os.system"} else None)
from pathlib import Path
from terbit.adapters import weasyprint, _weasyprint_machine as machine
"""
_WAYS = {
    "a press without preparation": """
with weasyprint.press([], "", fonts=[], looks=[], root=Path(".")) as press: pass
""",
    "one part alone": 'machine.part("weasyprint.layout")',
    "many threads at once": """
crowd = [threading.Thread(target=machine.load) for _ in range(8)]
for one in crowd: one.start()
for one in crowd: one.join()
import ctypes.util
assert ctypes.util.find_library.__module__ == "ctypes.util"
""",
}


@pytest.mark.skipif(sys.platform != "linux", reason="not run: elsewhere ctypes looks for libraries itself")
@pytest.mark.parametrize("way", _WAYS)
def test_loading_weasyprint_starts_no_program(tmp_path: Path, way: str) -> None:
    """In a fresh process, by every way in; the search is given back to others afterwards."""
    script = f"{_WATCH}{_WAYS[way]}\nassert 'weasyprint' in sys.modules\nprint(started)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"
