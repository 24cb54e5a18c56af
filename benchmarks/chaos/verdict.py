"""What became of the jobs after the storm, counted from what a customer and an operator can see."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.chaos.shop import Shop, Watched

CREDITS = 1
"""Of one cutout"""
TRUE_REASONS = frozenset({"SERVICE_UNAVAILABLE", "DEADLINE_EXCEEDED", "WORKER_LOST", "OVERLOADED"})
"""What a storm may honestly be blamed for. Any other reason of a good photo would be a fault."""


@dataclass
class Verdict:
    """The figures of ``out/chaos.json``."""

    accepted: int = 0
    succeeded: int = 0
    failed: int = 0
    lost: int = 0
    """Accepted, and not ended, not there, or without the picture that was promised"""
    duplicated: int = 0
    """Pictures beyond one for a job"""
    charged_twice: int = 0
    """Credits beyond one for a job that succeeded"""
    orphans: int = 0
    """Files of the object store that no asset names"""
    events_lost: int = 0
    """Changes of state that a watcher should have been told and was not, or was told twice"""
    watched: int = 0
    breaks: int = 0
    """Times that a watcher's line broke and it went on from its last event"""
    attempts: dict[str, int] = field(default_factory=dict)
    """Jobs by how many times a worker had begun them"""
    reasons: dict[str, int] = field(default_factory=dict)
    """Why jobs failed"""
    untrue: int = 0
    """Failures whose reason is not one that the storm explains"""
    kills: dict[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled, or left behind."""
        return not (
            self.lost or self.duplicated or self.charged_twice or self.orphans or self.events_lost or self.untrue
        )

    def document(self) -> dict[str, Any]:
        """As it is written."""
        return asdict(self)


async def judge(shop: Shop, jobs: Mapping[str, dict[str, Any] | None], watched: Mapping[str, Watched]) -> Verdict:
    """``jobs``: each accepted job's id and how it ended, None where it did not. Orphans are counted apart."""
    verdict = Verdict(accepted=len(jobs), watched=len(watched))
    reasons: Counter[str] = Counter()
    attempts: Counter[str] = Counter()
    for job_id, job in jobs.items():
        if job is None:
            verdict.lost += 1
            continue
        attempts[str(job["attempts"])] += 1
        if job["state"] == "succeeded":
            verdict.succeeded += 1
            whole, extra = await _pictures(shop, job_id, job)
            verdict.lost += not whole
            verdict.duplicated += extra
        else:
            verdict.failed += 1
            reason = (job.get("failure") or {}).get("reason", job["state"])
            reasons[reason] += 1
            verdict.untrue += reason not in TRUE_REASONS
    usage = await shop.get("/v1/usage")
    verdict.charged_twice = usage["credits"] - CREDITS * verdict.succeeded
    for job_id, seen in watched.items():
        verdict.breaks += seen.breaks
        verdict.events_lost += await _events_lost(shop, job_id, seen)
    verdict.reasons, verdict.attempts = dict(reasons), dict(sorted(attempts.items()))
    return verdict


async def _pictures(shop: Shop, job_id: str, job: dict[str, Any]) -> tuple[bool, int]:
    """Whether the job's picture is there with the bytes it should have, and how many there are beyond it."""
    assets = await shop.every("/v1/assets", "assets", job_id=job_id)
    named = {output["asset_id"] for output in job["outputs"]}
    whole = len(named) == 1 and named <= {asset["id"] for asset in assets}
    for asset in assets:
        data = await shop.content(asset["id"])
        whole = whole and hashlib.sha256(data).hexdigest() == asset["sha256"]
    return whole, max(0, len(assets) - 1)


async def _events_lost(shop: Shop, job_id: str, seen: Watched) -> int:
    """Changes of state that a watcher from the beginning is told now and this one was not, and ids out of order or told twice."""
    again = await shop.watch(job_id)
    missing = set(again.states) - set(seen.states)
    disorder = sum(later <= earlier for earlier, later in zip(seen.ids, seen.ids[1:], strict=False))
    return len(missing) + disorder


async def orphans(shop: Shop, objects: Path) -> int:
    """Files below ``objects`` that no asset of the account names."""
    assets = await shop.every("/v1/assets", "assets")
    known = {asset["sha256"] for asset in assets}
    files = await asyncio.to_thread(lambda: [path for path in objects.rglob("*") if path.is_file()])
    return sum(path.name.partition(".")[0] not in known for path in files)
