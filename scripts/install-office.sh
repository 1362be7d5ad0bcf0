#!/bin/sh
# Brings what only `make test-all` needs: LibreOffice, pdftotext, a browser, and the letters that Calibri is printed with.
set -eu

exec "$(dirname "$0")/install-packages.sh" libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium fonts-crosextra-carlito
