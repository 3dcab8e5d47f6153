version 1.1

# SPEC 1.1 "returnCodes": "Only the specified return code should be considered a success".
task zero {
    command <<<
        exit 0
    >>>

    runtime {
        returnCodes: 3
    }
}
