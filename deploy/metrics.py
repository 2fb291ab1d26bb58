"""What the app is doing, in the format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from streamlit.runtime import get_instance

from extract.errors import ExtractError
from extract.version import engine_version
from pages.components import data


class Store:
    """Asks the store when somebody reads the metrics, so that they hold for all processes that share it."""

    def collect(self) -> Iterator[Metric]:
        """One gauge for each of the store's counts, and whether it answered."""
        try:
            counts = data.store().totals()
        except ExtractError:
            counts = {}
        yield _gauge("shuchu_store_up", "Whether the store answered", float(bool(counts)))
        for name, number in counts.items():
            yield _gauge(f"shuchu_{name}", f"How many the store holds: {name}", number)


class Sessions:
    """The browser tabs that this process serves."""

    def collect(self) -> Iterator[Metric]:
        """One gauge, and the version as a label."""
        tabs = get_instance()._session_mgr.list_active_sessions()
        yield _gauge("shuchu_sessions", "Browser tabs that are open", len(tabs))
        version = GaugeMetricFamily("shuchu_engine_info", "The version of rules and catalogue", labels=["version"])
        version.add_metric([engine_version()], 1)
        yield version


async def route(_request: Request) -> Response:
    """Everything in text. The guard lets nobody read it through the proxy."""
    return Response(await run_in_threadpool(generate_latest, _registry), media_type=CONTENT_TYPE_LATEST)


def _gauge(name: str, help: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help, value=value)


_registry = CollectorRegistry()
for _collector in (Store(), Sessions()):
    _registry.register(_collector)
ProcessCollector(registry=_registry)
PlatformCollector(registry=_registry)
