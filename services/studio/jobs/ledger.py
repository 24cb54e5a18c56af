"""The jobs' documents: the truth about every job. Each write names what it expects to find, so that nobody overwrites what he
has not seen; those of a worker name its attempt, so that one that was taken for dead writes nothing."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.studio.jobs.errors import JobNotFound
from services.studio.jobs.events import (
    CREATED,
    Changed,
    JobEvent,
    Previewed,
    Progressed,
    back_id,
    begun_id,
    end_id,
)
from services.studio.jobs.job import Failure, Job, Output, Priority, State, Step
from services.studio.pages import Page, read_page

COLLECTION = "jobs"
HIDDEN = {"preview": 0}
"""What no one but a watcher reads."""
WISHLESS = {**HIDDEN, "wish": 0}
"""What no one but a watcher and the job's worker read: a wish may hold a picture, and lists have many jobs."""
PAGE = 500
"""Documents that are read at a time where many are gone through."""
ACTIVE = [State.QUEUED.value, State.RUNNING.value]


@dataclass(frozen=True)
class Result:
    """What a job that succeeded has made."""

    outputs: tuple[Output, ...]
    report: bytes | None
    manifests: tuple[bytes, ...]
    credits: int


class Ledger:
    """The collection of jobs. ``kept``: how long an ended job is listed."""

    def __init__(self, documents: Documents, *, kept: timedelta, now: Clock = utc_now) -> None:
        self._jobs = documents[COLLECTION]
        self._kept = kept
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        # Each one costs every write, so none is here that another one nearly is: what an account has in hand is few enough to be
        # gone through for one asset, and whoever looks for what has waited too long goes through all that waits.
        await self._jobs.create_index([("account_id", 1), ("created_at", -1), ("_id", -1)])
        await self._jobs.create_index([("account_id", 1), ("state", 1)])
        await self._jobs.create_index([("state", 1), ("updated_at", 1)])
        await self._jobs.create_index([("batch_id", 1), ("state", 1)])
        await self._jobs.create_index([("settled", 1), ("delete_at", 1)])

    # Accepting and reading

    @needs_documents
    async def insert(self, job: Job) -> tuple[Job, bool]:
        """Writes a new job down; where its id is taken already, that job and False."""
        document = _document(job)
        try:
            await self._jobs.insert_one(document)
        except DuplicateKeyError:
            return await self.get(job.account_id, job.id), False
        return job, True

    @needs_documents
    async def get(self, account_id: str, job_id: str) -> Job:
        """A job of the account. Raises ``JobNotFound``."""
        found = await self._jobs.find_one({"_id": job_id, "account_id": account_id}, WISHLESS)
        if found is None:
            raise JobNotFound
        return _job(found)

    @needs_documents
    async def find(self, job_id: str) -> Job | None:
        """A job of anybody, with its wish; for workers."""
        found = await self._jobs.find_one({"_id": job_id}, HIDDEN)
        return None if found is None else _job(found)

    @needs_documents
    async def page(
        self, account_id: str, page: Page, *, states: Sequence[State] = (), recipe: str = "", batch_id: str = ""
    ) -> tuple[list[Job], str]:
        """The account's jobs, newest first, and the token of the next page."""
        filters: Document = {"account_id": account_id}
        if states:
            filters["state"] = {"$in": sorted(state.value for state in states)}
        if recipe:
            filters["recipe"] = recipe
        if batch_id:
            filters["batch_id"] = batch_id
        found, token = await read_page(self._jobs, filters, page, WISHLESS)
        return [_job(document) for document in found], token

    @needs_documents
    async def events(self, account_id: str, job_id: str, after: int) -> tuple[Job, list[JobEvent]]:
        """The job, and what a watcher who has seen ``after`` is told of it now: changes of state, the latest progress and
        preview."""
        found = await self._jobs.find_one({"_id": job_id, "account_id": account_id}, {"wish": 0})
        if found is None:
            raise JobNotFound
        job = _job(found)
        told: list[JobEvent] = [
            Changed(int(entry["id"]), _as_it_was(job, State(entry["state"]), int(entry["id"])))
            for entry in found["history"]
            if entry["id"] > after
        ]
        if job.state is State.RUNNING:
            if job.progress and found["progress"]["id"] > after:
                told.append(Progressed(int(found["progress"]["id"]), job.progress))
            if found.get("preview") and found["preview"]["id"] > after:
                told.append(Previewed(int(found["preview"]["id"]), bytes(found["preview"]["jpeg"])))
        return job, sorted(told, key=lambda event: event.event_id)

    @needs_documents
    async def count(self, account_id: str, state: State) -> int:
        """Jobs of the account in a state."""
        return int(await self._jobs.count_documents({"account_id": account_id, "state": state.value}))

    @needs_documents
    async def counts_of_batch(self, batch_id: str) -> dict[State, int]:
        """Jobs of a batch by state."""
        return {
            state: int(await self._jobs.count_documents({"batch_id": batch_id, "state": state.value}))
            for state in State
        }

    @needs_documents
    async def active_in_batch(self, batch_id: str) -> bool:
        """Whether a job of the batch has not ended."""
        query = {"batch_id": batch_id, "state": {"$in": ACTIVE}}
        return await self._jobs.find_one(query, {"_id": 1}) is not None

    @needs_documents
    async def needs(self, account_id: str, asset_id: str) -> bool:
        """Whether a job that has not ended works on the asset."""
        query = {"account_id": account_id, "asset_id": asset_id, "state": {"$in": ACTIVE}}
        return await self._jobs.find_one(query, {"_id": 1}) is not None

    # A worker's writes

    @needs_documents
    async def claim(self, job: Job, *, lost: bool) -> Job | None:
        """The job, begun: one attempt more, and one failure more where its last worker was ``lost``. None where somebody else has
        changed it meanwhile."""
        now, attempt = self._now(), job.attempts + 1
        failures = job.failures + lost
        change: Document = {
            "$set": {
                "state": State.RUNNING.value,
                "attempts": attempt,
                "failures": failures,
                "started_at": now,
                "heartbeat_at": now,
                "updated_at": now,
                "event_id": begun_id(attempt),
                "progress": None,
                "preview": None,
            },
            "$push": {"history": _entry(begun_id(attempt), State.RUNNING, now)},
        }
        # An update takes the store half as long as one that answers with the document, and all of it is known here.
        if not (await self._jobs.update_one(_seen(job), change)).matched_count:
            return None
        return replace(
            job,
            state=State.RUNNING,
            attempts=attempt,
            failures=failures,
            started_at=now,
            updated_at=now,
            event_id=begun_id(attempt),
            before_id=job.event_id,
            progress=None,
        )

    @needs_documents
    async def heartbeat(self, job: Job) -> Job | None:
        """Says that the attempt is alive; the job as it is now, None where it is no longer this attempt's."""
        return await self._change(_mine(job), {"$set": {"heartbeat_at": self._now()}})

    @needs_documents
    async def note(self, job: Job, *, progress: tuple[int, Step] | None, preview: tuple[int, bytes] | None) -> None:
        """Writes the latest progress and preview down, each with its event's id."""
        change: Document = {"heartbeat_at": self._now()}
        if progress:
            change["progress"] = {"id": progress[0], **vars(progress[1])}
        if preview:
            change["preview"] = {"id": preview[0], "jpeg": preview[1]}
        await self._jobs.update_one(_mine(job), {"$set": change})

    @needs_documents
    async def give_back(self, job: Job, failure: Failure | None) -> Job | None:
        """The job waits again; where ``failure`` is given, that counts as one more, and is remembered."""
        now = self._now()
        change: Document = {
            "$set": {
                "state": State.QUEUED.value,
                "failures": job.failures + (failure is not None),
                "updated_at": now,
                "event_id": back_id(job.attempts),
                "progress": None,
                "preview": None,
                **({"last_failure": _failure_document(failure)} if failure else {}),
            },
            "$push": {"history": _entry(back_id(job.attempts), State.QUEUED, now)},
        }
        return await self._change(_mine(job), change)

    @needs_documents
    async def succeed(self, job: Job, result: Result) -> Job | None:
        """The job has succeeded; None where it is no longer this attempt's, and the result is not to be used."""
        now = self._now()
        change = self._ending(
            job,
            State.SUCCEEDED,
            now,
            {
                "outputs": [vars(output) for output in result.outputs],
                "report": result.report,
                "manifests": list(result.manifests),
                "credits": result.credits,
            },
        )
        if not (await self._jobs.update_one(_mine(job), change)).matched_count:
            return None
        return replace(
            job,
            state=State.SUCCEEDED,
            updated_at=now,
            ended_at=now,
            delete_at=now + self._kept,
            event_id=end_id(job.attempts),
            before_id=job.event_id,
            **vars(result),
        )

    @needs_documents
    async def fail(self, job: Job, failure: Failure) -> Job | None:
        """The job has failed for good."""
        return await self._end(_seen(job), job, State.FAILED, {"failure": _failure_document(failure)})

    @needs_documents
    async def cancelled(self, job: Job) -> Job | None:
        """The job has stopped because somebody cancelled it."""
        return await self._end(_seen(job), job, State.CANCELLED, {})

    @needs_documents
    async def expire(self, job: Job) -> Job | None:
        """The job has waited too long."""
        return await self._end(_seen(job), job, State.EXPIRED, {})

    @needs_documents
    async def ask_to_cancel(self, job: Job) -> Job | None:
        """Marks a running job; its worker sees that at its next heartbeat at the latest."""
        return await self._change({"_id": job.id, "state": State.RUNNING.value}, {"$set": {"cancel_asked": True}})

    # What the reconciler asks

    @needs_documents
    async def lanes(self) -> set[tuple[Priority, str]]:
        """Which accounts have jobs that have not ended, by priority. Running ones too: the message of a worker that died comes
        again without anybody saying so."""
        found: set[tuple[Priority, str]] = set()
        for priority in Priority:
            query = {"state": {"$in": ACTIVE}, "priority": priority.value}
            found |= {(priority, account_id) for account_id in await self._jobs.distinct("account_id", query)}
        return found

    async def queued(self, before: datetime) -> AsyncIterator[Job]:
        """Jobs that wait and were last changed before ``before``."""
        async for job in self._each({"state": State.QUEUED.value, "updated_at": {"$lt": before}}, by="updated_at"):
            yield job

    async def overdue(self) -> AsyncIterator[Job]:
        """Jobs that have waited for longer than they may."""
        async for job in self._each(
            {"state": State.QUEUED.value, "waits_until": {"$lte": self._now()}}, by="updated_at"
        ):
            yield job

    async def silent(self, before: datetime) -> AsyncIterator[Job]:
        """Jobs that run and have not been heard of since ``before``."""
        async for job in self._each({"state": State.RUNNING.value, "heartbeat_at": {"$lt": before}}, by="heartbeat_at"):
            yield job

    async def unsettled(self, before: datetime) -> AsyncIterator[Job]:
        """Ended jobs whose end has not been followed up."""
        async for job in self._each({"settled": False, "updated_at": {"$lt": before}}, by="updated_at"):
            yield job

    async def outdated(self) -> AsyncIterator[Job]:
        """Ended jobs whose time in the list is over, and whose end has been followed up."""
        async for job in self._each({"delete_at": {"$lte": self._now()}, "settled": True}, by="delete_at"):
            yield job

    async def of_account(self, account_id: str, *, active: bool = False) -> AsyncIterator[Job]:
        """All jobs of an account."""
        query: Document = {"account_id": account_id}
        if active:
            query["state"] = {"$in": ACTIVE}
        async for job in self._each(query):
            yield job

    async def of_batch(self, batch_id: str) -> AsyncIterator[Job]:
        """The jobs of a batch that have not ended."""
        async for job in self._each({"batch_id": batch_id, "state": {"$in": ACTIVE}}):
            yield job

    @needs_documents
    async def known(self, job_ids: Iterable[str]) -> set[str]:
        """Which of these jobs have not ended."""
        query = {"_id": {"$in": list(job_ids)}, "state": {"$in": ACTIVE}}
        return {str(found["_id"]) async for found in self._jobs.find(query, {"_id": 1})}

    @needs_documents
    async def settled(self, job: Job) -> None:
        """The end was followed up."""
        await self._jobs.update_one({"_id": job.id}, {"$set": {"settled": True}})

    @needs_documents
    async def delete(self, job: Job) -> None:
        """Removes a job's document."""
        await self._jobs.delete_one({"_id": job.id})

    @needs_documents
    async def heartbeat_of(self, job: Job) -> datetime | None:
        """When the job was last heard of."""
        found = await self._jobs.find_one({"_id": job.id}, {"heartbeat_at": 1})
        return None if found is None else found.get("heartbeat_at")

    @needs_documents
    async def last_failure(self, job: Job) -> Failure | None:
        """Why the job's latest attempt ended without a result."""
        found = await self._jobs.find_one({"_id": job.id}, {"last_failure": 1})
        return _failure((found or {}).get("last_failure"))

    async def _each(self, query: Document, *, by: str = "_id") -> AsyncIterator[Job]:
        # A page at a time from memory: a cursor held over slow work would be closed by the store. ``by``: a field that whoever goes
        # through the jobs does not change to a value that is still ahead.
        rest = query
        while True:
            page = await self._read(rest, by)
            for document in page:
                yield _job(document)
            if len(page) < PAGE:
                return
            last = page[-1]
            ahead: list[Document] = [{by: {"$gt": last[by]}}, {by: last[by], "_id": {"$gt": last["_id"]}}]
            rest = {"$and": [query, {"$or": ahead if by != "_id" else ahead[:1]}]}

    @needs_documents
    async def _read(self, query: Document, by: str) -> list[Document]:
        order = [(by, 1)] if by == "_id" else [(by, 1), ("_id", 1)]
        found: list[Document] = await self._jobs.find(query, WISHLESS).sort(order).limit(PAGE).to_list(PAGE)
        return found

    async def _end(self, expected: Document, job: Job, state: State, facts: Document) -> Job | None:
        return await self._change(expected, self._ending(job, state, self._now(), facts))

    def _ending(self, job: Job, state: State, now: datetime, facts: Document) -> Document:
        return {
            "$set": {
                "state": state.value,
                "updated_at": now,
                "ended_at": now,
                "delete_at": now + self._kept,
                "event_id": end_id(job.attempts),
                "preview": None,
                "settled": False,
                **facts,
            },
            "$push": {"history": _entry(end_id(job.attempts), state, now)},
        }

    async def _change(self, expected: Document, change: Document) -> Job | None:
        found = await self._jobs.find_one_and_update(
            expected, change, projection=WISHLESS, return_document=ReturnDocument.AFTER
        )
        return None if found is None else _job(found)


