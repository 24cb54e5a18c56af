"""``python -m local demo [photo]`` and ``python -m local run``."""

import shlex
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import httpx
from rich.console import Console

from local.account import create_key
from local.demo import DemoFailed, demo, sample_photo
from local.stack import Stack, StackError

KEY_DAYS = 7
USAGE = "Usage: python -m local demo [photo] | python -m local run"


def keep_sample(folder: Path) -> Path:
    """A photo to try things with, in ``folder``: a fresh checkout has none."""
    name, data = sample_photo()
    path = folder / name
    path.write_bytes(data)
    return path


def told(stack: Stack, ready_s: float, key: str, photo: Path) -> str:
    """What is printed once everything runs. Its lines work as they are, from any folder."""
    url, address = stack.url, stack.grpc_address
    packshot = shlex.quote(str(Path(sys.executable).absolute().with_name("packshot")))
    form, named = shlex.quote(f"photo=@{photo}"), shlex.quote(str(photo))
    return f"""Packshot is ready after {ready_s:.1f} s.

  Page   {url}/
  REST   {url}   (documentation: {url}/docs)
  gRPC   {address}

The development administrator's key, good for {KEY_DAYS} days:

  export PACKSHOT_URL={url}
  export PACKSHOT_ADDRESS={address}
  export PACKSHOT_KEY={key}

Try it:

  curl -sSf {url}/v1/cutouts -H 'Authorization: Bearer {key}' -F {form} -o cutout.png
  {packshot} scene {named} --prompt 'oak table, morning light' -o scene.png --address {address} --key {key}

Logs: {stack.data / "logs"}. Ctrl-C stops everything."""


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def run(console: Console) -> None:
    """Starts everything on the usual ports and keeps it running until Ctrl-C, SIGTERM, or until a part dies."""
    stack = Stack()
    started = time.perf_counter()
    console.print("Starting ...")
    with stack.running():
        environment = stack.environment
        key = create_key(
            stack.url,
            environment["PACKSHOT_AUTH_ADMIN_EMAIL"],
            environment["PACKSHOT_AUTH_ADMIN_PASSWORD"],
            name="make run",
            days=KEY_DAYS,
        )
        ready_s = time.perf_counter() - started
        said = told(stack, ready_s, key, keep_sample(stack.data))
        console.print(said, highlight=False, soft_wrap=True, markup=False)
        while True:
            stack.check_alive()
            time.sleep(0.5)


def main(arguments: list[str]) -> int:
    console = Console()
    # SIGINT too: a shell that starts this in the background hands it down ignored.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        match arguments:
            case ["run"]:
                run(console)
            case ["demo", *photo] if len(photo) <= 1:
                demo(photo[0] if photo else None, console)
            case _:
                console.print(USAGE)
                return 2
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 0 if arguments == ["run"] else 130
    except (StackError, DemoFailed, httpx.HTTPError) as error:
        console.print(f"[red]{error}[/red]", highlight=False)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
