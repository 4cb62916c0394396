#!/bin/sh
# Installs what the tests need beside Python, where that is possible (root on Debian or Ubuntu); otherwise names it.
# The tests that need an absent package are skipped by name, except under CI=true where a skip is a failure.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
# readers of others, on which the annexe is tried: about a minute to install
command -v pandoc >/dev/null 2>&1 || missing="$missing pandoc"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
command -v qpdf >/dev/null 2>&1 || missing="$missing qpdf"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v zbarimg >/dev/null 2>&1 || missing="$missing zbar-tools"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "[system] installing:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086  (a list of names, on purpose)
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "[system] not installed (needs root on Debian):$missing. The tests that need it are skipped by name."
fi
