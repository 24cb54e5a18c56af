"""The command, as a process of its own against a Packshot on real sockets."""

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest

from mesh.errors import InvalidImage, Overloaded
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.pictures.xmp import write_packet
from tests.unit.client.conftest import Town

from .conftest import PHOTO, Shell


async def test_cutout_writes_the_picture_and_the_matte(shell: Shell) -> None:
    code, out, err = await shell("cutout", "mug.jpg", "-o", "out.png", "--matte")
    assert (code, out.split()[0]) == (0, "out.png")
    assert (shell.folder / "out.png").read_bytes() == (shell.folder / "out-matte.png").read_bytes() == PHOTO
    doubt, cut = err.splitlines()
    assert doubt.startswith("mug.jpg: doubtful: the network is not sure")
    assert cut.startswith("mug.jpg: the photo cuts the product off at the left;")


async def test_several_photos_go_into_a_folder_without_being_mixed_up(shell: Shell) -> None:
    code, out, _ = await shell("cutout", "mug.jpg", "cup.jpg", "-o", "cut", "--json")
    assert code == 0
    told = {line["photo"]: line for line in map(json.loads, out.splitlines())}
    assert told["mug.jpg"]["output"] == "cut/mug-cutout.png"
    assert told["cup.jpg"]["report"]["confidence"] == 0.75
    assert [notice.split(" ")[0] for notice in told["cup.jpg"]["notices"]] == ["doubtful:", "the"]
    assert (shell.folder / "cut/mug-cutout.png").read_bytes() == PHOTO
    assert (shell.folder / "cut/cup-cutout.png").read_bytes() == PHOTO[::-1]


async def test_scene_writes_picture_layers_and_manifest(shell: Shell, town: Town) -> None:
    (shell.folder / "made").mkdir()
    code, out, err = await shell(
        *("scene", "mug.jpg", "-p", "a table", "-o", "out.webp", "--set", "sweep", "--seed", "7", "--size", "800x600"),
        *("--placement", "1,2,30,40", "--layers", "layers", "--manifest", "made/manifest.json"),
    )
    assert code == 0
    assert "sweep, seed 7" in out
    assert "mug.jpg: not understood: beach, sea" in err.splitlines()
    assert (shell.folder / "out.webp").read_bytes() == PHOTO
    names = sorted(each.name for each in (shell.folder / "layers").iterdir())
    assert names == ["mug-matte.webp", "mug-product.webp", "mug-scene.webp", "mug-shadow.webp"]
    assert (shell.folder / "made/manifest.json").exists()
    options = town.studio.seen.headers[0].scene.options
    assert (options.set, options.seed, options.size.width, options.placement.box.x) == ("sweep", 7, 800, 1)


async def test_several_scenes_are_numbered(shell: Shell, town: Town) -> None:
    code, out, _ = await shell(
        *("scene", "mug.jpg", "-p", "a table", "-o", "out.png", "--seed", "7", "-n", "3", "--manifest", "m.json"),
        *("--shadow", "floating", "--shadow-intensity", "0.5", "--light-temperature", "3000", "--material", "oak"),
        *("--position", "bottom_right", "--camera-pitch", "20", "--light-match", "0.5", "--plain-prompt"),
        *("--style", "mug.jpg", "--style-strength", "0.25"),
    )
    assert code == 0
    assert "3 scenes" in out
    names = sorted(each.name for each in shell.folder.iterdir() if each.name[:1] in "om")
    assert names == ["m-2.json", "m-3.json", "m.json", "mug.jpg", "out-2.png", "out-3.png", "out.png"]
    options = town.studio.seen.headers[0].scene.options
    assert (options.count, options.shadow.intensity, options.light.temperature_k) == (3, 0.5, 3000)
    assert (options.dressing.material, options.camera_pitch_deg, options.light_match) == ("oak", 20, 0.5)
    assert options.plain_prompt
    assert (options.style_reference, options.style_strength) == ((shell.folder / "mug.jpg").read_bytes(), 0.25)


async def test_a_scene_is_made_again_from_a_manifest(shell: Shell, town: Town) -> None:
    (shell.folder / "manifest.json").write_text('{"seed": 3}')
    code, _, err = await shell("scene", "mug.jpg", "--again", "manifest.json", "-o", "out.png", "--style", "mug.jpg")
    assert code == 0, err
    options = town.studio.seen.headers[0].scene.options
    assert options.manifest == '{"seed": 3}'
    assert options.style_reference == (shell.folder / "mug.jpg").read_bytes()


