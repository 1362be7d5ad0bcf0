#!/bin/sh
# Brings what `make bench` measures itself against: mbsync, which only pulls a mailbox.
set -eu

exec "$(dirname "$0")/install-packages.sh" isync
