"""Options of a dataclass as options of a command."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from packshot.cli.spread import taking


@dataclass(frozen=True)
class Light:
    colour: Annotated[str, typer.Option("--tint", help="Its colour.")] = "white"
    height: Annotated[float | None, typer.Option(min=0)] = None


def test_a_command_gets_the_group_and_shows_its_fields() -> None:
    app, got = typer.Typer(), []

    @app.command()
    @taking(Light)
    def shine(room: str, light: Light = Light(), loud: bool = False) -> None:
        """Shine."""
        got.append((room, light, loud))

    assert CliRunner().invoke(app, ["hall"]).exit_code == 0
    assert CliRunner().invoke(app, ["hall", "--tint", "red", "--height", "2", "--loud"]).exit_code == 0
    assert got == [("hall", Light(), False), ("hall", Light("red", 2.0), True)]
    assert CliRunner().invoke(app, ["hall", "--height", "-1"]).exit_code == 2
    assert "Its colour." in CliRunner().invoke(app, ["--help"]).output
