version 1.0

workflow one {
    input {
        Int n = 1
    }

    output {
        Int m = n
    }
}
