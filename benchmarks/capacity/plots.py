"""A day as a picture: arrivals, replicas, what waits, nodes. Needs matplotlib, which only ``make capacity`` installs."""

from pathlib import Path
from typing import Any

from benchmarks.capacity.answers import Answer
from benchmarks.capacity.inputs import TIERS

MISSING = (
    "Plots need matplotlib, which is not here. Run `make capacity`, or `pip install -c constraints.txt --group plots`."
)


class PlotsMissing(Exception):
    """matplotlib is not installed; the message says how to come by it."""


def _pyplot() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise PlotsMissing(MISSING) from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    return pyplot


def draw(answer: Answer, title: str, path: Path) -> None:
    """Writes ``path``, a PNG or an SVG by its suffix. Raises ``PlotsMissing``."""
    pyplot = _pyplot()
    trace = answer.trace
    hours = [at_s / 3_600 for at_s in trace.at_s]
    figure, (arrivals, replicas, inside, nodes) = pyplot.subplots(
        4, 1, figsize=(10, 12), sharex=True, layout="constrained"
    )
    arrivals.plot(hours, trace.rate, color="black")
    arrivals.set_ylabel("scenes asked for a second")
    arrivals.set_title(title)
    for name in TIERS:
        replicas.plot(hours, trace.ready[name], label=name)
        if name != "worker":
            inside.plot(hours, [max(1e-2, each) for each in trace.in_flight[name]], label=name)
    replicas.set_ylabel("ready replicas")
    replicas.set_yscale("symlog", linthresh=1)
    replicas.legend(ncols=len(TIERS), fontsize="small")
    inside.plot(
        hours, [max(1e-2, each) for each in trace.queued_jobs], label="jobs queued", color="grey", linestyle=":"
    )
    inside.set_ylabel("inside: in work and waiting")
    inside.set_yscale("log")
    inside.legend(ncols=len(TIERS), fontsize="small")
    nodes.step(hours, trace.nodes, where="post", color="black")
    nodes.set_ylabel("nodes paid for")
    nodes.set_xlabel("hour of the day")
    for each in (arrivals, replicas, inside, nodes):
        each.grid(visible=True, alpha=0.3)
        each.set_xlim(min(hours), max(hours))
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
