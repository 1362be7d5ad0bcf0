#!/bin/sh
# Brings the servers that the tests talk to: Dovecot (IMAP, LMTP), Postfix (SMTP), clamd, PostgreSQL and, beside them,
# Cyrus (IMAP); and man, which shows the manual page.
set -eu

here=$(dirname "$0")
if [ "$(id -u)" -eq 0 ] && command -v debconf-set-selections >/dev/null; then
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi
"$here/install-packages.sh" dovecot-imapd dovecot-lmtpd postfix clamav-daemon man-db postgresql strace systemd
"$here/install-cyrus.sh" || echo "Without Cyrus only the tests of the second IMAP server fail." >&2
