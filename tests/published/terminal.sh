# What a person at a terminal sees of a run: tmux is the terminal.

readonly tmux_socket=sprocket-$$

set_up() {
    cat >wf.wdl <<'EOF'
version 1.2
task wait_a_while {
    input { Int seconds }
    command <<< sleep ~{seconds} >>>
}
workflow wf {
    input { Int seconds = 4 }
    call wait_a_while as quick { seconds = 0 }
    call wait_a_while as slow { seconds, }
    call wait_a_while as last after slow { seconds = 0 }
}
EOF
}

tear_down() {
    terminal kill-server
}

terminal() {
    tmux -L "$tmux_socket" -f /dev/null "$@"
}

# open COLUMNS COMMAND: runs it in a terminal of so many columns, which shows its exit code in the end. Ctrl-C is the
# command's alone.
open() {
    terminal new-session -d -x "$1" -y 24 "trap : INT; $2; echo \"exit code \$?\"; exec sleep 60"
}

screen() {
    terminal capture-pane -p
}

screen_has() {
    screen | grep -qE -e "$1"
}

test_one_live_line_sums_up_the_run_while_nothing_happens() {
    open 90 "'$binary' run wf.wdl"

    # `quick` is done, and no event comes until `slow` is done, too; still the time passes.
    wait_until 20 screen_has '^[0-9.]+s wf: 1 done, 1 running \[slow\]$'
    wait_until 20 screen_has '^[23]\.[0-9]s wf: 1 done, 1 running \[slow\]$'
    wait_until 20 screen_has '^exit code 0'
    screen >seen

    # It was replaced, not repeated, and is gone at the end.
    expect_equal "$(grep -c ' wf: ' seen)" 0
    expect_match seen '^[0-9:]+ run succeeded$'
}

test_the_live_line_fits_a_narrow_terminal() {
    open 24 "'$binary' run wf.wdl"

    wait_until 20 screen_has '^[0-9.]+s wf: 1 done, 1 r'
    screen >seen
    expect_equal "$(grep -c ' wf: ' seen)" 1
    [ "$(grep ' wf: ' seen | wc -L)" -lt 24 ] || fail "the line is too long: $(cat seen)"
}

test_ctrl_c_says_what_it_does_and_what_another_would() {
    open 90 "'$binary' run wf.wdl seconds=5"
    wait_until 20 screen_has '1 running \[slow\]'

    terminal send-keys C-c

    wait_until 20 screen_has '^interrupted: waiting for what runs; Ctrl-C again cancels it'
    wait_until 20 screen_has '1 running \[slow\]'
    wait_until 20 screen_has '^exit code 130'
}
