"""The answers as Markdown, in the form that ``docs/guides/scaling.md`` holds them."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.capacity.answers import Answer
from benchmarks.capacity.figures import Figures
from benchmarks.capacity.inputs import TIERS, Plan


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _three(values: dict[str, float]) -> str:
    return " / ".join(f"{value:.1f}" for value in values.values())


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.3g}"


def costs(figures: Figures) -> str:
    """CPU seconds of one scene by part, and what is left of a core-second."""
    parts = {
        "gateway, with auth": figures.gateway_cpu_s,
        "studio": figures.studio_cpu_s,
        "segmenter": figures.segmenter_cpu_s,
        "model server (U²-Net)": figures.network_cpu_s,
        "generator (sets)": figures.generator_cpu_s,
        "documents": figures.documents_cpu_s,
    }
    rows = [[name, f"{cpu_s:.3f}", f"{cpu_s / figures.scene_cpu_s:.0%}"] for name, cpu_s in parts.items()]
    rows.append(["**a scene**", f"**{figures.scene_cpu_s:.3f}**", ""])
    rows.append(["beyond it, a job: studio and worker", f"{figures.job_beyond_cpu_s:.3f}", ""])
    rows.append(
        ["beyond it, a job: documents and queue", f"{figures.job_documents_cpu_s + figures.job_queue_cpu_s:.3f}", ""]
    )
    return _table(["part", "CPU seconds", "share"], rows)


def replicas(plan: Plan) -> str:
    """What one replica can do, and where its targets put it."""
    rows = []
    for name in TIERS:
        scaling = plan.targets[name]
        aims = ", ".join(f"{metric.kind.replace('_', ' ')} {metric.target:g}" for metric in scaling.metrics)
        rows.append(
            [
                name,
                f"{scaling.cores:g}",
                f"{plan.rate(name):.2g}",
                aims,
                f"{scaling.min_replicas} to {scaling.max_replicas}",
            ]
        )
    return _table(["service", "cores requested", "scenes a second at most", "targets a replica", "replicas"], rows)


def days(answers: Sequence[tuple[str, Answer]]) -> str:
    """One line a day."""
    rows = []
    for limits, answer in answers:
        rows.append(
            [
                f"{answer.plan.load.scenes_per_s:,g}",
                limits,
                _three(answer.scene_calm_s),
                _three(answer.scene_s),
                _three(answer.job_s),
                f"{answer.refused:.2%}",
                _number(answer.highest["queue"]),
                f"{answer.most_nodes:,}",
                f"{answer.cost_per_1000:.2f}",
            ]
        )
    head = ["scenes/s", "limits", "calm p50 / p95 / p99 s", "day p50 / p95 / p99 s", "job p50 / p95 / p99 s", "refused"]
    return _table([*head, "jobs queued at most", "nodes at most", "$ a 1,000"], rows)


def fleets(answers: Sequence[tuple[str, Answer]]) -> str:
    """Fewest and most replicas over the day."""
    rows = []
    for limits, answer in answers:
        cells = [f"{answer.least[name]:,} to {answer.most[name]:,}" for name in TIERS]
        rows.append([f"{answer.plan.load.scenes_per_s:,g}", limits, *cells])
    return _table(["scenes/s", "limits", *TIERS], rows)


def refusals(answers: Sequence[tuple[str, Answer]]) -> str:
    """Whose bound was met, and how often jobs were put off."""
    rows = []
    for limits, answer in answers:
        told = ", ".join(f"{name} {_number(count)}" for name, count in answer.rejected.items()) or "none"
        rows.append([f"{answer.plan.load.scenes_per_s:,g}", limits, told, _number(answer.put_off)])
    return _table(["scenes/s", "limits", "scenes refused, by whom", "jobs put off"], rows)


def beside(exact: Answer, flow: Answer) -> str:
    """The same hours both ways."""

    def line(name: str, was: float, said: float) -> list[str]:
        return [name, f"{was:.4g}", f"{said:.4g}", f"{100 * (said / was - 1):+.0f} %" if was else "-"]

    rows = [line(f"scene {name}, s", exact.scene_s[name], flow.scene_s[name]) for name in exact.scene_s]
    rows += [line(f"calm scene {name}, s", exact.scene_calm_s[name], flow.scene_calm_s[name]) for name in exact.scene_s]
    rows.append(line("refused, %", 100 * exact.refused, 100 * flow.refused))
    rows.append(line("job p99, s", exact.job_s["p99"], flow.job_s["p99"]))
    rows += [line(f"{name}, most replicas", exact.most[name], flow.most[name]) for name in TIERS]
    rows.append(line("$ a 1,000", exact.cost_per_1000, flow.cost_per_1000))
    return _table(["", "request by request", "as a flow", "apart"], rows)


def sums(plan: Plan, sizes: Sequence[float]) -> str:
    """What the shared parts are asked for at each size, without the spike."""
    figures, share = plan.figures, plan.load.jobs_share
    rows = []
    for size in sizes:
        jobs = size * share
        bytes_in, bytes_out = size * figures.photo_bytes, size * figures.result_bytes
        inside = size * 2 * figures.product_bytes
        kept = jobs * (figures.photo_bytes + figures.result_bytes)
        writes = (1 - share) * size + jobs * figures.job_writes
        rows.append(
            [
                f"{size:,g}",
                f"{_number(size * figures.scene_cpu_s)}",
                f"{_number((bytes_in + bytes_out) / 1e6)} MB",
                f"{_number(inside / 1e6)} MB",
                f"{_number(kept / 1e6)} MB, {_number(86_400 * kept / 1e12)} TB",
                f"{_number(writes)}",
                f"{writes / figures.inserts_per_s:.2g}",
                f"{_number(jobs)}",
                f"{_number(2 * jobs)}",
            ]
        )
    head = [
        "scenes/s",
        "cores working",
        "to and from callers /s",
        "pixels between services /s",
        "objects kept /s, a day",
    ]
    return _table([*head, "document writes /s", "of the local store", "messages /s", "objects put /s"], rows)


def check(rows: Sequence[Mapping[str, Any]]) -> str:
    """The real stack beside the model; ``rows`` as ``make capacity-check`` writes them."""
    cells = []
    for row in rows:
        line = [str(row["replicas"]), f"{row['rate']:.2f}", f"{row['others_cores']:.2f} + {row['yielding_cores']:.2f}"]
        for name in ("p50", "p95", "per_s"):
            was, said = row["measured"][name], row["modelled"][name]
            line.append(f"{was:.2f} / {said:.2f} ({100 * (said / was - 1):+.0f} %)")
        cells.append(line)
    head = ["replicas", "scenes asked a second", "cores that others used, normal + yielding"]
    return _table([*head, "p50 s: measured / modelled", "p95 s", "made a second"], cells)
