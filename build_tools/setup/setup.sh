#!/bin/sh
# A machine with git, make and python3 goes in; a .venv that can build, check or test comes out.
#
#   sh build_tools/setup/setup.sh build   runtime packages, native libraries, fonts
#   sh build_tools/setup/setup.sh check   and the linters and pytest
#   sh build_tools/setup/setup.sh test    and the outside judges
#
# PYTHON=… chooses the interpreter. Does nothing when nothing has changed since the last time.
# Exit: 0 ready, 2 wrong word, 3 the machine lacks something, which a sentence names.
#
# .venv/share/terbit/fonts    the fonts that styles/fonts.yaml names, and their copyright files
# .venv/share/terbit/native   only where they could not be installed: the native libraries, and
#                             order.txt, their names in the order in which to load them
# shellcheck disable=SC1111  # “…” quotes a word in Indonesian sentences
set -eu

cd "$(dirname "$0")/../.."
root=$(pwd)
here=build_tools/setup
venv=.venv
share=$venv/share/terbit
log=.cache/setup.log
work=.cache/setup

# Settings of the user's that would lead pip astray: --user, for one, fails in a virtual environment.
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1
export DEBIAN_FRONTEND=noninteractive

say() {
    printf 'terbit: %s\n' "$*"
}

stop() {
    printf 'terbit: galat: %s\n' "$*" >&2
    exit 3
}

# run SENTENCE COMMAND…: the command's output goes to the log; if it fails, SENTENCE is the remedy.
run() {
    sentence=$1
    shift
    printf '\n$ %s\n' "$*" >>"$log"
    if ! "$@" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        stop "$sentence Catatan lengkapnya ada di $log."
    fi
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# ---- Is there anything to do? ----

inputs() {
    echo pyproject.toml styles/fonts.yaml "$here/setup.sh" "$here/native.py" "$here/runtime.lock"
    [ "$1" = build ] || echo "$here/dev.lock"
    [ "$1" != test ] || echo "$here/judges.lock" tests/judges/package-lock.json
}

# The folder is part of the key because a virtual environment cannot be moved; the interpreter's
# version, because an upgrade of the system replaces it under us.
key() {
    # shellcheck disable=SC2002,SC2046  # names of our own, without spaces
    cat $(inputs "$1") | cksum
    echo "$root"
    "$venv/bin/python" -I -S -c 'import sys; print(sys.version)' 2>/dev/null || echo none
}

# A stamp: the key, an empty line, and the files outside .venv that the set-up found or installed.
stamp_holds() {
    stamp=$venv/terbit-$1.stamp
    [ -f "$stamp" ] || return 1
    [ "$(sed '/^$/,$d' "$stamp")" = "$(key "$1")" ] || return 1
    sed '1,/^$/d' "$stamp" | {
        while read -r file; do
            [ -e "$file" ] || exit 1
        done
    } || return 1
    [ "$1" != test ] || [ -d tests/judges/node_modules ]
}

up_to_date() {
    right_python || return 1
    case $level in # each holds all of the one before it
    build) stamp_holds build || stamp_holds check || stamp_holds test ;;
    check) stamp_holds check || stamp_holds test ;;
    test) stamp_holds test ;;
    esac
}

write_stamp() {
    {
        key "$level"
        echo
        "$venv/bin/python" -I "$here/native.py" opened "$share/native"
        if [ "$level" = test ]; then
            for program in javac soffice pdftotext qpdf strace ssh-keygen chromium WebKitWebDriver Xvfb; do
                command -v "$program" || true
            done
        fi
    } >"$venv/stamp.new"
    mv "$venv/stamp.new" "$venv/terbit-$level.stamp"
}

# ---- What is missing? (names of Debian packages) ----

