"""What one scene and one job cost each part of a running stack, one at a time; and what the stores take. Makes ``Figures``."""

import asyncio
import contextlib
import os
import secrets
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import grpc
import httpx
import nats
import numpy as np
from nats.js.api import StorageType, StreamConfig

from benchmarks.capacity.figures import Figures
from benchmarks.capacity.processes import Meter, Spent
from benchmarks.speed.subject import NETWORK, PHOTO_SIDE_PX, photo_jpeg
from local.stack import Stack
from mesh.documents import close_documents, open_documents
from mesh.triton import TritonClient
from models.saliency import AT_ONCE, SIDE_PX

SCENES = 12
JOBS = 5
PICTURES = 8
ROUNDS = 6
"""Of pairs: now and then both of a pair share a core for a while, and take half as long again."""
IDLE_S = 3.0
AT_A_TIME = 16
OPERATIONS = 800
FORM = {"prompt": "oak table, cream wall, morning light from the left", "width": "1024", "height": "1024", "seed": "7"}
RESTARTED = ("triton", "auth", "segmenter", "generator", "studio", "gateway")


async def post_scene(client: httpx.AsyncClient, photo: bytes) -> httpx.Response:
    """One scene over REST, whatever the answer."""
    files = {"photo": ("photo.jpg", photo, "image/jpeg")}
    return await client.post("/v1/scenes", files=files, data=FORM, headers={"Accept": "image/png"})


def _server_timing(answer: httpx.Response) -> dict[str, float]:
    """Seconds by step of the segmenter, from ``Server-Timing``."""
    steps = (each.strip().partition(";dur=") for each in answer.headers["server-timing"].split(","))
    return {name: float(ms) / 1000 for name, _, ms in steps}


async def _scenes(client: httpx.AsyncClient, photo: bytes) -> tuple[list[float], list[dict[str, float]], int]:
    """Seconds of each scene, the segmenter's steps of each, and bytes of the last result."""
    seconds, steps, size = [], [], 0
    for _ in range(SCENES):
        started = time.perf_counter()
        answer = await post_scene(client, photo)
        seconds.append(time.perf_counter() - started)
        answer.raise_for_status()
        steps.append(_server_timing(answer))
        size = len(answer.content)
    return seconds, steps, size


async def _jobs(client: httpx.AsyncClient, photo: bytes) -> None:
    for _ in range(JOBS):
        # A photo of its own each: the same bytes would be stored once.
        picture = photo + secrets.token_bytes(8)
        answer = await client.post(
            "/v1/jobs",
            files={"photo": ("photo.jpg", picture, "image/jpeg")},
            data={**FORM, "recipe": "scene"},
            headers={"Prefer": "wait=60"},
        )
        answer.raise_for_status()
        if (state := answer.json()["state"]) != "succeeded":
            raise RuntimeError(f"A job ended as {state}, so what it cost means nothing. {answer.text[:500]}")


@dataclass(frozen=True)
class _Network:
    """The network on an idle model server, asked directly."""

    alone_s: float
    alone_cpu_s: float
    pair_s: float
    pair_cpu_s: float


async def _network(stack: Stack) -> _Network:
    triton = TritonClient(stack.environment["PACKSHOT_TRITON_ADDRESS"])
    image = np.full((1, SIDE_PX, SIDE_PX, 3), 127, dtype=np.uint8)

    async def infer() -> None:
        await triton.infer(NETWORK, {"image": image}, ["confidence"], deadline_s=60)

    try:
        await infer()
        alone = [await _lap(stack, infer) for _ in range(PICTURES)]
        # Always more waiting than are taken, so that all but the first and perhaps the last run in pairs.
        pairs = []
        for _ in range(ROUNDS):
            before = await triton.statistics(NETWORK)
            spent = await _lap(stack, lambda: asyncio.gather(*(infer() for _ in range(PICTURES))))
            each = AT_ONCE / ((await triton.statistics(NETWORK)).inferences - before.inferences)
            pairs.append((each * spent.seconds, each * spent.part_s("triton")))
    finally:
        await triton.close()
    # The fastest: whatever else the machine does can only make it slower. CPU time is counted in ticks of 10 ms, hence the mean.
    return _Network(
        min(spent.seconds for spent in alone),
        statistics.mean(spent.part_s("triton") for spent in alone),
        min(seconds for seconds, _ in pairs),
        statistics.mean(cpu_s for _, cpu_s in pairs),
    )


async def _lap(stack: Stack, work: Callable[[], Awaitable[object]]) -> Spent:
    meter = Meter(stack)
    await work()
    return meter.lap()


async def _rate(work: Callable[[int], Awaitable[object]]) -> float:
    numbers = iter(range(OPERATIONS))

    async def worker() -> None:
        for number in numbers:
            await work(number)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_A_TIME)))
    return OPERATIONS / (time.perf_counter() - started)


async def _documents(stack: Stack) -> tuple[float, float]:
    """Durable inserts and finds a second."""
    documents = open_documents(stack.environment["PACKSHOT_DOCUMENTS_URL"], "capacity", durable=True)
    try:
        table = documents["rows"]
        await table.insert_one({"_id": "first"})
        body = "x" * 600
        inserts = await _rate(lambda number: table.insert_one({"_id": str(number), "account_id": "a", "body": body}))
        finds = await _rate(lambda number: table.find_one({"_id": str(number)}))
    finally:
        await close_documents(documents)
    return inserts, finds


