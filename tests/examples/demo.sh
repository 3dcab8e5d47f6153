# The demo, on the local backend.

test_the_demo_reports_on_every_sample() {
    run sprocket run "$repository/tests/examples/demo/demo.wdl" "@$repository/tests/examples/demo/inputs.json" -o out

    expect_status 0
    expect_same_files "$(jq -r '."demo.report"' stdout)" "$repository/tests/examples/demo/expected.tsv"
    expect_json stdout '."demo.reads" | tojson' '{"leaf":120,"root":90,"soil":60}'
    expect_json stdout '."demo.doubtful_samples" | tojson' '["soil"]'
}

test_its_outputs_are_in_the_run_directory_too() {
    run sprocket run "$repository/tests/examples/demo/demo.wdl" "@$repository/tests/examples/demo/inputs.json" -o out

    expect_status 0
    expect_same_files out/runs/demo/_latest/outputs.json stdout
}

test_an_input_on_the_command_line_wins_over_the_file() {
    run sprocket run "$repository/tests/examples/demo/demo.wdl" "@$repository/tests/examples/demo/inputs.json" \
        min_quality=0 -o out

    expect_status 0
    expect_json stdout '."demo.doubtful_samples" | tojson' '[]'
}