python_fits() {
    "$1" -I -c 'import sys, ctypes, ssl, venv, zlib
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

version() {
    "$1" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

right_python() {
    [ -z "${PYTHON:-}" ] || [ "$(version "$PYTHON")" = "$(version "$venv/bin/python")" ]
}

venv_works() {
    [ "$(cat "$venv/terbit.folder" 2>/dev/null)" = "$root" ] || return 1
    python_fits "$venv/bin/python" && right_python || return 1
    "$venv/bin/python" -I -m pip --version >/dev/null 2>&1
}

choose_python() {
    if venv_works; then
        python=$venv/bin/python
        return
    fi
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if has "$python" && python_fits "$python"; then
            return
        fi
    done
    stop "Python 3.11 sampai 3.14 tidak ditemukan; pasang salah satunya," \
        "atau sebutkan letaknya, misalnya: make $level PYTHON=/letak/python3.13."
}

missing_for_build() {
    "$python" -I "$here/native.py" missing "$share/native" | while read -r library; do
        case $library in
        libpangoft2*) echo libpangoft2-1.0-0 ;;
        libharfbuzz-subset*) echo libharfbuzz-subset0 ;;
        *) echo libpango-1.0-0 ;; # which depends on the others
        esac
    done | sort -u
    have_fonts || echo "$font_packages"
    venv_works || "$python" -I -c 'import ensurepip' 2>/dev/null ||
        echo "python$(version "$python")-venv"
}

missing_for_test() {
    has javac || echo default-jdk-headless # the judge of PDF/UA is run from its source
    has soffice || echo libreoffice-writer-nogui
    if has apt-get; then
        # Without its Math, LibreOffice drops formulas; the fonts have the widths of Word's own.
        office=/usr/lib/libreoffice/program
        [ -e $office/libsmlo.so ] || { has soffice && [ ! -d $office ]; } || echo libreoffice-math-nogui
        [ -n "$(find_font Carlito-Regular.ttf)" ] || echo fonts-crosextra-carlito
        [ -n "$(find_font Caladea-Regular.ttf)" ] || echo fonts-crosextra-caladea
    fi
    has pdftotext || echo poppler-utils
    has qpdf || echo qpdf
    has strace || [ "$(uname)" != Linux ] || echo strace # sees what a hostile book makes a build do
    has ssh-keygen || echo openssh-client
    has chromium || echo chromium # Ace, which judges the EPUB, runs in it
    has WebKitWebDriver || echo webkit2gtk-driver # the other engine of e-readers, with its MiniBrowser
    has Xvfb || echo xvfb # a screen for it
}

# ---- Ways to bring it ----

look() {
    judges=
    build=$(missing_for_build | tr '\n' ' ')
    [ "$level" != test ] || judges=$(missing_for_test | tr '\n' ' ')
    [ -z "$build$judges" ] || has apt-get || stop_without_apt
}

bring() {
    # shellcheck disable=SC2086  # lists of package names
    if [ -z "$build$judges" ]; then
        return
    elif [ "$(id -u)" = 0 ]; then
        install_packages "" $build $judges
    elif sudo -n true 2>/dev/null; then
        install_packages "sudo -n" $build $judges
    else
        [ -z "$build" ] || unpack_packages $build
        [ -z "$judges" ] || say "tanpa hak root, penguji ini tidak dipasang: ${judges% };" \
            "ujian yang memerlukannya dilaporkan “tidak dijalankan”. Untuk memasangnya:" \
            "sudo apt-get install --no-install-recommends ${judges% }"
    fi
}

install_packages() {
    as_root=$1
    shift
    say "memasang paket sistem: $*"
    # A broken source of some other program's fails the update, yet hinders nothing here: whether
    # the lists suffice is seen when the packages are installed.
    # shellcheck disable=SC2086  # $as_root is empty or two words
    $as_root apt-get -q -o DPkg::Lock::Timeout=900 update >>"$log" 2>&1 || true
    # shellcheck disable=SC2086  # as above
    run "Paket sistem tidak dapat dipasang; periksa sambungan internet dan apt, lalu ulangi." \
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=900 \
        install --no-install-recommends "$@"
}

