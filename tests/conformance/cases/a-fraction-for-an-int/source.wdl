version 1.1

workflow wrong {
    input {
        Int value
    }
}
