#!/bin/bash
# publish.sh [--demo]: builds artifacts/sprocket, one statically linked file, and proves that it is one.
#
#   --demo   also runs the demo workflow with it, on this machine
#
# Needs the .NET SDK. What the native link needs besides is installed when run as root on Debian or Ubuntu;
# anyone else is told what to install. RID chooses the platform (default: this machine's).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

readonly binary=artifacts/sprocket
readonly empty=artifacts/benchmarks/empty

main() {
    local demo=no
    case ${1:-} in
        '') ;;
        --demo) demo=yes ;;
        -h | --help) sed -n '2,/^set /s/^# \{0,1\}//p' publish.sh; return ;;
        *) fail "unknown option \`$1\`; the only one is --demo" ;;
    esac

    mkdir -p artifacts
    require_sdk
    require_linker
    publish src/Sprocket.Cli sprocket "$binary"
    publish tests/Benchmarks/Empty empty "$empty"
    prove_static
    prove_alone
    tests/Benchmarks/startup "$binary" "$empty"
    if [ "$demo" = yes ]; then
        tests/examples/demo/run "$binary"
    fi
}

fail() {
    echo "publish.sh: $*" >&2
    exit 1
}

require_sdk() {
    command -v dotnet >/dev/null ||
        fail "the .NET SDK is not on PATH; see https://learn.microsoft.com/dotnet/core/install/linux"
    dotnet --version >/dev/null ||
        fail "the .NET SDK named in global.json is not installed"
}

require_linker() {
    can_link && return
    local -r install='apt-get install -y --no-install-recommends clang lld'
    command -v apt-get >/dev/null ||
        fail 'the native link needs clang, lld, objcopy and a static C library (libc.a); please install them'
    [ "$(id -u)" = 0 ] ||
        fail "the native link needs clang and lld; please run: sudo $install"

    echo "installing what the native link needs: clang lld" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive $install; } </dev/null >artifacts/apt.log 2>&1 ||
        { tail -n 5 artifacts/apt.log >&2; fail "could not install clang and lld"; }
    can_link || fail "clang and lld are installed, but cannot link statically; see artifacts/apt.log"
}

# Whether clang, lld, objcopy and the static C library are here: clang prints a bare name for a file it cannot find.
can_link() {
    [ "$(command -v clang ld.lld objcopy | wc -l)" = 3 ] && [[ $(clang -print-file-name=libc.a) == /* ]]
}

# publish PROJECT NAME TARGET: compiles PROJECT and puts its executable NAME at TARGET.
publish() {
    local -r project=$1 name=$2 target=$3
    local -r directory=artifacts/publish/$name log=artifacts/publish-$name.log
    mkdir -p "$(dirname "$target")"
    dotnet publish "$project" --configuration Release --runtime "$(runtime_identifier)" --output "$directory" \
        </dev/null >"$log" 2>&1 ||
        { grep -E 'error|warning' "$log" | sort -u >&2 || tail -n 20 "$log" >&2; fail "$project does not build"; }

    # Warnings are errors in the build files; this is for those that a tool prints past MSBuild, such as the linker.
    if grep -E 'warning' "$log" >&2; then
        fail "$project was built with warnings"
    fi

    # Moved into place, since a file that is running cannot be written to.
    if ! cmp -s "$directory/$name" "$target"; then
        cp "$directory/$name" "$target.new"
        mv "$target.new" "$target"
    fi
}

runtime_identifier() {
    case ${RID:-$(uname -m)} in
        x86_64) echo linux-x64 ;;
        aarch64) echo linux-arm64 ;;
        *) echo "${RID:-linux-$(uname -m)}" ;;
    esac
}

prove_static() {
    local header
    header=$(readelf --wide --file-header --program-headers --section-headers "$binary")
    grep -qE '^ *Type: +DYN' <<<"$header" || fail "$binary is not position independent"
    ! grep -qw INTERP <<<"$header" || fail "$binary asks for a dynamic linker: it is not static"
    ! grep -qF .symtab <<<"$header" || fail "$binary is not stripped"
    grep -qE ' \.hydrated +NOBITS .* 2097152$' <<<"$header" ||
        fail "the data of types in $binary is not aligned for huge pages; see src/Sprocket.Cli/Native/type-data.c"
}

# Starts the binary where there is nothing but the binary: no /proc, no /etc, no library, no environment.
prove_alone() {
    local root answer
    local -a enter=(/usr/sbin/chroot)
    if [ "$(id -u)" != 0 ]; then
        enter=(/usr/bin/unshare --user --map-root-user /usr/sbin/chroot)
        if ! "${enter[@]}" / true 2>/dev/null; then
            echo "$binary: one static-pie file, stripped (not started in an empty root: this user may not make one)"
            return
        fi
    fi

    root=$(mktemp -d)
    cp "$binary" "$root/sprocket"
    answer=$(env -i "${enter[@]}" "$root" /sprocket --version) || fail "$binary does not start in an empty root"
    rm -r "$root"
    echo "$binary: one static-pie file, stripped; in an empty root it answers: $answer"
}

main "$@"
