#!/bin/sh
# Builds dist/alvrs-intake_VERSION_ARCHITECTURE.deb from the files that git knows, as they are now. For Debian 12.
set -eu

cd "$(dirname "$0")/.."
scripts/install-packages.sh debhelper dpkg-dev fakeroot python3 python3-venv >&2
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
SOURCE_DATE_EPOCH=$(git log --max-count=1 --format=%ct)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source="$work/alvrs-intake"
mkdir "$source"
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory="$source"
cp -R packaging/debian "$source/debian"
cat >"$source/debian/changelog" <<END
alvrs-intake ($version) bookworm; urgency=medium

  * What is new stands in changelog.md.

 -- The intake desk <intake-desk@alvrs.example>  $(date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)
END

(cd "$source" && dpkg-buildpackage --build=binary --no-sign)
mkdir -p dist
mv "$work"/*.deb dist/
ls dist/*.deb
