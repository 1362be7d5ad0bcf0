#!/bin/sh
# Brings Debian packages that are missing; does nothing when all are there. No service is started by it.
# Usage: install-packages.sh PACKAGE...
set -eu

missing=""
for package in "$@"; do
    if ! dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "This step needs Debian's packages$missing. Run it on Debian 12, or in a container of it." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Please install what is missing, then run this again:  sudo apt-get install$missing" >&2
    exit 1
fi

# One at a time: another beside it would find Debian's database locked, and take away the file below.
exec 9<"$0"
flock 9

# A package that has just been installed may want to start its service; this file says no (Debian Policy 9.3.3.1).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

install() {
    # shellcheck disable=SC2086  # both are lists of words
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold $missing
}

echo "Installing$missing"
install || { $as_root apt-get update --quiet && install; }