def _mine(job: Job) -> Document:
    """What a worker expects: its attempt is the one that runs."""
    return {"_id": job.id, "state": State.RUNNING.value, "attempts": job.attempts}


def _seen(job: Job) -> Document:
    """The job as it was last seen."""
    return {"_id": job.id, "state": job.state.value, "attempts": job.attempts}


def _entry(event_id: int, state: State, at: datetime) -> Document:
    return {"id": event_id, "state": state.value, "at": at}


def _as_it_was(job: Job, state: State, event_id: int) -> Job:
    """The job at an earlier change of state: what only its end has is left out of what came before."""
    if state is job.state:
        return replace(job, event_id=event_id)
    return replace(
        job,
        state=state,
        event_id=event_id,
        ended_at=None,
        outputs=(),
        report=None,
        manifests=(),
        failure=None,
        credits=0,
    )


def _document(job: Job) -> Document:
    return {
        "_id": job.id,
        "account_id": job.account_id,
        "recipe": job.recipe,
        "wish": job.wish,
        "asset_id": job.asset_id,
        "state": job.state.value,
        "priority": job.priority.value,
        "created_at": job.created_at,
        "updated_at": job.updated_at,
        "waits_until": job.waits_until,
        "attempts": 0,
        "failures": 0,
        "cancel_asked": False,
        "name": job.name,
        "tags": list(job.tags),
        "batch_id": job.batch_id,
        "event_id": CREATED,
        "history": [_entry(CREATED, State.QUEUED, job.created_at)],
    }


