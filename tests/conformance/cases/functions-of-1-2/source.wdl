version 1.2

# What 1.2 added to the standard library.
workflow functions {
    output {
        Boolean has = contains([1, 2], 2)
        Boolean has_key = contains_key({"a": 1}, "b")
        Array[Array[Int]] chunks = chunk([1, 2, 3, 4, 5], 2)
        Array[Int] values = values({"a": 1, "b": 2})
        String path = join_paths("/data", ["in", "reads.fq"])
    }
}
