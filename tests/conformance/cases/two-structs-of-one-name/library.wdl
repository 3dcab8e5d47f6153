version 1.0

struct Sample {
    Int number
}
