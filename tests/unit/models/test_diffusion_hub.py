"""Fetching, against a hub that is a dictionary: nothing here asks a network."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from models.diffusion import command
from models.diffusion.failures import LicenceRefused, WeightsMissing
from models.diffusion.hub import FetchFailed, HubFile, fetch, variant_of, wanted
from models.diffusion.settings import DiffusionSettings
from models.diffusion.specs import spec_named
from models.diffusion.weights import Record, located

SPEC = spec_named("sdxl-inpainting")
UNPINNED = replace(SPEC, revision="")
FILES = {
    "model_index.json": b'{"_class_name": "StableDiffusionXLInpaintPipeline"}',
    "README.md": b"# words",
    "picture.png": b"png",
    "tokenizer/merges.txt": b"a b",
    "unet/config.json": b"{}",
    "unet/diffusion_pytorch_model.safetensors": b"32" * 50,
    "unet/diffusion_pytorch_model.fp16.safetensors": b"16" * 50,
    "unet/diffusion_pytorch_model.bin": b"pickled",
    "vae/diffusion_pytorch_model.safetensors": b"vae" * 50,
    "sd_xl_base.safetensors": b"all in one" * 10,
}
ADAPTER_FILES = {
    "sdxl_models/ip-adapter_sdxl_vit-h.safetensors": b"ip" * 50,
    "sdxl_models/ip-adapter_sdxl.safetensors": b"another" * 50,
    "models/image_encoder/config.json": b"{}",
    "models/image_encoder/model.safetensors": b"eye" * 50,
    "models/image_encoder/pytorch_model.bin": b"pickled",
}
CHOSEN = [
    "model_index.json",
    "tokenizer/merges.txt",
    "unet/config.json",
    "unet/diffusion_pytorch_model.fp16.safetensors",
    "vae/diffusion_pytorch_model.safetensors",
]


class Shelf:
    """A hub with one repository that has every commit it is asked for; ``main`` moves when it is told to."""

    def __init__(self, files: dict[str, bytes] = FILES) -> None:
        self.files, self.main = files, "a" * 40
        self.asked: list[str] = []
        self.damage: str = ""
        self.failure: Exception | None = None
        self.commit = ""
        self.beside = dict(ADAPTER_FILES)

    def describe(self, repository: str, revision: str) -> tuple[str, list[HubFile]]:
        if self.failure:
            raise self.failure
        self.asked.append(revision)
        if repository != SPEC.hub:
            return revision, [_described(*each) for each in self.beside.items()]
        commit = self.commit or (self.main if revision == "main" else revision)
        return commit, [_described(*each) for each in self.files.items()]

    def download(self, repository: str, commit: str, paths: list[str], folder: Path) -> None:
        files = self.files if repository == SPEC.hub else self.beside
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(files[path] + (b"!" if path == self.damage else b""))


def _described(path: str, content: bytes) -> HubFile:
    git = hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
    large = path.endswith(".safetensors")
    return HubFile(path, len(content), hashlib.sha256(content).hexdigest() if large else "", git)


@pytest.fixture
def settings(tmp_path: Path) -> DiffusionSettings:
    return DiffusionSettings.from_environment(
        {"PACKSHOT_CACHE": str(tmp_path), "PACKSHOT_DIFFUSION_MODEL": "sdxl-inpainting"}
    )


def quiet(line: str) -> None:
    pass


def test_only_what_the_pipeline_loads_is_chosen() -> None:
    files = [_described(*each) for each in FILES.items()]
    assert [each.path for each in wanted(files, "fp16")] == CHOSEN
    assert "unet/diffusion_pytorch_model.safetensors" in [each.path for each in wanted(files, "")]


@pytest.mark.parametrize(
    ("path", "variant"),
    [
        ("unet/diffusion_pytorch_model.safetensors", ""),
        ("unet/diffusion_pytorch_model.fp16.safetensors", "fp16"),
        ("transformer/model-00001-of-00003.safetensors", ""),
        ("transformer/model.fp16-00001-of-00003.safetensors", "fp16"),
        ("transformer/model.safetensors.index.json", ""),
        ("transformer/model.safetensors.index.fp16.json", "fp16"),
    ],
)
def test_variants_are_told_by_name(path: str, variant: str) -> None:
    assert variant_of(path) == variant


def test_the_index_of_a_split_weight_comes_with_it() -> None:
    names = ["model.safetensors.index.json", "model.safetensors.index.fp16.json", "model-00001-of-00001.safetensors"]
    files = [HubFile(f"transformer/{name}", 1, "", "") for name in names]
    assert [each.path for each in wanted(files, "")] == [f"transformer/{names[2]}", f"transformer/{names[0]}"]


def test_what_was_fetched_is_recorded_and_can_be_served(settings: DiffusionSettings) -> None:
    folder = fetch(SPEC, settings, hub=Shelf(), say=quiet)
    record = Record.read(folder)
    assert record is not None
    assert (record.commit, sorted(record.files)) == (SPEC.revision, CHOSEN)
    assert located(settings).folder == folder


def test_the_commit_that_came_first_is_kept_to_where_none_is_pinned(settings: DiffusionSettings) -> None:
    hub = Shelf()
    fetch(UNPINNED, settings, hub=hub, say=quiet)
    hub.main = "b" * 40
    fetch(UNPINNED, settings, hub=hub, say=quiet)
    assert hub.asked == ["main", "a" * 40]


def test_the_pinned_commit_is_asked_for_unless_the_operator_names_another(settings: DiffusionSettings) -> None:
    hub = Shelf()
    fetch(SPEC, settings, hub=hub, say=quiet)
    fetch(SPEC, replace(settings, revision="main"), hub=hub, say=quiet)
    assert hub.asked == [SPEC.revision, "main"]


def test_a_hub_that_answers_with_another_commit_is_not_believed(settings: DiffusionSettings) -> None:
    hub = Shelf()
    hub.commit = "b" * 40
    with pytest.raises(FetchFailed, match=f"asked for commit {SPEC.revision}.*{hub.commit}"):
        fetch(SPEC, settings, hub=hub, say=quiet)


class RevisionNotFoundError(Exception):
    """Called as the hub's own."""


