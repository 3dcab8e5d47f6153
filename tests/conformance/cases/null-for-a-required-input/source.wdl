version 1.0

workflow wrong {
    input {
        Int value
    }
}
