#!/bin/sh
# Debian's packages that tests and OCR use: a browser, PostgreSQL, tesseract and what WeasyPrint
# draws with. Installs what is missing where it may (root on Debian); says what is missing elsewhere.
set -eu
missing=""
need() { # COMMAND PACKAGES…
    command -v "$1" >/dev/null 2>&1 && return
    shift
    missing="$missing $*"
}
need chromium chromium
need tesseract tesseract-ocr tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-osd
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then missing="$missing postgresql"; fi
if ! ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0; then
    missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
fi
if ! ls /usr/share/fonts/truetype/*/* >/dev/null 2>&1; then missing="$missing fonts-noto-core"; fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian packages:$missing"
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Not on this machine, so some tests will be skipped:$missing"
fi
