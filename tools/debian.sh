#!/usr/bin/env bash
# Install Debian packages that are missing, or say which ones to install.
# usage: tools/debian.sh run | test
set -euo pipefail

need=()
python_ok() { python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if ! command -v python3 >/dev/null || ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    need+=(python3 python3-venv)
fi
if [ "${1:-run}" = test ]; then
    command -v chromium >/dev/null || need+=(chromium)
    command -v node >/dev/null || need+=(nodejs)
    command -v npm >/dev/null || need+=(npm)
    command -v bwrap >/dev/null || need+=(bubblewrap)
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || need+=(postgresql)
fi

if [ ${#need[@]} -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "installing: ${need[*]}"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
    else
        echo "Parcours needs these packages; as root, run:" >&2
        echo "    apt-get install ${need[*]}" >&2
        exit 1
    fi
fi

if ! python_ok; then
    echo "Parcours needs Python 3.11 or later with venv; found: $(python3 --version 2>&1)" >&2
    exit 1
fi
