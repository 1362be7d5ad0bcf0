"""The desk's health as Prometheus metrics: no person and no address is in a name or a label (docs/health.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from intake.events import Event
from intake.health import Health
from intake.logs import log
from intake.rules.health import AlarmCode, alarms
from intake.rules.states import LetterState, Status
from intake.whole import READABLE, write_whole

_LOOPBACK = "127.0.0.1"


class _HealthCollector(Collector):
    """Measures anew for each scrape, and not when it is registered: it describes nothing in advance."""

    def __init__(self, measure: Callable[[], Health]) -> None:
        self._measure = measure

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        health = self._measure()
        yield InfoMetricFamily("intake_build", "The program", {"version": version("alvrs-intake")})
        yield from _of_passes(health)
        yield from _of_work(health)
        yield from _of_surroundings(health)


def write(path: Path, health: Health) -> None:
    """Write the metrics to *path*, for node_exporter's textfile collector; a failure is one more thing for the log."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, generate_latest(_registry(lambda: health)), READABLE)
    except OSError as error:
        log.error(Event.HEALTH_UNWRITTEN, error=str(error))  # noqa: TRY400 - the disk's fault: it says it all


@contextmanager
def served(port: int, measure: Callable[[], Health]) -> Iterator[None]:
    """Serve the metrics on *port* of this machine alone, measured for each scrape; OSError where the port is taken."""
    server, thread = start_http_server(port, addr=_LOOPBACK, registry=_registry(measure))
    log.info(Event.METRICS_SERVED, port=port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _registry(measure: Callable[[], Health]) -> CollectorRegistry:
    """Make a registry of our own: the library's would add the process and the platform."""
    registry = CollectorRegistry()
    registry.register(_HealthCollector(measure))
    return registry


def _of_passes(health: Health) -> Iterator[Metric]:
    yield CounterMetricFamily("intake_passes", "Passes that were begun", health.begun)
    last = health.last
    yield from _time("intake_last_good_pass", "When the last good pass ended", health.vitals.last_good)
    if last is not None and last.ended is not None:
        yield from _time("intake_last_pass", "When the last pass ended, good or not", last.ended)
        yield _gauge("intake_last_pass_duration_seconds", "How long it took", _seconds(last.ended - last.started))


def _of_work(health: Health) -> Iterator[Metric]:
    counts, vitals = health.counts, health.vitals
    raised = {code for code, _ in alarms(vitals)}  # as of now: nobody notes alarms where no pass is made
    yield _gauge("intake_healthy", "1 where no alarm stands", int(not raised))
    codes = {code.value: int(code in raised) for code in AlarmCode}
    yield _by_label("intake_alarm", "1 where that alarm stands", "code", codes)
    statuses = {status.value: counts.entries.get(status, 0) for status in Status}
    yield _by_label("intake_applications", "Versions of applications", "status", statuses)
    clusters = {cluster or "none": number for cluster, number in counts.clusters.items()}
    yield _by_label("intake_cluster_applications", "Applications, each by the version that counts", "cluster", clusters)
    states = {state.value: counts.letters.get(state, 0) for state in LetterState}
    yield _by_label("intake_letters", "Letters", "state", states)
    yield _gauge("intake_letters_held_by_limit", "Letters that a limit holds", vitals.held_by_limit)
    yield _gauge("intake_letters_put_off", "Letters that the server did not take yet", vitals.put_off)
    longest = _seconds(vitals.put_off_for or timedelta())
    yield _gauge("intake_letters_put_off_age_seconds", "How long at least it has put off the oldest of them", longest)
    yield _gauge("intake_quarantined_messages", "Messages that could not be handled", vitals.quarantine)
    yield _gauge("intake_backlog_messages", "Messages that wait to be decided", vitals.backlog)
    waiting = _seconds(vitals.waiting or timedelta())
    yield _gauge("intake_backlog_age_seconds", "How long the oldest of them has waited", waiting)


def _of_surroundings(health: Health) -> Iterator[Metric]:
    vitals, login = health.vitals, health.login
    yield _gauge("intake_disk_free_bytes", "What is free on the disk of the archive", vitals.disk_free or 0)
    if vitals.clock_behind is not None:
        text = "How far our clock is behind the mail server's, at least"
        yield _gauge("intake_clock_behind_seconds", text, _seconds(vitals.clock_behind))
    if login is not None:
        needed = int(login.why_needed(health.at) is not None)
        yield _gauge("intake_login_needed", "1 where a person has to log in by OAuth", needed)
        yield from _time("intake_login_renewed", "When its token was renewed last", login.renewed)
        yield from _time("intake_login_end", "When it dies by disuse", login.ends)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value)


def _time(name: str, text: str, moment: datetime | None) -> Iterator[GaugeMetricFamily]:
    """Yield a Unix time, as Prometheus wants it; nothing where there is none."""
    if moment is not None:
        yield _gauge(f"{name}_timestamp_seconds", text, moment.timestamp())


def _by_label(name: str, text: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def _seconds(length: timedelta) -> float:
    return length.total_seconds()