@pytest.mark.parametrize(
    ("revision", "told"),
    [("", f"no revision {SPEC.revision} \\(the one that is pinned here\\)"), ("x1", "no revision x1")],
)
def test_an_unknown_revision_says_how_to_take_another(settings: DiffusionSettings, revision: str, told: str) -> None:
    hub = Shelf()
    hub.failure = RevisionNotFoundError("404")
    with pytest.raises(FetchFailed, match=told + ".*PACKSHOT_DIFFUSION_REVISION.*main"):
        fetch(SPEC, replace(settings, revision=revision), hub=hub, say=quiet)


def test_weights_in_a_format_that_runs_code_are_refused(settings: DiffusionSettings) -> None:
    hub = Shelf(
        {name: data for name, data in FILES.items() if not name.startswith("vae/")} | {"vae/model.bin": b"pickled"}
    )
    with pytest.raises(FetchFailed, match=r"vae/.*run code.*PACKSHOT_DIFFUSION_REVISION"):
        fetch(SPEC, settings, hub=hub, say=quiet)


def test_the_style_adapter_comes_with_it_where_the_operator_wants_one(settings: DiffusionSettings) -> None:
    plain = Record.read(fetch(SPEC, settings, hub=Shelf(), say=quiet))
    with pytest.raises(WeightsMissing, match=r"PACKSHOT_DIFFUSION_STYLE.*fetch"):
        located(replace(settings, style=True))
    styled = Record.read(fetch(SPEC, replace(settings, style=True), hub=Shelf(), say=quiet))
    assert plain is not None
    assert styled is not None
    assert sorted(set(styled.files) - set(plain.files)) == [
        "ip_adapter/models/image_encoder/config.json",
        "ip_adapter/models/image_encoder/model.safetensors",
        "ip_adapter/sdxl_models/ip-adapter_sdxl_vit-h.safetensors",
    ]
    assert SPEC.adapter is not None
    assert (styled.style_hub, styled.style_commit) == (SPEC.adapter.hub, SPEC.adapter.revision)
    assert styled.digest == plain.digest, "a picture without style is the same"
    assert styled.style_digest
    assert located(replace(settings, style=True)).record.style_digest == styled.style_digest
    assert located(settings).record.style_digest == ""


