version 1.0

# Every function of 1.0 that touches no file.
workflow functions {
    input {
        Int? absent
    }

    output {
        Int below = floor(-1.5)
        Int above = ceil(1.2)
        Array[Int] rounded = [round(2.5), round(-2.5), round(2.4)]
        String substituted = sub("a.b.c", "\\.", "-")
        Array[String] names = [basename("/data/x.tar.gz"), basename("/data/x.tar.gz", ".gz"), basename("/data/x", ".gz")]
        Array[Int] counted = range(3)
        Array[Array[Int]] columns = transpose([[1, 2, 3], [4, 5, 6]])
        Array[Pair[Int, String]] zipped = zip([1, 2], ["a", "b"])
        Array[Pair[Int, String]] crossed = cross([1, 2], ["a", "b"])
        Int many = length([1, 2, 3])
        Array[Int] flat = flatten([[1, 2], [], [3]])
        Array[String] prefixed = prefix("-i ", ["x", "y"])
        Int first = select_first([absent, 7])
        Array[Int] present = select_all([1, absent, 3])
        Array[Boolean] are_defined = [defined(absent), defined(first)]
    }
}