@pytest.mark.parametrize("size", [0, 2_000_001])
async def test_a_style_that_cannot_be_sent_is_told_before_anything_is(shell: Shell, town: Town, size: int) -> None:
    (shell.folder / "style.png").write_bytes(bytes(size))
    code, _, err = await shell("scene", "mug.jpg", "-p", "a table", "-o", "out.png", "--style", "style.png")
    assert code == 2
    assert "--style" in err
    assert not town.studio.seen.headers


async def test_a_picture_that_carries_its_manifest_is_enough(shell: Shell, town: Town) -> None:
    pixels = np.zeros((20, 30, 3), np.uint8)
    (shell.folder / "made.png").write_bytes(encode(pixels, Format.PNG, xmp=write_packet('{"prompt":"a & b"}')))
    (shell.folder / "plain.png").write_bytes(encode(pixels, Format.PNG))
    code, _, err = await shell("scene", "mug.jpg", "--again", "made.png", "-o", "out.png")
    assert code == 0, err
    assert town.studio.seen.headers[0].scene.options.manifest == '{"prompt":"a & b"}'
    code, _, err = await shell("scene", "mug.jpg", "--again", "plain.png", "-o", "out2.png")
    assert code == 2
    assert "carries no manifest" in " ".join(err.split())


async def test_sets_and_engines_need_no_key(shell: Shell) -> None:
    shell.environment.pop("PACKSHOT_KEY")
    code, out, _ = await shell("sets")
    assert code == 0
    assert "A coloured sweep." in out
    code, out, _ = await shell("engines", "--json")
    assert json.loads(out)[0]["name"] == "sets"


async def test_a_refusal_is_one_sentence_and_code_1(shell: Shell, town: Town) -> None:
    async def refuse() -> None:
        raise InvalidImage("This is not a picture. Send a JPEG or a PNG.")

    town.studio.before = refuse
    code, out, err = await shell("cutout", "mug.jpg")
    assert (code, out) == (1, "")
    assert err.startswith("mug.jpg: This is not a picture. Send a JPEG or a PNG. (INVALID_IMAGE, request ")
    assert not (shell.folder / "mug-cutout.png").exists()
    code, out, _ = await shell("cutout", "mug.jpg", "--json")
    assert (code, json.loads(out)["error"]["reason"]) == (1, "INVALID_IMAGE")


async def test_no_room_is_code_3(shell: Shell, town: Town) -> None:
    async def refuse() -> None:
        raise Overloaded("Full. Try again in a moment.")

    town.studio.before = refuse
    assert (await shell("cutout", "mug.jpg"))[0] == 3


async def test_nobody_there_is_code_3(shell: Shell, town: Town) -> None:
    await town.server.stop(0)
    code, _, err = await shell("sets", "--timeout", "5")
    assert (code, err.count("\n")) == (3, 1)
    assert town.address in err