# Without root, packages are not installed but downloaded, and unpacked in a folder of ours.
unpack_packages() {
    say "tanpa hak root; mengunduh hanya ke dalam folder ini: $*"
    mkdir -p "$work/apt/lists/partial" "$work/apt/archives/partial" "$work/debs" "$work/tree"
    private_apt update >>"$log" 2>&1 || true # as in install_packages
    files=
    libraries=
    for package in "$@"; do
        case $package in
        lib*) libraries="$libraries $package" ;;
        python*-venv) files="$files python3-pip-whl" ;; # it holds the pip that ensurepip lacks
        *) files="$files $package" ;;
        esac
    done
    if [ -n "$libraries" ]; then
        # What apt says it would install is what is missing, dependencies included.
        # shellcheck disable=SC2086  # a list of package names
        private_apt -s install --no-install-recommends $libraries >"$work/plan" 2>>"$log" ||
            stop "Pustaka$libraries tidak dapat dicari; mintalah administrator mesin ini menjalankan:" \
                "sudo apt-get install$libraries."
        files="$files $(sed -n 's/^Inst \([^ ]*\) .*/\1/p' "$work/plan" | tr '\n' ' ')"
    fi
    # shellcheck disable=SC2086  # a list of package names
    run "Paket tidak dapat diunduh; periksa sambungan internet, lalu ulangi." download $files
    for deb in "$work"/debs/*.deb; do
        run "Paket $deb tidak dapat dibuka; ulangi perintah ini." dpkg -x "$deb" "$work/tree"
    done
}

download() {
    (cd "$work/debs" && private_apt download "$@")
}

private_apt() {
    apt-get -q -o Dir::State="$root/$work/apt" -o Dir::State::status=/var/lib/dpkg/status \
        -o Dir::Cache="$root/$work/apt" -o Debug::NoLocking=true -o APT::Sandbox::User= "$@"
}

stop_without_apt() {
    test=
    [ "$level" != test ] || test=yes
    by_hand=
    if has dnf; then
        command="sudo dnf install python3 pango harfbuzz linux-libertine-fonts linux-libertine-biolinum-fonts"
        command="$command amiri-fonts google-droid-sans-fonts dejavu-sans-fonts"
        command="$command${test:+ java-latest-openjdk-devel libreoffice-writer poppler-utils qpdf chromium}"
    elif has pacman; then
        command="sudo pacman -S --needed python pango harfbuzz ttf-linux-libertine ttf-droid ttf-dejavu"
        by_hand=" dan taruh fon Amiri di ~/.local/share/fonts"
        command="$command${test:+ jdk-openjdk libreoffice-fresh poppler qpdf chromium}"
    elif has brew; then
        command="brew install python pango${test:+ openjdk poppler qpdf && brew install --cask libreoffice chromium}"
        # Homebrew's casks hold the TrueType files, under other names.
        by_hand=" dan taruh fon dalam styles/fonts.yaml di ~/Library/Fonts"
    else
        stop "Mesin ini tidak memakai apt, dnf, pacman, atau Homebrew; pasang sendiri Pango," \
            "HarfBuzz (dengan libharfbuzz-subset), dan fon dalam styles/fonts.yaml, lalu ulangi."
    fi
    stop "Yang diperlukan belum lengkap, dan mesin ini tidak memakai apt;" \
        "jalankan “$command”$by_hand, lalu ulangi make $level."
}

# ---- The environment ----

make_venv() {
    if ! venv_works; then
        say "membuat $venv dengan Python $(version "$python")"
        kept=
        if [ -d "$share" ]; then # fonts and libraries outlive a change of interpreter
            kept=$work/share
            mkdir -p "$work"
            rm -rf "$kept"
            mv "$share" "$kept"
        fi
        rm -rf "$venv"
        if "$python" -I -c 'import ensurepip' 2>/dev/null; then
            run "Folder $venv tidak dapat dibuat; periksa ruang disk dan hak tulis, lalu ulangi." \
                "$python" -m venv "$venv"
        else
            run "Folder $venv tidak dapat dibuat; periksa ruang disk dan hak tulis, lalu ulangi." \
                "$python" -m venv --without-pip "$venv"
            wheel=$(find "$root/$work/tree/usr/share/python-wheels" -name 'pip-*.whl')
            run "pip tidak dapat dipasang; pasang paket python3-venv, lalu ulangi." \
                env PYTHONPATH="$wheel" "$venv/bin/python" -m pip install --no-index --no-deps "$wheel"
        fi
        mkdir -p "$share"
        if [ -n "$kept" ]; then
            rmdir "$share"
            mv "$kept" "$share"
        fi
        echo "$root" >"$venv/terbit.folder"
    fi
    python=$venv/bin/python
}

keep_libraries() {
    if [ -n "$(find "$work/tree" -name 'lib*.so.*' 2>/dev/null | head -n 1)" ]; then
        run "Pustaka yang diunduh tidak dapat disalin; periksa ruang disk, lalu ulangi." \
            "$python" -I "$here/native.py" gather "$work/tree" "$share/native"
    fi
    lacking=$("$python" -I "$here/native.py" missing "$share/native" | tr '\n' ' ')
    [ -z "$lacking" ] || stop "Pustaka ${lacking% } tetap tidak dapat dibuka; mintalah administrator" \
        "mesin ini menjalankan: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
}

font_folders() {
    for folder in "$work/tree/usr/share/fonts" /usr/share/fonts /usr/local/share/fonts \
        /Library/Fonts "${HOME:-/nonexistent}/.local/share/fonts" "${HOME:-/nonexistent}/.fonts" \
        "${HOME:-/nonexistent}/Library/Fonts"; do
        [ ! -d "$folder" ] || printf '%s\n' "$folder"
    done
}

find_font() {
    font_folders | while read -r folder; do
        find "$folder" -name "$1" 2>/dev/null
    done | head -n 1
}

have_fonts() {
    for font in $fonts; do
        [ -f "$share/fonts/$font" ] || [ -n "$(find_font "$font")" ] || return 1
    done
}

keep_fonts() {
    mkdir -p "$share/fonts"
    for font in $fonts; do
        if [ ! -f "$share/fonts/$font" ]; then
            run "Fon $font tidak dapat disalin; pasang paket $font_packages, lalu ulangi." \
                cp "$(find_font "$font")" "$share/fonts/$font"
        fi
    done
    for package in $font_packages; do
        for folder in "$work/tree" ""; do
            copyright=$folder/usr/share/doc/$package/copyright
            [ ! -f "$copyright" ] || cp "$copyright" "$share/fonts/$package.copyright"
        done
    done
}

install_python() {
    lock=$here/dev.lock
    [ "$level" != build ] || lock=$here/runtime.lock
    say "memasang paket Python dari $lock"
    remedy="Paket Python tidak dapat dipasang; periksa sambungan internet, lalu ulangi."
    # Only wheels: a source distribution runs its own code, and may need a compiler.
    run "$remedy" "$python" -I -m pip install --require-hashes --only-binary :all: --no-compile -r "$lock"
    if [ "$level" = test ]; then
        run "$remedy" "$python" -I -m pip install --require-hashes --only-binary :all: --no-compile \
            --no-deps -r "$here/judges.lock"
    fi
    run "Terbit sendiri tidak dapat dipasang; periksa pyproject.toml." \
        "$python" -I -m pip install --no-deps --no-build-isolation --no-index -e .
    # Without compiled files every import of WeasyPrint costs half a second more, on each command of
    # a machine that sets PYTHONDONTWRITEBYTECODE. -j needs semaphores, which a bare chroot lacks.
    packages=$("$python" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    "$python" -I -m compileall -q -j 0 "$packages" >>"$log" 2>&1 ||
        "$python" -I -m compileall -q "$packages" >>"$log" 2>&1 || true # templates need not compile
}

install_npm() {
    if [ "$level" = test ]; then
        say "memasang penguji EPUB dan DOCX"
        run "Penguji EPUB dan DOCX tidak dapat dipasang; periksa sambungan internet, lalu ulangi." \
            env PATH="$root/$venv/bin:$PATH" npm --prefix tests/judges ci --ignore-scripts --no-audit --no-fund
        mkdir -p tests/judges/node_modules # also where the package has no program for this system
        ln -sfn "$root/tests/judges/node_modules" "$share/node_modules" # where terbit looks for them
    fi
}

main() {
    [ -f styles/fonts.yaml ] || stop "styles/fonts.yaml tidak ada; ambil kembali dengan: git checkout styles."
    fonts=$(sed -n 's/^ *- *\([^ ]*\.[ot]tf\).*/\1/p' styles/fonts.yaml)
    font_packages=$(sed -n 's/^  \(fonts-[a-z-]*\):.*/\1/p' styles/fonts.yaml)
    if up_to_date; then
        return
    fi
    start=$(date +%s)
    choose_python
    look
    mkdir -p .cache
    rm -rf "$work"
    : >"$log"
    say "menyiapkan mesin untuk make $level; rinciannya di $log"
    bring
    make_venv
    keep_libraries
    keep_fonts
    install_python
    install_npm
    write_stamp
    rm -rf "$work"
    say "siap dalam $(($(date +%s) - start)) detik"
}

level=${1:-}
case $level in
build | check | test) main ;;
*)
    echo "usage: setup.sh build|check|test" >&2
    exit 2
    ;;
esac
