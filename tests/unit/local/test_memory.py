import os
import subprocess
import time

from local.memory import resident_mib


def test_children_are_counted() -> None:
    hungry = "x = bytearray(80 << 20); import time; time.sleep(30)"
    alone = resident_mib(os.getpid())
    with subprocess.Popen(["python", "-c", hungry]) as child:
        deadline = time.monotonic() + 10
        while resident_mib(child.pid) < 80 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert resident_mib(child.pid) >= 80
        assert resident_mib(os.getpid()) >= alone + 70
        child.kill()


def test_a_process_that_is_gone_has_none() -> None:
    with subprocess.Popen(["true"]) as child:
        child.wait()
    assert resident_mib(child.pid) == 0.0