def test_an_adapter_that_the_hub_does_not_know_says_what_else_can_be_done(settings: DiffusionSettings) -> None:
    class Forgetful(Shelf):
        def describe(self, repository: str, revision: str) -> tuple[str, list[HubFile]]:
            if repository != SPEC.hub:
                raise RevisionNotFoundError("404")
            return super().describe(repository, revision)

    with pytest.raises(FetchFailed, match=r"h94/IP-Adapter has no revision.*pinned here.*ip_adapter/"):
        fetch(SPEC, replace(settings, style=True), hub=Forgetful(), say=quiet)


def test_an_adapter_that_is_not_whole_is_not_recorded(settings: DiffusionSettings) -> None:
    hub = Shelf()
    del hub.beside["models/image_encoder/model.safetensors"]
    with pytest.raises(FetchFailed, match=r"h94/IP-Adapter.*model\.safetensors"):
        fetch(SPEC, replace(settings, style=True), hub=hub, say=quiet)
    assert not list(settings.cache.rglob("packshot-weights.json"))


def test_a_damaged_file_is_thrown_away_and_nothing_is_recorded(settings: DiffusionSettings) -> None:
    hub = Shelf()
    for damaged in (CHOSEN[1], CHOSEN[3]):
        hub.damage = damaged
        with pytest.raises(FetchFailed, match="arrived damaged"):
            fetch(SPEC, settings, hub=hub, say=quiet)
        left = [path.name for path in settings.cache.rglob("*") if path.is_file()]
        assert Path(damaged).name not in left
        assert "packshot-weights.json" not in left
    hub.damage = ""
    assert fetch(SPEC, settings, hub=hub, say=quiet)


def test_a_machine_without_a_hub_is_told_what_else_it_can_do(settings: DiffusionSettings) -> None:
    hub = Shelf()
    hub.failure = ConnectionError("Name or service not known")
    with pytest.raises(FetchFailed, match=r"(?s)cannot be reached.*folder:/path.*sets.*Name or service"):
        fetch(SPEC, settings, hub=hub, say=quiet)


def test_a_repository_that_is_no_pipeline(settings: DiffusionSettings) -> None:
    with pytest.raises(FetchFailed, match=r"model_index\.json"):
        fetch(SPEC, settings, hub=Shelf({"README.md": b""}), say=quiet)


def test_a_refused_licence_fetches_nothing(settings: DiffusionSettings) -> None:
    hub = Shelf()
    with pytest.raises(LicenceRefused):
        fetch(spec_named("flux2-klein-9b"), settings, hub=hub, say=quiet)
    assert not hub.asked


def test_the_command(settings: DiffusionSettings, capsys: pytest.CaptureFixture[str]) -> None:
    hub = Shelf()
    assert command.run("list", [], settings) == 0
    assert "not fetched yet  <- served" in capsys.readouterr().out
    assert command.run("verify", [], settings) == 1
    assert command.run("fetch", [], settings, hub=hub) == 0
    assert command.run("verify", ["sdxl-inpainting"], settings) == 0
    assert "good" in capsys.readouterr().out
    assert command.run("list", [], settings) == 0
    assert f"in the cache, commit {SPEC.revision}" in capsys.readouterr().out
    assert command.run("fetch", ["flux2-klein-9b"], settings, hub=hub) == 1
    assert "PACKSHOT_ACCEPT_LICENCE" in capsys.readouterr().err
    assert command.run("fetch", ["nonesuch"], settings, hub=hub) == 2
