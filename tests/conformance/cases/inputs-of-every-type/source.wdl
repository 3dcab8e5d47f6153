version 1.0

struct Sample {
    String name
    Int? age
    Array[Float] values
}

workflow inputs {
    input {
        Boolean flag
        Int int
        Int from_float
        Float from_int
        String text
        File file
        Int? none
        Int? some
        Array[Int]+ filled
        Map[String, Float] map
        Map[Int, String] of_numbers
        Pair[Int, String] pair
        Sample sample
        Array[Sample] samples
        Object members
        Int defaulted = 5
        Int computed = defaulted * 2
    }

    output {
        Boolean flag_out = flag
        Array[Int] ints = [int, from_float, defaulted, computed]
        Float float = from_int
        String text_out = text
        String content = read_string(file)
        Int? none_out = none
        Int? some_out = some
        Int count = length(filled)
        Map[String, Float] map_out = map
        String second = of_numbers[2]
        Map[Int, String] of_numbers_out = of_numbers
        Pair[Int, String] pair_out = pair
        Sample sample_out = sample
        Array[Sample] samples_out = samples
        Object members_out = members
    }
}
