# Runs whose process is killed, sent away or told to cancel, while their jobs are Slurm's.
#
# SPROCKET_KILLS says at how many points the run is killed, SPROCKET_SHARDS how wide its scatters are: 6 without them, which
# makes arrays of them.
source "$repository/tests/cluster/library.sh"

readonly kills=${SPROCKET_KILLS:-6}

# workflow SECONDS SHARDS [FIRST]: 2 * SHARDS + 2 calls, of SECONDS each, the first ones of FIRST, that say in their
# directories when they begin and when they end.
workflow() {
    config
    cat >wf.wdl <<END
version 1.2
task step {
    input {
        String name
        Float seconds = $1
        Array[Int] before = []
    }
    command <<<
        echo "begin ~{name}" >>record
        sleep ~{seconds}
        echo "~{name} ~{sep(',', before)}" >out.txt
        echo "end ~{name}" >>record
    >>>
    requirements {
        container: "$shell_image"
    }
    output {
        String said = read_string("out.txt")
        Int size = length(before) + 1
    }
}
workflow wf {
    scatter (i in range($2)) {
        call step as first { name = "first-~{i}", seconds = ${3:-$1} }
    }
    scatter (i in range($2)) {
        call step as second { name = "second-~{i}", before = first.size }
    }
    call step as third { name = "third", before = second.size }
    call step as last { name = "last", before = [third.size] }
    output {
        Array[String] said = second.said
        String end = last.said
    }
}
END
    calls=$((2 * $2 + 2))
}

# expect_each_once: no call began or ended twice, and no job was submitted twice.
expect_each_once() {
    expect_equal "$(records | sort | uniq -d)" ''
    expect_equal "$(records | grep -c '^end')" "$calls"
    expect_equal "$(names_of_jobs | sort | uniq -d)" ''
}

records() {
    cat out/runs/wf/_latest/calls/*/attempts/*/work/record 2>/dev/null
}

names_of_jobs() {
    inside squeue -h -r -t all -u alice -o '%j %K' | grep "^$prefix-" || true
}

has_lines() {
    [ "$(records | wc -l)" -ge "$1" ]
}

latest() {
    echo out/runs/wf/_latest
}

test_a_run_that_is_killed_anywhere_ends_as_one_that_is_not() {
    local point delay took
    workflow 0.5 "${SPROCKET_SHARDS:-6}"
    start run wf.wdl
    local -r began=$(date +%s%N)
    finish 240
    took=$((($(date +%s%N) - began) / 1000000))
    expect_status 0
    cp stdout whole

    RANDOM=20261122
    for ((point = 0; point < kills; point++)); do
        inside rm -rf "${work#"$root"}/out"
        start run wf.wdl
        delay=$((RANDOM * took / 32768))
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
        signal KILL 2>/dev/null || true
        finish 60
        if [ "$status" != 0 ]; then
            if ! grep -qs run-started out/runs/wf/_latest/journal.jsonl; then
                continue
            fi
            start resume "$(latest)"
            finish 240
            [ "$status" = 0 ] || fail "killed after $delay ms, it was not taken up"
        fi
        diff whole stdout || fail "killed after $delay ms, it ended otherwise"
        expect_each_once
        expect_no_job_left
    done
}

test_jobs_that_end_while_nobody_watches_are_taken_up() {
    workflow 3 2
    start run wf.wdl
    wait_for_job RUNNING >/dev/null
    wait_until 30 has_lines 2
    kill_runner
    wait_until 60 has_lines 4

    start resume "$(latest)"
    finish 120

    expect_status 0
    expect_each_once
}

test_a_process_that_is_sent_away_leaves_the_jobs() {
    workflow 1 2 20
    start run wf.wdl
    wait_until 60 has_lines 1

    as_alice "sprocket detach $(latest)" 2>said
    finish 30
    expect_status 130
    expect_in said 'sprocket resume'
    has_job RUNNING || fail 'expected the jobs to go on'

    start resume "$(latest)"
    finish 120
    expect_status 0
    expect_each_once
}

test_another_terminal_can_watch() {
    workflow 1 2
    start run wf.wdl
    wait_until 60 has_lines 1

    as_alice "sprocket attach $(latest)" >attached 2>watched
    finish 120

    expect_same_files attached stdout
    expect_in watched 'run succeeded'
}

test_a_run_that_is_driven_is_cancelled_by_another_process() {
    workflow 200 3
    start run wf.wdl
    wait_until 60 has_lines 1

    as_alice "sprocket cancel $(latest)" 2>said
    finish 60

    expect_status 130
    expect_no_job_left
}

test_a_run_that_nobody_drives_is_cancelled_by_one_scancel() {
    workflow 200 3
    start run wf.wdl
    wait_until 60 has_lines 1
    kill_runner

    run sprocket cancel --verbose "$(latest)"

    expect_status 0
    expect_in stderr 'run cancelled'
    expect_no_job_left
    expect_equal "$(grep -c "starting 'scancel'" stderr)" 1

    run sprocket attach "$(latest)"
    expect_status 130
}

test_a_second_process_is_refused() {
    workflow 10 1
    start run wf.wdl
    wait_until 60 has_lines 1

    as_alice "sprocket resume $(latest)" 2>said && fail 'expected a refusal'

    expect_in said RUN0302
    signal TERM
    finish 60
}
