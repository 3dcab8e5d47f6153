version 1.0

workflow one {
    input {
        Int n
    }

    output {
        Int m = n
    }
}
