#!/bin/sh
# probe.sh - is everything here that zonebrief needs?
#
#   probe.sh build|test|lint|fuzz|coverage|cluster   names what is missing, with its package
#   probe.sh setup PACKAGE...  installs the packages that are missing
set -u

missing=""

need() { # package, command that must succeed
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

library() { need "$1" pkg-config --exists "$2"; }
header() { need "$1" sh -c "echo '#include <$2>' | ${CC:-cc} -E -x c -"; }
program() { need "$1" sh -c "command -v $2"; }

for_build() {
    program gcc "${CC:-cc}"
    program pkg-config pkg-config
    header libhpdf-dev hpdf.h
    library libcjson-dev libcjson
    library libharfbuzz-dev harfbuzz-subset
    library libicu-dev icu-i18n
    library libdeflate-dev libdeflate
    library libxxhash-dev libxxhash
    library libpng-dev libpng
    library libjpeg-dev libjpeg
    library libexpat1-dev expat
    library libqrencode-dev libqrencode
}

for_test() {
    program python3 python3
    need python3-jsonschema python3 -c 'from jsonschema import Draft202012Validator'
    header libcmocka-dev 'stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h'
    header libhyphen-dev hyphen.h
    program poppler-utils pdftotext
    program qpdf qpdf
    program imagemagick compare
    need unicode-data test -r /usr/share/unicode/auxiliary/LineBreakTest.txt
}

for_fuzz() {
    program clang clang
    program python3 python3
    need libclang-rt-14-dev sh -c 'test -r "$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a)"'
}

for_cluster() {
    program slurmctld slurmctld
    program slurmd slurmd
    program slurm-client sbatch
    program munge munged
}

report() { # target that installs them
    [ -z "$missing" ] && return 0
    echo "zonebrief: missing:$missing" >&2
    echo "zonebrief: run 'make $1' (Debian, Ubuntu), or install these packages" >&2
    return 1
}

setup() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && echo "setup: nothing is missing" && return 0
    sudo=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "setup: needs root or sudo" >&2; return 1; }
        sudo="sudo "
    fi
    install="${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends$missing"
    echo "setup: $install"
    ${sudo}apt-get update -qq && $install
}

case ${1:-} in
build) for_build && report setup ;;
test) for_build && for_test && report setup ;;
fuzz) for_build && for_fuzz && report setup-tools ;;
cluster) for_cluster && report setup-cluster ;;
lint)
    program clang-format clang-format
    program clang clang
    program clang-tidy clang-tidy
    program cppcheck cppcheck
    program python3 python3
    report setup-tools
    ;;
coverage)
    program gcovr gcovr
    program gcc gcov
    report setup-tools
    ;;
setup)
    shift
    setup "$@"
    ;;
*)
    echo "usage: probe.sh build|test|lint|fuzz|coverage|cluster|setup PACKAGE..." >&2
    exit 2
    ;;
esac
