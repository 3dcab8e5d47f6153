version 1.2

workflow function {
    input {
        Int count = -1
    }

    output {
        Array[Int] numbers = range(count)
    }
}
