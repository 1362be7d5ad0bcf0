"""What staff have not heard yet: every pass asks, before anything that writes mails is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake.records.store import Store
from intake.settings import StaffSettings, Switch

if TYPE_CHECKING:
    from intake.rules.staff.alarms import AlarmNews

_DAY = timedelta(days=1)
_REMEMBERED = timedelta(days=30)  # an alarm that ended longer ago is no news


def is_any(store: Store, settings: StaffSettings, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether staff are to hear of an alarm, or a mail to them waits whose time has come."""
    news = next(alarm_news(store, settings, zone, now), None)
    return news is not None or store.notices.are_due(now)


def alarm_news(store: Store, settings: StaffSettings, zone: ZoneInfo, now: datetime) -> Iterator[AlarmNews]:
    """Yield what staff have not heard of alarms, its times in *zone*; nothing where they want to hear of none."""
    alarms = () if settings.alarms is Switch.OFF else store.alarms.since(now - _REMEMBERED)
    if not alarms:
        return
    from intake.rules.notice import NoticeKind  # noqa: PLC0415 - most desks have had no alarm for a month
    from intake.rules.staff.alarms import to_tell  # noqa: PLC0415 - the same

    lately = store.notices.count(NoticeKind.ALARM, now - _DAY)
    yield from to_tell(alarms, store.notices.told(), lately=lately, zone=zone)
