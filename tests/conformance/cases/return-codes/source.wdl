version 1.0

# A code that the task accepts is no failure.
task ending {
    command <<<
        echo said
        exit 4
    >>>

    output {
        String said = read_string(stdout())
    }

    runtime {
        returnCodes: [0, 4]
    }
}
