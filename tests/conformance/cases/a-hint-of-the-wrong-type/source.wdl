version 1.2

# SPEC "Hints-scoped types": a reserved hint has the same types in a `hints` value as in the section itself.
task elsewhere {
    command <<<
    >>>

    hints {
        cloud: hints {
            short_task: "yes"
        }
    }
}
