"""What can happen that is worth a line in the log: a closed list, explained in docs/logs.md."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """The name of a line in the log: monitors search for it, so it is never changed, only added to."""

    PASS_ENDED = "pass.ended"
    PASS_FAILED = "pass.failed"
    PASS_LEFT_OUT = "pass.left-out"
    STEP_FAILED = "step.failed"
    DECIDED = "message.decided"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_KEPT = "message.kept"
    LETTER_OFFERED = "letter.offered"
    LETTER_HELD = "letter.held"
    LETTER_UNWRITTEN = "letter.unwritten"
    COPY_FILED = "copy.filed"
    COPY_DEFERRED = "copy.deferred"
    OUTBOX_NOTE = "outbox.note"
    ERASED = "erasure.done"
    ERASED_AGAIN = "erasure.seen-again"
    ERASURE_UNFINISHED = "erasure.unfinished"
    ERASURE_BY_HAND = "erasure.by-hand"
    RETENTION_ANNOUNCED = "retention.announced"
    REGISTER_NOTE = "register.note"
    REGISTER_CORRECTED = "register.corrected"
    NOTICE_SENT = "notice.sent"
    NOTICE_DEFERRED = "notice.deferred"
    NOTICE_REFUSED = "notice.refused"
    NOTICE_UNCERTAIN = "notice.uncertain"
    NOTICE_FAILED = "notice.failed"
    MAILBOX_UNWATCHED = "mailbox.unwatched"
    LOGIN_RENEWED = "login.renewed"
    LOGIN_REFUSED = "login.refused"
    ALARM_BEGAN = "alarm.began"
    ALARM_ENDED = "alarm.ended"
    HEALTH_UNWRITTEN = "health.unwritten"
    METRICS_SERVED = "metrics.served"
    DAEMON_STOPPING = "daemon.stopping"
    DAEMON_STOPPED = "daemon.stopped"
