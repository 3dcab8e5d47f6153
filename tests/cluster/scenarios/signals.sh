# What becomes of the jobs when the run is asked to end.
source "$repository/tests/cluster/library.sh"

begin_long_run() {
    config
    task 'sleep 200'
    start run task.wdl "$@"
    wait_for_job RUNNING >/dev/null
}

test_a_second_interrupt_cancels_the_jobs() {
    begin_long_run

    signal INT
    sleep 1
    signal INT
    finish 30

    expect_status 130
    expect_no_job_left
    expect_one_screen stderr
}

test_a_second_termination_cancels_the_jobs() {
    begin_long_run

    signal TERM
    sleep 1
    signal TERM
    finish 30

    expect_status 130
    expect_no_job_left
}

test_where_the_run_fails_fast_a_termination_cancels_the_jobs() {
    begin_long_run --set run.fail=fast

    signal TERM
    finish 30

    expect_status 130
    expect_no_job_left
}

# As a log-out does, when terminal, shell and systemd each send one.
test_hangups_let_running_jobs_end() {
    config
    task 'sleep 8; echo done'
    start run task.wdl
    wait_for_job RUNNING >/dev/null

    signal HUP
    sleep 1
    signal HUP
    finish 60

    expect_equal "$(jobs_of_scenario '%T')" COMPLETED
}

test_the_first_termination_lets_running_jobs_end() {
    config
    task 'sleep 5; echo done'
    start run task.wdl
    wait_for_job RUNNING >/dev/null

    signal TERM
    finish 60

    expect_equal "$(jobs_of_scenario '%T')" COMPLETED
}

test_the_first_interrupt_lets_running_jobs_end() {
    config
    task 'sleep 5; echo done'
    start run task.wdl
    wait_for_job RUNNING >/dev/null

    signal INT
    finish 60

    expect_equal "$(jobs_of_scenario '%T')" COMPLETED
}

test_the_first_interrupt_cancels_what_waits() {
    config 'sbatch.args = ["--begin=now+1hour"]'
    task 'echo never'
    start run task.wdl
    wait_for_job PENDING >/dev/null

    signal INT
    finish 30

    expect_status 130
    expect_no_job_left
    expect_equal "$(jobs_of_scenario '%T')" CANCELLED
}

test_where_the_run_fails_fast_the_first_interrupt_cancels_the_jobs() {
    config
    task 'sleep 200'
    start run task.wdl --set run.fail=fast
    wait_for_job RUNNING >/dev/null

    signal INT
    finish 30

    expect_status 130
    expect_no_job_left
}
