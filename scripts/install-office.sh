#!/bin/sh
# Brings what only `make test-all` needs: LibreOffice, pdftotext and a browser.
set -eu

exec "$(dirname "$0")/install-packages.sh" libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium
