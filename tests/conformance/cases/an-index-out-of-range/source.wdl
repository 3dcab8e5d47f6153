version 1.0

workflow indexing {
    input {
        Int i = 3
    }

    output {
        Int n = [1, 2, 3][i]
    }
}
