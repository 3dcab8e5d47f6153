version 1.1

# Members of pairs, look-up in maps, and the order of a map, which is that of its text.
workflow collections {
    Map[String, Int] ages = {"zoe": 3, "adam": 5}
    Pair[String, Pair[Int, Boolean]] nested = ("a", (1, true))

    scatter (entry in as_pairs(ages)) {
        String said = entry.left + entry.right
    }

    output {
        Int age = ages["adam"]
        Boolean deep = nested.right.right
        Array[String] in_order = said
        Array[Pair[Int, Int]] crossed = cross([1, 2], [3])
        Map[Int, String] numbered = {1: "one"}
    }
}
