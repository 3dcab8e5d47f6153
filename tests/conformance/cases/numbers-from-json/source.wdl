version 1.0

# SPEC 1.0 "Type Coercion": of a number that is not whole an Int takes the floor.
workflow numbers {
    input {
        Int whole
        Int cut
        Float exact
        Float from_int
        String text
        Map[String, Float] map
        Pair[Int, Array[String]] pair
    }

    output {
        Int whole_out = whole
        Int cut_out = cut
        Float sum = exact + from_int
        String text_out = text
        Float half = map["half"]
        String last = pair.right[1]
        Int largest = 9223372036854775807
    }
}
