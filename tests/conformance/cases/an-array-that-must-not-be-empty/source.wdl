version 1.1

workflow empty {
    input {
        Array[Int]+ numbers
    }

    output {
        Int n = numbers[0]
    }
}
