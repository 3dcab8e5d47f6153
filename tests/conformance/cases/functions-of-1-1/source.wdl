version 1.1

# What 1.1 added to the standard library.
workflow functions {
    output {
        Int least = min(3, 2)
        Float most = max(1, 2.5)
        Array[String] prefixed = prefix("-i ", ["a", "b"])
        Array[String] suffixed = suffix(".txt", ["a", "b"])
        Array[String] quoted = quote([1, 2])
        String joined = sep(", ", ["a", "b", "c"])
        Array[Pair[String, Int]] pairs = as_pairs({"a": 1})
        Map[String, Array[Int]] grouped = collect_by_key([("a", 1), ("b", 2), ("a", 3)])
        Array[String] names = keys({"x": 1, "y": 2})
        Pair[Array[Int], Array[String]] apart = unzip([(1, "a"), (2, "b")])
    }
}
