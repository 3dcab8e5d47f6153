# What takes minutes, since Slurm looks at time limits twice a minute only.
source "$repository/tests/cluster/library.sh"

test_a_task_that_ran_out_of_time_gets_more() {
    config
    sed -i "s/^\[run.backends/[run.task.retry]\ntime_limit = { times = 1, time_factor = 3.0 }\n&/" sprocket.toml
    task '[ ~{task.attempt} = 1 ] || sleep 200; echo done'
    sed -i 's/requirements {/hints { time_minutes: 1 }\n&/' task.wdl

    run sprocket run task.wdl

    expect_status 0
    expect_json stdout '."work.said"' done
    expect_match stderr 'timed out.*retry 1 of 1: time limit 1 min → 3 min'
    expect_equal "$(jobs_of_scenario '%l' | sort)" "$(printf '1:00\n3:00')"
}
