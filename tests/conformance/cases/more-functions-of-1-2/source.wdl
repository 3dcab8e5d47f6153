version 1.2

struct Sample {
    String name
    Map[String, Int] counts
}

# The variants that 1.2 added, and the edges of what it added.
workflow functions {
    Sample sample = Sample { name: "s", counts: {"x": 1} }

    output {
        Array[Int] lengths = [length("häß"), length({"a": 1, "b": 2}), length([1])]
        Array[String] members = keys(sample)
        Array[Boolean] deep = [contains_key(sample, ["counts", "x"]), contains_key(sample, ["counts", "y"]), contains_key({"a": 1}, "a")]
        Array[Boolean] contained = [contains(["a", None], None), contains([1, 2], 3)]
        Int fallback = select_first([None], 4)
        Array[Array[Int]] no_chunks = chunk([], 2)
        String path = join_paths(["/a", "b/c", "d.txt"])
        String backwards = sub("x1y22", "([a-z])([0-9]+)", "\\2\\1")
        String? longest = find("abcd", "a|ab|abc")
        Boolean lazy = matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "^(a+)+$")
        Boolean hostile = matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a+)+$")
        Array[Int] numbers = values({"b": 2, "a": 1})
        Int power = 2 ** 10
        Float root = 2.0 ** -1
    }
}
