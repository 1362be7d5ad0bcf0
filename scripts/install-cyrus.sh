#!/bin/sh
# Unpacks Cyrus, the tests' second IMAP server, into /opt/cyrus-imapd: as a package it would push Dovecot out.
# Nothing of it is started, and the machine's configuration knows nothing of it.
set -eu

here=$(dirname "$0")
target=/opt/cyrus-imapd
packages="cyrus-imapd cyrus-common sasl2-bin"
libraries="libcom-err2 libical3 libicu72 libjansson4 libkrb5-3 libpcre3 libpq5 libsasl2-2 libsasl2-modules
    libsasl2-modules-db libsqlite3-0 libwrap0 libxapian30 libxml2"
# shellcheck disable=SC2086  # a list of words
"$here/install-packages.sh" $libraries
[ -x "$target/usr/lib/cyrus/bin/imapd" ] && [ -x "$target/usr/sbin/saslpasswd2" ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Cyrus goes into $target: please run this script as root" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo "Unpacking $packages into $target"
# shellcheck disable=SC2086  # a list of words
apt-get download --quiet $packages || { $as_root apt-get update --quiet && apt-get download --quiet $packages; }
for package in *.deb; do
    $as_root dpkg-deb --extract "$package" "$target"
done
