version 1.2

# `env` puts a value into the environment, as it is; a string of several lines loses its indentation.
task environment {
    input {
        env String value
    }

    command <<<
        printf '%s\n' "$value"
    >>>

    output {
        String said = read_string(stdout())
        String text = <<<
            one
              two
        >>>
    }
}
