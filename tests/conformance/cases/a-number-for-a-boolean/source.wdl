version 1.0

workflow wrong {
    input {
        Boolean value
    }
}
