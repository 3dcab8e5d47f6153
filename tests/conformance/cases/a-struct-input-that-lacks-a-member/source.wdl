version 1.0

struct Sample {
    String name
    Int age
}

workflow wrong {
    input {
        Sample sample
    }
}
