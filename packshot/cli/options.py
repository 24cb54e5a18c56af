"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from packshot.client.channel import DEFAULT_ADDRESS as DEFAULT_ADDRESS

Photos = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True, help="Photos of products.")]
Output = Annotated[str | None, typer.Option("--output", "-o", help="File to write; a folder for several photos.")]
Format = Annotated[
    str | None, typer.Option(help="png, jpeg, webp or avif. Default: by the name of the output, else png.")
]
Quality = Annotated[int, typer.Option(min=0, max=100, help="Of lossy formats, 1 to 100. 0: the format's default.")]
Roi = Annotated[
    str | None,
    typer.Option(help="Region of interest, x,y,width,height in pixels of the photo: only that is looked at."),
]
Parallel = Annotated[int, typer.Option(min=1, max=32, help="Photos at a time.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document a line, for scripts.")]
Address = Annotated[
    str, typer.Option(envvar="PACKSHOT_ADDRESS", help="host:port of Packshot's gRPC door.", show_default=True)
]
Key = Annotated[str | None, typer.Option(envvar="PACKSHOT_KEY", help="API key. Better set in the variable than typed.")]
Tls = Annotated[bool, typer.Option("--tls", help="Speak TLS, trusting the system's certificates.")]
RootCertificates = Annotated[
    Path | None, typer.Option("--ca", exists=True, dir_okay=False, help="Speak TLS, trusting these certificates (PEM).")
]
Timeout = Annotated[float | None, typer.Option(min=0.1, help="Seconds that one photo may take.")]
CallTimeout = Annotated[
    float | None, typer.Option("--timeout", min=0.1, help="Seconds that one call may take; a job has longer.")
]