def _job(found: Document) -> Job:
    progress: Any = found.get("progress")
    return Job(
        id=found["_id"],
        account_id=found["account_id"],
        recipe=found["recipe"],
        wish=bytes(found.get("wish", b"")),
        asset_id=found["asset_id"],
        state=State(found["state"]),
        priority=Priority(found["priority"]),
        created_at=found["created_at"],
        updated_at=found["updated_at"],
        waits_until=found["waits_until"],
        attempts=int(found["attempts"]),
        failures=int(found["failures"]),
        cancel_asked=bool(found["cancel_asked"]),
        started_at=found.get("started_at"),
        ended_at=found.get("ended_at"),
        delete_at=found.get("delete_at"),
        name=found["name"],
        tags=tuple(found["tags"]),
        batch_id=found["batch_id"],
        event_id=int(found["event_id"]),
        before_id=int(found["history"][-2]["id"]) if len(found["history"]) > 1 else 0,
        progress=Step(progress["stage"], int(progress["step"]), int(progress["total"])) if progress else None,
        outputs=tuple(Output(**output) for output in found.get("outputs", ())),
        report=bytes(found["report"]) if found.get("report") is not None else None,
        manifests=tuple(bytes(manifest) for manifest in found.get("manifests", ())),
        failure=_failure(found.get("failure")),
        credits=int(found.get("credits", 0)),
    )


def _failure_document(failure: Failure) -> Document:
    # Facts as pairs: their names are the callers' own, and may hold what a document's key may not.
    return {
        "reason": failure.reason,
        "message": failure.message,
        "facts": [[name, value] for name, value in failure.facts.items()],
        "retryable": failure.retryable,
    }


def _failure(found: Document | None) -> Failure | None:
    if found is None:
        return None
    return Failure(found["reason"], found["message"], dict(found["facts"]), bool(found["retryable"]))
