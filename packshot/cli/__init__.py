"""The command line, on the client: ``packshot cutout``, ``packshot scene``, ``packshot batch`` and so on; ``packshot --help``."""

import os


def main() -> None:
    """The ``packshot`` command."""
    # gRPC reads this once, when it is imported. Its log lines say in C++ what the message says in a sentence.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    from packshot.cli.app import app

    app(prog_name="packshot")
