# Calls that are ready together and ask for the same are elements of one job array, and each of them ends as if it were alone.
source "$repository/tests/cluster/library.sh"

attempt() {
    echo "out/runs/spread/_latest/calls/work-$1/attempts/${2:-0}"
}

job_of() {
    cat "$(attempt "$@")/job_id"
}

wait_for_elements() {
    wait_until 60 has_elements "$1" "$2"
}

has_elements() {
    [ "$(jobs_of_scenario '%T' | grep -cx "$1")" -ge "$2" ]
}

# expect_calls PROGRAM MAX: --stats has counted no more calls of it than that.
expect_calls() {
    local -r calls=$(grep -oE "[0-9]+ $1" stderr | head -n 1)
    [ "${calls% *}" -le "$2" ] || fail "expected $1 to be called at most $2 times"
}

test_equal_calls_are_one_array() {
    config
    scatter 6 'echo "~{i} on its own"; echo "to stderr ~{i}" >&2'

    run sprocket run scatter.wdl --stats

    expect_status 0
    expect_json stdout '."spread.said"[5]' '5 on its own'
    expect_equal "$(jobs_of_scenario '%F' | sort -u | wc -l)" 1
    expect_in stderr 'submissions: 1 sbatch for 6 jobs, 1 of them arrays'
    for i in 0 5; do
        expect_match "$(attempt $i)/job_id" "^[0-9]+_[0-9]+$"
        expect_match "$(attempt $i)/sbatch_command" '^sbatch .*\.array-'
        expect_equal "$(cat "$(attempt $i)/stderr")" "to stderr $i"
        expect_json "$(attempt $i)/outcome.json" '.exit_code' 0
        expect_json "$(attempt $i)/outcome.json" '.job_id' "$(job_of $i)"
        [ -e "$(attempt $i)/slurm.stderr" ] || fail 'expected the log of the job itself'
    done
}

test_few_calls_are_jobs_of_their_own() {
    config
    scatter 3 'echo ~{i}'

    run sprocket run scatter.wdl --stats

    expect_status 0
    expect_in stderr 'submissions: 3 sbatch for 3 jobs, 0 of them arrays'
}

test_an_element_that_fails_is_tried_again_by_itself() {
    config
    scatter 6 'echo "~{i} at ~{task.attempt}"; [ ~{i} != 3 ] || [ ~{task.attempt} = 1 ]' 'max_retries: 1'

    run sprocket run scatter.wdl --stats

    expect_status 0
    expect_json stdout '."spread.said"[2,3]' $'2 at 0\n3 at 1'
    expect_match "$(attempt 3 0)/job_id" '_'
    expect_match "$(attempt 3 1)/job_id" '^[0-9]+$'
    expect_in stderr 'submissions: 2 sbatch for 7 jobs, 1 of them arrays'
}

test_an_element_that_fails_is_named_and_the_others_end() {
    config
    scatter 6 'echo ~{i}; [ ~{i} != 3 ] || exit 7'

    run sprocket run scatter.wdl

    expect_status 1
    expect_match stderr 'work-3. failed.*\b7\b'
    expect_one_screen <(sed -n '/^error/,$p' stderr)
    expect_json "$(attempt 5)/outcome.json" '.exit_code' 0
}

test_an_element_beyond_its_memory_fails_as_that() {
    config
    scatter 6 'if [ ~{i} = 4 ]; then awk "BEGIN { s = \"x\"; while (length(s) < 400000000) { s = s s } }"; fi; echo ~{i}' 'memory: "100 MiB"'

    run sprocket run scatter.wdl

    expect_status 1
    expect_match stderr 'work-4.*([Oo]ut of memory|OUT_OF_MEMORY)'
}

test_an_element_that_somebody_cancels_while_it_waits_is_missed() {
    config 'sbatch.args = ["--begin=now+20"]'
    scatter 6 'echo ~{i}'
    start run scatter.wdl
    wait_for_elements PENDING 6
    wait_until 20 test -s "$(attempt 2)/job_id"

    # Slurm keeps no record of it, neither in the queue nor in its accounts.
    inside scancel "$(job_of 2)"
    finish 120

    expect_status 1
    expect_match stderr 'work-2.*cancelled before it began to run'
    expect_json "$(attempt 5)/outcome.json" '.exit_code' 0
    expect_no_job_left
}

test_an_element_that_somebody_cancels_while_it_runs_is_named() {
    config
    scatter 5 'sleep 30; echo ~{i}'
    start run scatter.wdl --set run.fail=fast
    wait_for_elements RUNNING 5

    inside scancel "$(job_of 1)"
    finish 60

    expect_status 1
    expect_match stderr 'work-1.*was cancelled'
    expect_no_job_left
}

test_two_interrupts_cancel_what_runs_and_what_waits_in_few_commands() {
    config
    scatter 40 'sleep 200; echo ~{i}' 'cpu: 8' 'memory: "100 MiB"'
    start run scatter.wdl --stats
    wait_for_elements RUNNING 1
    wait_for_elements PENDING 10

    signal INT
    sleep 1
    signal INT
    finish 90

    expect_status 130
    expect_no_job_left
    expect_calls scancel 6
}

test_no_array_is_larger_than_the_site_allows() {
    config
    scatter 10 'echo ~{i}'
    mkdir bin
    {
        echo '#!/bin/sh'
        echo '/usr/bin/scontrol "$@" | sed "s/^MaxArraySize .*/MaxArraySize            = 4/"'
    } >bin/scontrol
    chmod 755 bin/scontrol

    run as_alice 'PATH=$PWD/bin:$PATH sprocket run scatter.wdl --stats --set run.backends.cluster.submission=array'

    expect_status 0

    # How many come in one window is the machine's affair, how large an array is not.
    expect_match stderr 'submissions: [3-6] sbatch for 10 jobs'
    expect_equal "$(jobs_of_scenario '%F' | wc -l)" 10
    expect_equal "$(jobs_of_scenario '%F' | sort | uniq -c | awk '$1 > 4')" ''
}

# Alone, because all jobs of alice count.
lone_test_jobs_that_are_not_of_the_run_count_against_the_limit() {
    local most=0 now
    config 'max_queued_jobs = 5'
    scatter 8 'sleep 1; echo ~{i}'
    as_alice 'sbatch --array=0-2 --mem=10M --output=/dev/null --job-name='"$prefix-other"' --wrap "sleep 60"' >/dev/null
    start run scatter.wdl

    while [ ! -s status ]; do
        now=$(inside squeue -h -r -u alice -t PENDING,RUNNING -o %i | wc -l)
        [ "$now" -le "$most" ] || most=$now
        sleep 0.1
    done
    finish 60

    expect_status 0
    [ "$most" -le 5 ] || fail "expected at most 5 jobs at once, there were $most"
}
