version 1.0

workflow zipping {
    output {
        Array[Pair[Int, Int]] pairs = zip([1, 2], [3])
    }
}
