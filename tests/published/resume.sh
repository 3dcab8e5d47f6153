# Runs that are killed, sent away, cancelled and taken up again, on this machine.
#
# SPROCKET_KILLS says at how many points the run is killed; 4 without it.

readonly kills=${SPROCKET_KILLS:-4}

# A workflow of 20 calls. Each says in a file when it begins and when it ends.
set_up() {
    cat >wf.wdl <<'END'
version 1.2
task step {
    input {
        String name
        File log
        Array[Int] before = []
        Float seconds
    }
    String log_path = log
    command <<<
        echo "begin ~{name}" >>~{log_path}
        sleep ~{seconds}
        echo "~{name} ~{sep(',', before)}" >out.txt
        echo "end ~{name}" >>~{log_path}
    >>>
    output {
        File out = "out.txt"
        String said = read_string("out.txt")
        Int size = length(before) + 1
    }
}
workflow wf {
    input {
        File log
        Float seconds = 0.2
    }
    scatter (i in range(9)) {
        call step as first { name = "first-~{i}", log, seconds }
    }
    scatter (i in range(9)) {
        call step as second { name = "second-~{i}", log, seconds, before = first.size }
    }
    call step as third { name = "third", log, seconds, before = second.size }
    call step as last { name = "last", log, seconds, before = [third.size] }
    output {
        Array[String] said = second.said
        String end = last.said
        Array[File] files = flatten([first.out, second.out])
    }
}
END
    touch log
}

# begin ARGUMENT...: starts a run that goes on beside the scenario.
begin() {
    ran="sprocket run wf.wdl log=log $*"
    status='still running'
    : >log
    rm -rf out
    "$binary" run wf.wdl log=log "$@" >stdout 2>stderr &
    runner=$!
}

# kill_runner: as a power failure would; it is gone, and its lock with it, when this returns.
kill_runner() {
    kill -KILL "$runner"
    wait "$runner" || true
}

latest() {
    realpath out/runs/wf/_latest
}

# expect_each_once: no call began or ended twice, and all ended.
expect_each_once() {
    expect_equal "$(sort log | uniq -d)" ''
    expect_equal "$(grep -c '^end' log)" 20
}

# outputs FILE: what a run printed, with no word of where it ran.
outputs() {
    sed -E 's#"[^"]*/runs/wf/[^/]*/#"#' "$1"
}

has_begun() {
    [ -s log ]
}

has_ended_calls() {
    [ "$(grep -c '^end' log)" -ge "$1" ]
}

# is_gone PROCESS: it has ended; whoever inherited it may be slow to bury it.
is_gone() {
    ! grep -qs '^State:.[^ZX]' "/proc/$1/status"
}

test_a_run_that_is_killed_anywhere_ends_as_one_that_is_not() {
    local point delay took code
    local -r began=$(date +%s%N)
    "$binary" run wf.wdl log=log >whole 2>stderr
    took=$((($(date +%s%N) - began) / 1000000))
    expect_each_once

    # The same points each time, as far as machines do the same thing twice.
    RANDOM=20261122
    for ((point = 0; point < kills; point++)); do
        begin
        delay=$((RANDOM * took / 32768))
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
        kill -KILL "$runner" 2>/dev/null || true
        code=0
        wait "$runner" || code=$?
        if [ "$code" != 0 ]; then
            # Before anything was started there is nothing to take up.
            if ! [ -s log ] && ! grep -qs run-started out/runs/wf/_latest/journal.jsonl; then
                continue
            fi
            run sprocket resume out/runs/wf/_latest
            [ "$status" = 0 ] || fail "killed after $delay ms, it was not taken up"
        fi
        diff <(outputs whole) <(outputs stdout) || fail "killed after $delay ms, it ended otherwise"
        expect_each_once
    done
}

test_a_run_is_taken_up_by_an_option_of_run_too() {
    begin
    wait_until 30 has_ended_calls 3
    kill_runner

    run sprocket run --resume out/runs/wf/_latest

    expect_status 0
    expect_each_once
    expect_in stderr 'taking the run over from process'
}

test_a_second_process_is_refused() {
    begin
    wait_until 30 has_begun

    run sprocket resume out/runs/wf/_latest

    expect_status 2
    expect_in stderr 'error[RUN0302]'
    expect_in stderr "process $runner on"
    wait "$runner"
    expect_each_once
}

test_what_failed_is_tried_again() {
    sed -i 's#echo "~{name} ~{sep#[ ~{name} != third ] || [ -e '"$PWD"'/mended ] || exit 5; &#' wf.wdl
    begin
    wait "$runner" && fail 'expected a failure'
    touch mended

    run sprocket resume out/runs/wf/_latest

    expect_status 0
    expect_equal "$(grep -c '^begin third' log)" 2
    expect_equal "$(sort log | uniq -d)" 'begin third'
}

test_a_run_that_succeeded_says_its_outputs_again() {
    begin
    wait "$runner"
    cp stdout whole

    run sprocket resume out/runs/wf/_latest

    expect_status 0
    expect_same_files stdout whole
    expect_in stderr 'succeeded already'
}