async def _queue(stack: Stack) -> float:
    """Messages a second that JetStream confirmed."""
    client = await nats.connect(stack.environment["PACKSHOT_QUEUE_URL"])
    try:
        stream = client.jetstream()
        await stream.add_stream(StreamConfig(name="CAPACITY", subjects=["capacity.>"], storage=StorageType.FILE))
        rate = await _rate(lambda number: stream.publish(f"capacity.{number}", b"", stream="CAPACITY"))
        await stream.delete_stream("CAPACITY")
    finally:
        await client.close()
    return rate


async def _writes(stack: Stack) -> int:
    """Writes that the document store has done since it started; 0 where it does not count them."""
    documents = open_documents(stack.environment["PACKSHOT_DOCUMENTS_URL"], "capacity")
    try:
        counted = (await documents.command("serverStatus")).get("opcounters", {})
    finally:
        await close_documents(documents)
    return sum(int(counted.get(name, 0)) for name in ("insert", "update", "delete"))


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def start_times(stack: Stack) -> dict[str, float]:
    """Seconds from start to answering of each part, each restarted alone. ``triton``: until its network is loaded and warm."""
    found = {}
    for name in RESTARTED:
        stack.stop_part(name)
        started = time.perf_counter()
        stack.start_part(name)
        _wait(stack, name)
        found[name] = round(time.perf_counter() - started, 2)
        stack.wait_ready()
    return found


def _wait(stack: Stack, name: str) -> None:
    if name == "gateway":
        stack.wait_ready()
    elif name == "triton":
        address = f"http://127.0.0.1:{stack.environment['PACKSHOT_TRITON_HTTP_PORT']}/v2/models/{NETWORK}/ready"
        while True:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(address, timeout=2).status_code == httpx.codes.OK:
                    return
            stack.check_alive()
            time.sleep(0.05)
    else:
        with grpc.insecure_channel(stack.address(name)) as channel:
            grpc.channel_ready_future(channel).result(timeout=60)


async def measure(stack: Stack, client: httpx.AsyncClient, start_s: dict[str, float]) -> Figures:
    """Everything but the load's own answers. ``start_s``: what the caller measured when it started the stack."""
    photo = photo_jpeg()
    for _ in range(2):  # everything warm
        (await post_scene(client, photo)).raise_for_status()
    meter = Meter(stack)
    seconds, steps, result_bytes = await _scenes(client, photo)
    scene = meter.lap()
    network = await _network(stack)
    before = await _writes(stack)
    meter.lap()
    await _jobs(client, photo)
    job = meter.lap()
    writes = await _writes(stack) - before
    # What is written though nobody asks: sweepers, reconcilers, heartbeats.
    before = await _writes(stack)
    await asyncio.sleep(IDLE_S)
    idle_writes = (await _writes(stack) - before) / IDLE_S
    inserts, finds = await _documents(stack)
    publishes = await _queue(stack)

    def a_scene(*names: str) -> float:
        return round(sum(scene.part_s(name) for name in names) / SCENES, 5)

    def a_job(*names: str) -> float:
        return round(max(0.0, sum(job.part_s(name) for name in names) / JOBS), 5)

    middle = {name: statistics.median(step[name] for step in steps) for name in steps[0]}
    before_s = middle["decode"]
    after_s = sum(middle[name] for name in ("matte", "colour", "encode"))
    return Figures(
        cores=len(os.sched_getaffinity(0)),
        cpu=_processor(),
        scene_s=round(statistics.median(seconds), 4),
        gateway_cpu_s=a_scene("gateway", "auth"),
        studio_cpu_s=a_scene("studio"),
        segmenter_before_s=round(before_s, 5),
        segmenter_after_s=round(after_s, 5),
        segmenter_rest_s=round(max(0.0, scene.part_s("segmenter") / SCENES - before_s - after_s), 5),
        network_cpu_s=a_scene("triton"),
        network_s=round(network.alone_s, 4),
        network_alone_cpu_s=round(network.alone_cpu_s, 4),
        network_pair_cpu_s=round(network.pair_cpu_s, 4),
        network_pair_s=round(network.pair_s, 4),
        generator_cpu_s=a_scene("generator"),
        documents_cpu_s=a_scene("documents"),
        caller_cpu_s=round(scene.caller_s / SCENES, 5),
        photo_bytes=len(photo),
        product_bytes=4 * PHOTO_SIDE_PX**2,
        result_bytes=result_bytes,
        job_beyond_cpu_s=round(max(0.0, a_job("studio", "worker") - a_scene("studio")), 5),
        job_gateway_cpu_s=a_job("gateway", "auth"),
        job_documents_cpu_s=a_job("documents"),
        job_queue_cpu_s=a_job("queue"),
        job_writes=round((writes - idle_writes * job.seconds) / JOBS),
        inserts_per_s=round(inserts),
        finds_per_s=round(finds),
        publishes_per_s=round(publishes),
        start_s=start_s,
    )
