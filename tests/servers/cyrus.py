"""A real Cyrus: a second IMAP server, so that no habit of Dovecot's is taken for the protocol."""

import os
import subprocess
from pathlib import Path

from servers.certificates import certify
from servers.imap import ImapAccount, ImapServer
from servers.process import LOOPBACK, Daemon, free_port, hand_over, program, unprivileged

UNPACKED = Path("/opt/cyrus-imapd")
"""Where scripts/install-cyrus.sh puts it: as Debian's package it would push Dovecot out."""
PROGRAMS = UNPACKED / "usr" / "lib" / "cyrus" / "bin"
LIBRARIES = UNPACKED / "usr" / "lib" / f"{os.uname().machine}-linux-gnu"
FOLDERS = ("conf/db", "conf/socket", "conf/proc", "conf/lock", "conf/log", "conf/ptclient", "spool", "sieve")

IMAPD = """\
configdirectory: {root}/conf
proc_path: {root}/conf/proc
mboxname_lockpath: {root}/conf/lock
idlesocket: {root}/conf/socket/idle
sievedir: {root}/sieve
defaultpartition: default
partition-default: {root}/spool
cyrus_user: {owner.user}
cyrus_group: {owner.group}
admins: cyrus
unixhierarchysep: yes
altnamespace: no
virtdomains: userid
defaultdomain: cyrus.example
autocreate_quota: 0
imapidlepoll: 1
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {passwords}
sasl_mech_list: PLAIN LOGIN
tls_server_cert: {certificate.cert_file}
tls_server_key: {certificate.key_file}
"""
# An IDLE is only told of mail where idled runs; without it the server looks by itself, once a minute.
MASTER = """\
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {imapd} -r"
  idled cmd="{programs}/idled -C {imapd}"
}}
SERVICES {{
  imap cmd="{programs}/imapd -C {imapd}" listen="{loopback}:{cyrus.port}" prefork=0
  imaps cmd="{programs}/imapd -s -C {imapd}" listen="{loopback}:{cyrus.tls_port}" prefork=0
}}
EVENTS {{
}}
"""


class Cyrus(ImapServer):
    """An IMAP server of the tests' own; a context manager.

    It speaks STARTTLS on ``port`` and TLS on ``tls_port`` of ``host``, with a certificate of the authority in
    ``ca_file``. Its folders lie below "INBOX/". It has IDLE, MOVE, UIDPLUS and keywords; *settings* are lines put at
    the end of its configuration, for a server that lacks something: ``suppress_capabilities: MOVE``.
    """

    def __init__(self, *, settings: str = "") -> None:
        super().__init__()
        self._settings = settings
        self.port = free_port()
        self.tls_port = free_port()

    def add_user(self, name: str, password: str = "secret") -> ImapAccount:
        """Add a user, whose *name* is an address in lower case; the INBOX comes with the first log-in."""
        local, _, domain = name.partition("@")
        command = (program("saslpasswd2", str(UNPACKED / "usr" / "sbin")), "-p", "-c", "-f", self._sasldb, "-u", domain)
        subprocess.run((*command, local), input=password.encode(), check=True, capture_output=True)
        hand_over(self._sasldb, self._owner)
        self._passwords[name] = password
        return ImapAccount(server=self, address=name, password=password)

    @property
    def _sasldb(self) -> Path:
        return self._root / "sasldb2"

    def _lay_out(self) -> Daemon:
        self._owner = unprivileged()
        certificate = certify(self._root)
        self.ca_file = certificate.ca_file
        for folder in FOLDERS:
            (self._root / folder).mkdir(parents=True)
        imapd, services = self._root / "imapd.conf", self._root / "cyrus.conf"
        text = IMAPD.format(root=self._root, owner=self._owner, certificate=certificate, passwords=self._sasldb)
        imapd.write_text(f"{text}{self._settings}\n")
        services.write_text(MASTER.format(programs=PROGRAMS, imapd=imapd, loopback=LOOPBACK, cyrus=self))
        hand_over(self._root, self._owner)
        master = (program("master", str(PROGRAMS)), "-D", "-C", str(imapd), "-M", str(services))
        return Daemon(
            ("env", f"LD_LIBRARY_PATH={LIBRARIES}", *master, "-p", str(self._root / "pid")),
            ports=(self.port, self.tls_port),
            log=self._root / "start.log",
            owner=self._owner if os.geteuid() == 0 else None,
        )
