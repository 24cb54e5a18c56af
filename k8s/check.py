"""``python -m k8s.check``: every overlay rendered and looked at by those who know: Kubernetes' own schemas, ours for the kinds that
operators add, checkov and hadolint. ``python -m k8s.check render`` writes all objects as JSON, for tests of our own.

Runs in an environment of its own (dependency group `k8s`); knows no service.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import kubernetes_validate
import promql_parser
import yaml

Object: TypeAlias = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
OVERLAYS = ROOT / "k8s" / "overlays"
SCHEMAS = ROOT / "k8s" / "schemas"
ACCEPTED = ROOT / "k8s" / "accepted.toml"
TOOLS = Path(sys.executable).parent
KUBERNETES = ("1.33", "1.37")
"""The oldest that has all that is used here (the `sleep` before SIGTERM), and the newest that there are schemas of."""


class CheckFailed(Exception):
    """Something is wrong with the manifests; the message says what and where."""


def overlays() -> list[str]:
    """Names of all overlays."""
    return sorted(path.parent.name for path in OVERLAYS.glob("*/kustomization.yaml"))


def render(overlay: str) -> str:
    """The overlay as ``kubectl apply -k`` would send it, YAML. Raises ``CheckFailed``."""
    command = [str(TOOLS / "kubectl"), "kustomize", str(OVERLAYS / overlay)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise CheckFailed(f"kubectl kustomize k8s/overlays/{overlay}: {done.stderr.strip()}")
    return done.stdout


def rendered() -> dict[str, str]:
    """Every overlay by name."""
    names = overlays()
    with ThreadPoolExecutor() as pool:
        return dict(zip(names, pool.map(render, names), strict=True))


def objects(text: str) -> list[Object]:
    """The objects of a rendered overlay."""
    return [found for found in yaml.safe_load_all(text) if found]


def schema_of(found: Object) -> Object | None:
    """Our own schema for a kind that operators add; None for a kind of Kubernetes."""
    group = found["apiVersion"].partition("/")[0]
    path = SCHEMAS / f"{group}.{found['kind'].lower()}.json"
    schema: Object | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return schema


def mistakes(found: Object) -> Iterator[str]:
    """What is wrong with one object."""
    shape = list(mistakes_of_shape(found))
    yield from shape or mistakes_of_queries(found)


def mistakes_of_shape(found: Object) -> Iterator[str]:
    """What its schema does not allow."""
    name = f"{found['kind']}/{found['metadata']['name']}"
    schema = schema_of(found)
    if schema is not None:
        validator = jsonschema.Draft7Validator(schema)
        for error in validator.iter_errors(found):
            worst = jsonschema.exceptions.best_match([error])
            yield f"{name}: {'.'.join(map(str, worst.absolute_path))}: {worst.message}"
        return
    for version in KUBERNETES:
        try:
            kubernetes_validate.validate(found, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{name} (Kubernetes {version}): {'.'.join(map(str, error.path))}: {error.message}"
        except kubernetes_validate.SchemaNotFoundError:
            yield f"{name}: nobody knows {found['apiVersion']} {found['kind']}; add a schema to k8s/schemas"


def queries(found: Object) -> Iterator[str]:
    """PromQL in one object: of a scaler, of alerts, of a dashboard."""
    if found["kind"] == "ScaledObject":
        yield from (each["metadata"]["query"] for each in found["spec"]["triggers"] if each["type"] == "prometheus")
    elif found["kind"] == "PrometheusRule":
        yield from (rule["expr"] for group in found["spec"]["groups"] for rule in group["rules"])
    elif "grafana_dashboard" in found["metadata"].get("labels", {}):
        panels = [panel for text in found["data"].values() for panel in json.loads(text)["panels"]]
        yield from (target["expr"] for panel in panels for target in panel["targets"])


def mistakes_of_queries(found: Object) -> Iterator[str]:
    """What Prometheus would not understand."""
    for query in queries(found):
        try:
            promql_parser.parse(query)
        except ValueError as error:
            yield f"{found['kind']}/{found['metadata']['name']}: {query}: {error}"


def check_schemas(overlay: str, text: str) -> None:
    """Raises ``CheckFailed`` where an object is not what its kind says, or asks what Prometheus does not understand."""
    found = [mistake for each in objects(text) for mistake in mistakes(each)]
    if found:
        raise CheckFailed("\n".join(f"{overlay}: {mistake}" for mistake in found))


def accepted(tool: str) -> dict[str, str]:
    """Findings that are not put right, with the reason."""
    return dict(tomllib.loads(ACCEPTED.read_text(encoding="utf-8")).get(tool, {}))


def run_checkov(texts: dict[str, str]) -> set[str]:
    """The checks that something fails; raises ``CheckFailed`` for one without a reason.

    Every severity counts: without its makers' service checkov knows none.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            Path(folder, f"{name}.yaml").write_text(text, encoding="utf-8")
        options = ["--framework", "kubernetes", "--skip-download", "--quiet", "--compact", "--soft-fail", "-o", "json"]
        done = subprocess.run(
            [str(TOOLS / "checkov"), "-d", folder, *options], capture_output=True, text=True, check=False, cwd=folder
        )
    if done.returncode or not done.stdout.strip():
        raise CheckFailed(f"checkov did not run: {done.stderr.strip()[-2000:]}")
    result = json.loads(done.stdout)
    if not result["summary"]["passed"]:
        raise CheckFailed("checkov looked at nothing")
    failed = result["results"]["failed_checks"]
    reasons = accepted("checkov")
    bad = defaultdict(list)
    for each in failed:
        if each["check_id"] not in reasons:
            bad[f"{each['check_id']} {each['check_name']}"].append(f"{each['file_path']} {each['resource']}")
    if bad:
        raise CheckFailed(
            "\n".join(f"checkov: {name}: {', '.join(sorted(where))}" for name, where in sorted(bad.items()))
        )
    return {each["check_id"] for each in failed}


def run_hadolint() -> None:
    """Raises ``CheckFailed`` for what hadolint says of the Dockerfile."""
    ignored = [option for rule in accepted("hadolint") for option in ("--ignore", rule)]
    command = [str(TOOLS / "hadolint"), *ignored, str(ROOT / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CheckFailed(f"hadolint:\n{done.stdout}{done.stderr}")


def check() -> None:
    """All of it; raises ``CheckFailed`` with the first that is wrong."""
    texts = rendered()
    for name, text in texts.items():
        check_schemas(name, text)
        print(
            f"{name}: {len(objects(text))} objects, each what Kubernetes {' and '.join(KUBERNETES)} or its operator says"
        )
    unused = set(accepted("checkov")) - run_checkov(texts)
    if unused:
        raise CheckFailed(f"k8s/accepted.toml explains what nobody finds any more: {', '.join(sorted(unused))}")
    print(f"checkov: nothing but the {len(accepted('checkov'))} that k8s/accepted.toml explains")
    if (ROOT / "Dockerfile").is_file():
        run_hadolint()
        print("hadolint: nothing")


def main(arguments: list[str]) -> int:
    """The exit status."""
    try:
        if arguments == ["render"]:
            json.dump({name: objects(text) for name, text in rendered().items()}, sys.stdout)
        else:
            check()
    except CheckFailed as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
