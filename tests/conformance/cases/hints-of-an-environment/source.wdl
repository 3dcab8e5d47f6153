version 1.2

# SPEC "Compute Environments": in a `hints` value any of the reserved hints may stand, those of inputs and outputs, too.
task elsewhere {
    input {
        String word = "here"
    }

    command <<<
        echo '~{word}'
    >>>

    output {
        String said = read_string(stdout())
    }

    hints {
        cloud: hints {
            instance: "large",
            gpu: 2,
            inputs: input {
                word: hints {
                    min_length: 1
                }
            },
            outputs: output {
                said: hints {
                    max_length: 10
                }
            }
        }
    }
}
