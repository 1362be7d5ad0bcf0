"""A real Dovecot: IMAP with TLS, LMTP and the log-in service that Postfix asks."""

import base64
import grp
import os
import pwd
import smtplib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from servers.certificates import certify
from servers.imap import TIMEOUT_SECONDS, ImapAccount, ImapServer
from servers.process import LOOPBACK, Daemon, Owner, free_port, hand_over, program, unprivileged

CONFIGURATION = """\
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
listen = {loopback}
protocols = imap lmtp
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}

ssl = yes
ssl_cert = <{certificate.cert_file}
ssl_key = <{certificate.key_file}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0

mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
mailbox_idle_check_interval = 1 s

passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {users}/%u
}}
userdb {{
  driver = passwd-file
  args = {users}/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {dovecot.port}
  }}
  inet_listener imaps {{
    port = {dovecot.tls_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {dovecot.lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    port = {dovecot.auth_port}
  }}
}}
service anvil {{
  chroot =
  # wrong passwords are part of the tests: no waiting after them
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(ImapAccount):
    """One user of a Dovecot."""

    server: "Dovecot"

    def receive(self, message: bytes, *, sender: str) -> None:
        """Deliver *message* by LMTP, as a mail server does: Return-Path, Delivered-To and Received are added."""
        self.server.receive(self.address, message, sender=sender)


class Dovecot(ImapServer):
    """An IMAP server of the tests' own; a context manager.

    It speaks STARTTLS on ``port`` and TLS on ``tls_port`` of ``host``, with a certificate of the authority in
    ``ca_file``; without TLS a log-in is taken too. It has IDLE, MOVE, UIDPLUS and keywords. ``lmtp_port`` takes mail
    for its users and refuses others with 550; ``auth_port`` answers Postfix's questions about passwords.
    *settings* are lines put at the end of its configuration, for a server that lacks something:
    ``imap_capability = IMAP4rev1``.
    """

    def __init__(self, *, settings: str = "") -> None:
        super().__init__()
        self._settings = settings
        self.port = free_port()
        self.tls_port = free_port()
        self.lmtp_port = free_port()
        self.auth_port = free_port()

    def kill(self) -> None:
        """End the server without a word to its clients; the mail stays."""
        self._daemon.kill()

    def restart(self) -> None:
        """Stop and start; clients lose their connections."""
        self.stop()
        self.start()

    def add_user(self, name: str, password: str = "secret") -> "Account":
        """Add a user, whose *name* is an address in lower case, with an empty INBOX."""
        secret = base64.b64encode(password.encode()).decode()
        line = f"{name}:{{PLAIN.B64}}{secret}:{_ids(self._owner)}::{self._home(name)}::\n"
        # A file for each user: Dovecot would not see within a second that one for all has grown.
        (self._users / name).write_text(line)
        self._passwords[name] = password
        return Account(server=self, address=name, password=password)

    def maildir(self, user: str) -> Path:
        """Give the folder in which *user*'s messages lie; it exists after the first log-in."""
        return self._home(user) / "Maildir"

    def receive(self, user: str, message: bytes, *, sender: str) -> None:
        """Deliver *message* by LMTP, as a mail server does: Return-Path, Delivered-To and Received are added."""
        with smtplib.LMTP(LOOPBACK, self.lmtp_port, timeout=TIMEOUT_SECONDS) as lmtp:
            lmtp.sendmail(sender, [user], message)

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return (self._root / "dovecot.log").read_text(errors="replace")

    @property
    def _users(self) -> Path:
        return self._root / "users"

    def _home(self, user: str) -> Path:
        return self._root / "home" / user

    def _lay_out(self) -> Daemon:
        self._owner = unprivileged()
        certificate = certify(self._root)
        self.ca_file = certificate.ca_file
        for folder in ("run", "home", "users"):
            (self._root / folder).mkdir()
        configuration = self._root / "dovecot.conf"
        configuration.write_text(
            CONFIGURATION.format(
                dovecot=self,
                root=self._root,
                loopback=LOOPBACK,
                user=self._owner.user,
                group=self._owner.group,
                users=self._users,
                certificate=certificate,
            )
            + self._settings
            + "\n"
        )
        hand_over(self._root, self._owner)
        return Daemon(
            (_dovecot(), "-F", "-c", str(configuration)),
            ports=(self.port, self.tls_port, self.lmtp_port, self.auth_port),
            log=self._root / "start.log",
            owner=self._owner if os.geteuid() == 0 else None,
        )


def _ids(owner: Owner) -> str:
    user = pwd.getpwnam(owner.user)
    return f"{user.pw_uid}:{grp.getgrnam(owner.group).gr_gid}"


def _dovecot() -> str:
    """Find the program; the configuration above is written in the syntax of 2.3."""
    path = program("dovecot")
    version = subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout
    if not version.startswith("2.3."):
        message = f"the tests need Dovecot 2.3 (Debian 12), this is {version}"
        raise RuntimeError(message)
    return path
