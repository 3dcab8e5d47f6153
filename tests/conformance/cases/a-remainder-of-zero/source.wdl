version 1.0

workflow wrong {
    output {
        Int result = 5 % 0
    }
}
