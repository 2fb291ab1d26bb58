"""Preloaded by the workers of tests/test_cluster.py: documents of some names do what only a broken one would.

`hangs` never ends, `dies` kills the process that reads it, `kills` the worker that this process belongs to; and files
below a folder called `elsewhere` are not there for a worker.
"""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from extract import hand
from extract.batch import Then
from extract.hand import Failure, Parcel, Stamp
from extract.jobs import Job, shown

packed, read, stamp_of = hand._packed, hand.read, hand.stamp_of


def hostile_packed(engine: str, then: Then[Any] | None, job: Job) -> bytes | Failure:
    if shown(job).startswith("hangs"):
        time.sleep(600)
    if shown(job).startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    return packed(engine, then, job)


def hostile_read(parcel: Parcel) -> list[bytes | Failure | None]:
    if any(shown(job).startswith("kills") for job, _ in parcel.jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return read(parcel)


def blind_stamp_of(job: Job) -> Stamp | None:
    path = hand.path_to(job)
    return None if path and "elsewhere" in path.parts else stamp_of(job)


def dask_setup(worker: object) -> None:
    hand._packed, hand.read, hand.stamp_of = hostile_packed, hostile_read, blind_stamp_of
