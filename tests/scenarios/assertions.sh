# What a scenario can say; sourced by `run`. The current directory is empty at first and belongs to the scenario.

readonly repository=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
readonly binary=${SPROCKET_BINARY:-$repository/artifacts/sprocket}

# run COMMAND...: runs it and keeps what it wrote in the files `stdout` and `stderr`, and its exit code in `status`.
run() {
    status=0
    ran="$*"
    "$@" >stdout 2>stderr || status=$?
}

# sprocket ARGUMENT...: the published binary.
sprocket() {
    "$binary" "$@"
}

# fail WHY: to standard error, so that it is seen from within a substitution, too.
fail() {
    exec >&2
    echo "$*"
    if [ -n "${ran:-}" ]; then
        echo "\$ $ran"
        tail -n 40 stderr | sed 's/^/stderr: /'
        tail -n 20 stdout | sed 's/^/stdout: /'
        echo "exit code: $status"
    fi
    exit 1
}

skip() {
    echo "$*"
    exit 77
}

# expect_status CODE: CODE may be a pattern, where more than one would do.
expect_status() {
    [[ $status =~ ^$1$ ]] || fail "expected exit code $1"
}

# expect_in FILE TEXT: FILE has TEXT in it, as it stands.
expect_in() {
    grep -qF -e "$2" "$1" || fail "expected in $1: $2"
}

# expect_match FILE REGEX: a line of FILE matches the extended regular expression.
expect_match() {
    grep -qE -e "$2" "$1" || fail "expected a match in $1: $2"
}

expect_not_in() {
    ! grep -qF -e "$2" "$1" || fail "expected not in $1: $2"
}

expect_equal() {
    [ "$1" = "$2" ] || fail "expected \`$2\`, found \`$1\`"
}

expect_same_files() {
    cmp "$1" "$2" || fail "expected $1 and $2 to be the same"
}

# expect_json FILE FILTER VALUE: what jq's FILTER finds in FILE is VALUE.
expect_json() {
    expect_equal "$(jq -r "$2" "$1")" "$3"
}

# expect_one_screen FILE: a person can read it at a glance, and it is no stack trace.
expect_one_screen() {
    [ "$(wc -l <"$1")" -le 24 ] || fail "expected at most 24 lines in $1"
    ! grep -qE '^ +at [A-Za-z.]+\(|Unhandled exception' "$1" || fail "expected no stack trace in $1"
}

# wait_until SECONDS COMMAND...: fails unless COMMAND succeeds within that time.
wait_until() {
    local -r end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || fail "waited in vain for: $*"
        sleep 0.2
    done
}
