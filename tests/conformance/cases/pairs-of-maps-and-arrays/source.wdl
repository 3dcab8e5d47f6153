version 1.1

workflow maps {
    output {
        Array[Pair[String, Int]] pairs = as_pairs({"b": 1, "a": 2})
        Array[Pair[String, Int]] no_pairs = as_pairs({})
        Map[String, Int] map = as_map([("b", 1), ("a", 2)])
        Map[String, Int] no_map = as_map([])
        Array[Int] number_keys = keys({3: "a", 1: "b"})
        Array[String] no_keys = keys({})
        Map[String, Array[Int]] collected = collect_by_key([("b", 1), ("a", 2), ("b", 3)])
        Map[String, Array[Int]] nothing_collected = collect_by_key([])
        Pair[Array[Int], Array[String]] apart = unzip([(1, "a"), (2, "b")])
        Pair[Array[Int], Array[String]] nothing_apart = unzip([])
        Array[Float] smallest = [min(1, 2.5), min(-1, -1.5), max(1.5, 1), max(-1, 0.0)]
        Array[Int] whole = [min(1, 2), max(1, 2)]
        Array[String] quoted = quote([1, 2])
        Array[String] single = squote([true, false])
        Array[String] suffixed = suffix(".gz", ["a", "b"])
        Array[String] nothing_suffixed = suffix(".gz", [])
        String separated = sep(" ", prefix("-f ", quote(["a", "b c"])))
        String nothing_separated = sep(", ", [])
        String of_floats = sep(",", [1.5, 2.0])
    }
}