test_changed_documents_are_refused_unless_accepted() {
    begin
    wait_until 30 has_ended_calls 3
    kill_runner
    sed -i 's/sleep/true; sleep/' wf.wdl

    run sprocket resume out/runs/wf/_latest
    expect_status 2
    expect_in stderr 'error[RUN0304]'
    expect_in stderr 'wf.wdl` has changed in line 12'
    expect_one_screen stderr

    run sprocket resume --accept-changes out/runs/wf/_latest
    expect_status 0
    expect_each_once
}

test_the_configuration_of_the_run_is_kept() {
    printf '[run]\nfail = "fast"\n[run.task]\nshell = "sh"\n' >sprocket.toml
    begin
    wait_until 30 has_begun
    kill_runner
    rm sprocket.toml
    mkdir elsewhere

    cd elsewhere
    run sprocket resume ../out/runs/wf/_latest
    cd ..
    mv elsewhere/stdout elsewhere/stderr .

    expect_status 0
    expect_each_once
    expect_in out/runs/wf/_latest/config.toml 'fail = "fast"'
}

# A shell completes the name of a link to a directory with a slash.
test_a_link_to_the_run_with_a_slash_behind_it_is_the_run() {
    begin
    wait_until 30 has_ended_calls 3
    kill_runner

    run sprocket resume out/runs/wf/_latest/

    expect_status 0
    expect_each_once
    expect_not_in stdout _latest
    expect_not_in "$(latest)/journal.jsonl" _latest
}

test_a_run_without_a_name_is_refused() {
    begin
    wait "$runner"

    cd out/runs/wf/_latest
    run "$binary" cancel ''

    expect_status 2
    expect_in stderr 'error[RUN0303]'
}

test_the_run_of_somebody_else_is_explained() {
    [ "$(id -u)" = 0 ] || skip 'only root can be somebody else'
    sed -i 's/sleep/exit 5; sleep/' wf.wdl
    begin
    wait "$runner" || true
    chmod 755 .
    setpriv --reuid=65534 --regid=65534 --clear-groups "$binary" --version || skip 'others may not run this binary'

    run setpriv --reuid=65534 --regid=65534 --clear-groups "$binary" resume out/runs/wf/_latest

    expect_status 3
    expect_in stderr 'error[RUN0301]'
    expect_in stderr 'as the user who began it'
}

test_a_run_whose_documents_are_gone_is_explained() {
    sed -i 's/sleep/exit 5; sleep/' wf.wdl
    begin
    wait "$runner" || true
    rm -r "$(latest)/documents"

    run sprocket resume out/runs/wf/_latest

    expect_status 3
    expect_in stderr 'there is no such file'
    expect_not_in stderr '--output-dir'
}

test_a_directory_without_a_run_is_explained() {
    mkdir empty

    run sprocket resume empty

    expect_status 2
    expect_in stderr 'error[RUN0303]'
    expect_one_screen stderr
}

test_another_terminal_can_watch() {
    begin
    wait_until 30 has_ended_calls 3

    "$binary" attach out/runs/wf/_latest >attached 2>watched
    wait "$runner"

    expect_same_files attached stdout
    expect_in watched 'run succeeded'
    expect_each_once
}

test_who_watches_is_told_of_a_failure() {
    sed -i 's/sleep/false; exit 5; sleep/' wf.wdl
    begin --set run.fail=slow
    wait_until 30 has_begun
    wait "$runner" || true

    run sprocket attach out/runs/wf/_latest

    expect_status 1
    expect_match stderr 'first-[0-9]: .*exit code 5'
    expect_in stderr 'run failed'
    expect_in stderr "the run's files are in $(latest)"
}

test_who_watches_a_run_that_nobody_drives_is_told() {
    begin
    wait_until 30 has_begun
    kill_runner

    run sprocket attach out/runs/wf/_latest

    expect_status 2
    expect_in stderr 'error[RUN0305]'
}

test_a_process_that_is_sent_away_leaves_what_runs() {
    begin seconds=2
    wait_until 30 has_begun

    "$binary" detach out/runs/wf/_latest 2>said
    code=0
    wait "$runner" || code=$?
    expect_equal "$code" 130
    expect_in said 'sprocket resume'

    run sprocket resume out/runs/wf/_latest
    expect_status 0
    expect_each_once
}

test_a_run_that_is_driven_is_cancelled_by_another_process() {
    begin seconds=60
    wait_until 30 has_begun

    "$binary" cancel out/runs/wf/_latest 2>said
    code=0
    wait "$runner" || code=$?

    expect_equal "$code" 130
    expect_in said 'run cancelled'
    expect_not_in log end
}

test_a_run_that_nobody_drives_is_cancelled() {
    begin seconds=60
    wait_until 30 has_begun
    sleep 1
    kill_runner
    steps=$(jq -r .process "$(latest)"/calls/*/attempts/0/begun.json)

    run sprocket cancel out/runs/wf/_latest

    expect_status 0
    expect_in stderr 'run cancelled'
    expect_not_in log end
    for step in $steps; do
        is_gone "$step" || fail "process $step still runs"
    done

}
