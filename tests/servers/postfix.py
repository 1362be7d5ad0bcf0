"""A real Postfix: submission with TLS and passwords, and delivery into the tests' Dovecot."""

import os
import pwd
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from servers.certificates import certify
from servers.dovecot import Dovecot
from servers.local import LocalServer
from servers.process import HOST, LOOPBACK, Daemon, free_port, program

PROGRAMS = "/usr/lib/postfix/sbin"
QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")
WAITING = ("incoming", "active", "deferred")
SETTLED_SECONDS = 60  # Postfix reads a configuration again, and waits for it, when it is younger than 2 seconds

MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = {programs}
maillog_file = {root}/postfix.log
maillog_file_prefixes = {root}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.postfix.example
mynetworks =
mydestination =
alias_maps =
alias_database =
local_recipient_maps =

virtual_mailbox_domains = {domains}
transport_maps = {transports}
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = static:international/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtputf8_enable = yes
virtual_transport = lmtp:inet:{loopback}:{dovecot.lmtp_port}
default_transport = error:5.1.2 the tests send nothing to the outside
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination

smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {certificate.cert_file}
smtpd_tls_key_file = {certificate.key_file}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:{loopback}:{dovecot.auth_port}
smtpd_error_sleep_time = 0
"""

MASTER = """\
{loopback}:{port} inet n - n - - smtpd
{loopback}:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix(LocalServer):
    """A mail server of the tests' own; a context manager.

    It speaks STARTTLS on ``port`` and TLS on ``tls_port`` of ``host``, with a certificate of the authority in
    ``ca_file``, and takes the passwords of *dovecot*'s users. Mail to *domains* is delivered into *dovecot*; mail to
    an unknown user there comes back as a bounce. Every other domain is refused at RCPT: 554 to a stranger, 550 to a
    user, for nothing leaves this machine. DSN and SMTPUTF8 are offered. Mail to *international* domains lands in
    ``maildir``, whoever it is for: Dovecot 2.3 does not take addresses beyond ASCII. Only root can start it.
    """

    host = HOST

    def __init__(self, dovecot: Dovecot, *, domains: Sequence[str], international: Sequence[str] = ()) -> None:
        self._dovecot = dovecot
        self._domains = tuple(domains)
        self._international = tuple(international)
        self.port = free_port()
        self.tls_port = free_port()

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return (self._root / "postfix.log").read_text(errors="replace")

    @property
    def is_idle(self) -> bool:
        """Whether everything that was accepted has been delivered or given back."""
        return not any(path.is_file() for name in WAITING for path in (self._root / "queue" / name).rglob("*"))

    def _lay_out(self) -> Daemon:
        if os.geteuid() != 0:
            raise PermissionError("only root can start Postfix: run the tests as root, for instance in a container")
        certificate = certify(self._root)
        self.ca_file = certificate.ca_file
        self._make_queue()
        owner = pwd.getpwnam("postfix")
        self._make_mail(owner)
        transports = ", ".join(f"{one}=virtual:" for one in self._international)
        main = MAIN.format(
            root=self._root,
            programs=PROGRAMS,
            domains=", ".join((*self._domains, *self._international)),
            transports=f"inline:{{ {transports} }}" if transports else "",
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            loopback=LOOPBACK,
            dovecot=self._dovecot,
            certificate=certificate,
        )
        master = MASTER.format(loopback=LOOPBACK, port=self.port, tls_port=self.tls_port)
        self._write("main.cf", main)
        self._write("master.cf", master)
        return Daemon(
            (program("master", PROGRAMS), "-c", str(self._root), "-d"),
            ports=(self.port, self.tls_port),
            log=self._root / "start.log",
        )

    @property
    def maildir(self) -> Path:
        """Where mail to the international domains lies."""
        return self._root / "mail" / "international"

    def _make_mail(self, owner: pwd.struct_passwd) -> None:
        folder = self._root / "mail"
        folder.mkdir()
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)

    def _make_queue(self) -> None:
        for folder in (self._root / "data", *(self._root / "queue" / name for name in QUEUES)):
            folder.mkdir(parents=True, mode=0o700)
            shutil.chown(folder, "postfix")
        (self._root / "queue" / "pid").mkdir()
        for name, mode in (("public", 0o2710), ("maildrop", 0o1730)):
            folder = self._root / "queue" / name
            folder.mkdir()
            shutil.chown(folder, "postfix", "postdrop")
            folder.chmod(mode)

    def _write(self, name: str, text: str) -> None:
        path = self._root / name
        path.write_text(text)
        past = time.time() - SETTLED_SECONDS
        os.utime(path, (past, past))
