version 1.0

workflow wrong {
    output {
        Float result = 1.0 / 0
    }
}