async def test_without_a_key_it_says_what_to_set(shell: Shell) -> None:
    shell.environment.pop("PACKSHOT_KEY")
    code, _, err = await shell("cutout", "mug.jpg")
    assert code == 2
    assert "PACKSHOT_KEY" in err
    assert "--key" in err
    assert "key=" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("cutout", "none.jpg"),
        ("cutout", "mug.jpg", "-o", "mug.jpg"),
        ("cutout", "mug.jpg", "--margin", "2"),
        ("cutout", "mug.jpg", "--margin", "0.1"),
        ("cutout", "mug.jpg", "cup.jpg", "-o", "one.png"),
        ("cutout", "mug.jpg", "cup.jpg", "-o", "-"),
        ("cutout", "mug.jpg", "-o", "-", "--json"),
        ("cutout", "mug.jpg", "-o", "-", "--matte"),
        ("cutout", "mug.jpg", "-o", "none/at/all.png"),
        ("cutout", "mug.jpg", "-o", f"{'x' * 300}.png"),
        ("cutout", "mug.jpg", "--address", "http://127.0.0.1:8700"),
        ("scene", "mug.jpg", "-p", "a table", "--placement", "0,0,2000,10"),
        ("scene", "mug.jpg", "-p", "a table", "--placement", "original", "--padding", "0.1"),
        ("scene", "mug.jpg", "-p", "a table", "--layers", "none/at/all"),
        ("scene", "mug.jpg", "-p", "a table", "--manifest", "-"),
        ("scene", "mug.jpg", "-p", "a table", "--seed", "-1"),
        ("scene", "mug.jpg"),
        ("scene", "mug.jpg", "--again", "mug.jpg", "-p", "a table"),
        ("scene", "mug.jpg", "--again", "mug.jpg", "--light-match", "0.5"),
        ("scene", "mug.jpg", "--again", "none.json"),
        ("scene", "mug.jpg", "--again", "mug.jpg", "--seed", "0"),
        ("scene", "mug.jpg", "-p", "a table", "-n", "5"),
        ("scene", "mug.jpg", "-p", "a table", "-n", "2", "-o", "-"),
        ("scene", "mug.jpg", "-p", "a table", "--placement", "original", "--position", "center"),
        ("scene", "mug.jpg", "-p", "a table", "--shadow-softness", "2"),
        ("scene", "mug.jpg", "-p", "a table", "--roi", "everything"),
        ("cutout", "mug.jpg", "--roi", "1,2,3"),
        ("scene", "mug.jpg", "-p", "a table", "--size", "wide"),
        ("scene", "mug.jpg", "-p", "a table", "-o", "out.png", "--manifest", "out.png"),
        ("paint",),
    ],
    ids=" ".join,
)
async def test_wrong_use_is_code_2_and_calls_nobody(shell: Shell, town: Town, arguments: tuple[str, ...]) -> None:
    code, out, err = await shell(*arguments)
    assert (code, out) == (2, "")
    assert "Error" in err or "Usage" in err
    assert "Traceback" not in err
    assert town.studio.seen.headers == []
    assert sorted(each.name for each in shell.folder.iterdir()) == ["cup.jpg", "mug.jpg"]
    assert (shell.folder / "mug.jpg").read_bytes() == PHOTO


async def test_a_folder_that_is_a_file_is_said(shell: Shell) -> None:
    (shell.folder / "taken").write_bytes(b"")
    code, _, err = await shell("cutout", "mug.jpg", "-o", "taken/out.png")
    assert code == 2
    assert "taken" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
async def test_what_cannot_be_written_is_code_1(shell: Shell) -> None:
    code, out, err = await shell("cutout", "mug.jpg", "-o", "/dev/full")
    assert (code, out) == (1, "")
    assert "No space left" in err


async def test_stdout_takes_the_picture_and_stderr_the_rest(shell: Shell) -> None:
    (shell.folder / "mug.jpg").write_bytes(b"plain letters" * 9)
    code, out, err = await shell("cutout", "mug.jpg", "-o", "-")
    assert (code, out) == (0, "plain letters" * 9)
    assert err.startswith("mug.jpg  4x3, confidence 0.75")
    assert sorted(each.name for each in shell.folder.iterdir()) == ["cup.jpg", "mug.jpg"]


async def test_out_of_time_names_the_option(shell: Shell, town: Town) -> None:
    town.studio.before = asyncio.Event().wait  # type: ignore[assignment]
    code, _, err = await shell("cutout", "mug.jpg", "--timeout", "0.5")
    assert (code, err.count("\n")) == (3, 1)
    assert "0.5 s that --timeout gave" in err


async def test_tls_to_one_who_speaks_none_is_one_line(shell: Shell) -> None:
    code, out, err = await shell("sets", "--tls", "--timeout", "3")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "TLS" in err


async def test_models_hands_its_words_to_the_model_servers_tree(shell: Shell) -> None:
    code, _, err = await shell("models", "list")
    assert code == 2
    assert "has no model server" in " ".join(err.split())
    (shell.folder / "models").mkdir()
    (shell.folder / "models" / "__init__.py").touch()
    (shell.folder / "models" / "__main__.py").write_text("import sys; print(sys.argv[1:]); sys.exit(1)")
    code, out, _ = await shell("models", "diffusion", "verify", "sd15-inpainting", "--any")
    assert (code, out.strip()) == (1, "['diffusion', 'verify', 'sd15-inpainting', '--any']")


async def test_version_and_help_with_exit_codes(shell: Shell) -> None:
    code, out, _ = await shell("--version")
    assert (code, out.split()[0].strip(",")) == (0, "packshot")
    code, out, _ = await shell("--help")
    assert code == 0
    assert "Exit codes: 0 done; 1 refused" in out
