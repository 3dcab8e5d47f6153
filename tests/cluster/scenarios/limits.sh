# Limits that the site sets by qualities of service (up.sh makes them): what passes is waited for, what never does is said.
source "$repository/tests/cluster/library.sh"

# expect_never_more_than N: runs scatter.wdl, of whose jobs no more than N are in the queue at any time.
expect_never_more_than() {
    local most=0 now
    start run scatter.wdl --stats
    while [ ! -s status ]; do
        now=$(jobs_of_scenario '%T' | grep -cE '^(PENDING|RUNNING)$' || true)
        [ "$now" -le "$most" ] || most=$now
        sleep 0.2
    done
    finish 60
    expect_status 0
    expect_json stdout '."spread.said" | length' 8
    expect_equal "$most" "$1"
}

test_more_jobs_than_may_be_submitted_are_submitted_one_by_one() {
    config 'qos = "three-submitted"' 'submission = "single"'
    scatter 8 'sleep 1; echo ~{i}'

    expect_never_more_than 3
    expect_match stderr 'takes no more jobs for now \(QOSMaxSubmitJobPerUserLimit'
}

test_an_array_that_is_larger_than_may_be_submitted_goes_in_parts() {
    config 'qos = "four-submitted"'
    scatter 8 'sleep 1; echo ~{i}'

    expect_never_more_than 4
}

test_jobs_that_may_only_run_in_turns_are_waited_for() {
    config 'qos = "one-runs"' 'pending_grace = 2'
    scatter 3 'sleep 3; echo ~{i}'

    run sprocket run scatter.wdl

    expect_status 0
    expect_in stderr 'as many jobs run as its quality of service allows at once (QOSMaxJobsPerUserLimit)'
}

test_more_than_one_job_may_have_is_refused_with_the_limit() {
    config 'qos = "one-core-or-refused"'
    task 'echo never' 'cpu: 2'

    run sprocket run task.wdl

    expect_failure 'refused the job: the job alone asks for more cores than its quality of service allows: lower `cpu` \(QOSMaxCpuPerJobLimit\)'
}

test_more_than_one_job_may_have_is_not_waited_for() {
    config 'qos = "one-core"' 'pending_grace = 2'
    task 'echo never' 'cpu: 2'

    run sprocket run task.wdl

    expect_failure 'would have waited for ever'
    expect_in stderr 'the job alone asks for more cores than its quality of service allows: lower `cpu`'
    expect_no_job_left
}

test_an_account_that_is_not_ones_own_is_said() {
    config 'account = "nobodys"'
    task 'echo never'

    run sprocket run task.wdl

    expect_failure 'Invalid account or account/partition combination specified: set `account`'
}

test_a_quality_of_service_that_is_not_there_is_said() {
    config 'qos = "nosuch"'
    task 'echo never'

    run sprocket run task.wdl

    expect_failure 'Invalid qos specification: set `qos`'
}
