"""The desk's settings as frozen values: `config.toml` once every fault is out of it. Paths are absolute.

Every command makes their classes: a tuple with names is made in an eighth of the time of a dataclass, which is for
those that refuse what cannot be.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo


class MailboxKind(StrEnum):
    """Where messages wait."""

    IMAP = "imap"
    MAILDIR = "maildir"


class Security(StrEnum):
    """How a connection is protected; "none" is refused unless the host is loopback."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Auth(StrEnum):
    """How the desk logs in at a server."""

    PASSWORD = "password"  # noqa: S105 - the word, not one
    OAUTH2 = "oauth2"  # by an access token, see OAuthSettings


class Since(StrEnum):
    """Which messages may be answered, where no date is given."""

    FIRST_RUN = "first-run"  # what is there already is recorded, not answered
    ALL = "all"


class After(StrEnum):
    """What is done to an application's message once it is safe."""

    KEYWORD = "keyword"
    MOVE = "move"
    NONE = "none"


class Mode(StrEnum):
    """What becomes of a letter that may go."""

    AUTO = "auto"
    HOLD = "hold"
    OFF = "off"


class BlankForm(StrEnum):
    """The blank form that goes with a letter which asks for a form."""

    OFF = "off"
    DOCX = "docx"
    XLSX = "xlsx"


class DeliveryKind(StrEnum):
    """How letters leave."""

    SMTP = "smtp"
    FOLDER = "folder"


class Uncertain(StrEnum):
    """What happens to a letter that died between the server's acceptance and its record."""

    RESEND_ONCE = "resend-once"
    HOLD = "hold"


class SentCopy(StrEnum):
    """Where a copy of each sent letter is filed, where no folder is named."""

    OFF = "off"  # nowhere: the provider keeps one, or nobody wants it
    AUTO = "auto"  # where the server says that sent mail goes


class Switch(StrEnum):
    """Whether something is done at all."""

    ON = "on"
    OFF = "off"


class Server(NamedTuple):
    """A server and how to log in there; *username* None means no log-in. *timeout* is for every socket operation."""

    host: str
    port: int
    security: Security
    ca_file: Path | None = None
    username: str | None = None
    password: str | None = None
    auth: Auth = Auth.PASSWORD
    timeout: timedelta = timedelta(seconds=60)

    def __repr__(self) -> str:
        """Leave the password out: values end up in logs."""
        return f"Server({self.username}@{self.host}:{self.port}, {self.security})"


class OAuthSettings(NamedTuple):
    """`[oauth]`: the server of the log-in (RFC 6749), and who we are to it; a public client has no *client_secret*.

    People log in by *device_endpoint* (RFC 8628) or *authorization_endpoint* (RFC 8252). A refresh token that is not
    used for *lifetime* is dead.
    """

    client_id: str
    scopes: tuple[str, ...]
    token_endpoint: str
    lifetime: timedelta
    client_secret: str | None = None
    device_endpoint: str | None = None
    authorization_endpoint: str | None = None
    ca_file: Path | None = None

    def __repr__(self) -> str:
        """Leave the secret out, as a server does the password."""
        return f"OAuthSettings({self.client_id})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MailboxSettings:
    """`[mailbox]`: *server* and *folder* for IMAP, *path* for a Maildir."""

    kind: MailboxKind
    server: Server | None = None
    folder: str = "INBOX"
    path: Path | None = None
    since: Since | date = Since.FIRST_RUN
    after: After = After.KEYWORD
    processed_folder: str = "Processed"

    def __post_init__(self) -> None:
        match self.kind:
            case MailboxKind.IMAP if self.server is None:
                raise ValueError("an IMAP mailbox needs a server")
            case MailboxKind.MAILDIR if self.path is None:
                raise ValueError("a Maildir needs a path")


class StoreSettings(NamedTuple):
    """`[store]`."""

    url: str
    archive: Path

    def __repr__(self) -> str:
        """Leave the URL out, in which a password may be."""
        return f"StoreSettings({self.archive})"


class ReplySettings(NamedTuple):
    """`[replies]`. *own_addresses* are in lower case."""

    mode: Mode
    languages: tuple[str, ...]  # of "sr-Cyrl", "en": the order in the letter
    templates: Path
    own_addresses: tuple[str, ...]
    trusted_authserv_ids: tuple[str, ...]
    message_id_domain: str
    attach_form: BlankForm = BlankForm.OFF
    per_address_limit: int = 3  # letters to one address in 24 hours
    hourly_limit: int = 60
    daily_limit: int = 500


class DkimSettings(NamedTuple):
    """`[delivery.dkim]`: letters are signed for *domain* with the key that its DNS publishes under *selector*."""

    domain: str
    selector: str
    key_file: Path


class DeliverySettings(NamedTuple):
    """`[delivery]`: *server* for SMTP only. *envelope_from* is "" where bounces are not wanted ("<>")."""

    kind: DeliveryKind
    sender: str  # the From line: "Савез … <info@alvrs.com>"
    envelope_from: str
    outbox: Path
    server: Server | None = None
    uncertain: Uncertain = Uncertain.RESEND_ONCE
    sent_copy: SentCopy | str = SentCopy.OFF  # or the name of a folder of the mailbox
    dkim: DkimSettings | None = None

    @property
    def staff_mails(self) -> Path:
        """Where mails to staff lie on a desk that sends none."""
        return self.outbox / "staff"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Schedule:
    """`[schedule]`: either *every* or *cron* (five fields, in the desk's time zone)."""

    every: timedelta | None = None
    cron: str | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.cron is None):
            raise ValueError("a schedule is either every or cron")


class StaffSettings(NamedTuple):
    """`[staff]`: who gets mails (none where *to* is empty); *digest* is a time of day in the desk's zone."""

    to: tuple[str, ...] = ()
    digest: time | None = time(7, 30)  # None: only by `intake digest`
    alarms: Switch = Switch.ON


class MonitoringSettings(NamedTuple):
    """`[monitoring]`: *metrics* is the file for Prometheus; None: there is none."""

    metrics: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Clamd:
    """`[scanner]`: where ClamAV's daemon listens: at *path*, or on *port* of *host*, which is this machine."""

    path: Path | None = None
    host: str = ""
    port: int = 0
    timeout: timedelta = timedelta(seconds=60)

    def __post_init__(self) -> None:
        if (self.path is None) != bool(self.host and self.port):
            raise ValueError("a scanner listens either at a path or on a port")

    def __str__(self) -> str:
        return f"clamd at {self.path or f'{self.host}:{self.port}'}"


class Limits(NamedTuple):
    """`[limits]`; sizes in bytes."""

    message_size: int = 25 * 2**20
    attachment_size: int = 15 * 2**20
    unpacked_size: int = 100 * 2**20
    seconds_per_message: float = 30.0
    memory_per_message: int = 512 * 2**20


class Settings(NamedTuple):
    """The whole of `config.toml`; *folder* is where that file lies."""

    folder: Path
    zone: ZoneInfo
    calls: tuple[Path, ...]
    mailbox: MailboxSettings
    store: StoreSettings
    register: Path
    replies: ReplySettings
    delivery: DeliverySettings
    schedule: Schedule
    staff: StaffSettings
    limits: Limits
    monitoring: MonitoringSettings = MonitoringSettings()
    oauth: OAuthSettings | None = None  # None: every log-in is by password
    scanner: Clamd | None = None  # None: messages are read unscanned
