"""What `make run` prints."""

import shlex
from pathlib import Path

from local.__main__ import keep_sample, told
from local.stack import Stack
from mesh.pictures.formats import Format, recognised


def test_the_lines_to_try_name_files_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    photo = keep_sample(folder)
    assert recognised(photo.read_bytes()) is Format.JPEG
    said = told(Stack(folder), 1.0, "pk_key", photo)
    curl, packshot = (shlex.split(line) for line in said.split("Try it:\n\n")[1].splitlines()[:2])
    assert f"photo=@{photo}" in curl
    command, scene, named = (packshot[0], packshot[1], packshot[2])
    assert (Path(command).is_absolute(), Path(command).is_file(), scene) == (True, True, "scene")
    assert Path(named) == photo
    assert photo.is_absolute()
