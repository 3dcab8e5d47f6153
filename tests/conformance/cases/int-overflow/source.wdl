version 1.0

workflow overflow {
    input {
        Int most = 9223372036854775807
    }

    output {
        Int n = most + 1
    }
}
