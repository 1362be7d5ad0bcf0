#!/bin/sh
# Brings the servers that the tests talk to: Dovecot (IMAP, LMTP) and Postfix (SMTP).
set -eu

here=$(dirname "$0")
if [ "$(id -u)" -eq 0 ] && command -v debconf-set-selections >/dev/null; then
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi
exec "$here/install-packages.sh" dovecot-imapd dovecot-lmtpd postfix strace
