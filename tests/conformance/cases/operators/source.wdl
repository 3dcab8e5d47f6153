version 1.0

workflow operators {
    input {
        Int? absent
    }

    File file = "letters.txt"

    output {
        # Whole numbers: division truncates, and the remainder has the sign of what is divided.
        Array[Int] whole = [7 + 2, 7 - 9, 7 * -2, 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 % -3]
        Array[Float] mixed = [1 + 0.5, 0.5 - 1, 2 * 1.5, 7 / 2.0, 7.5 % 2, -0.5]
        Array[Int] order = [2 + 3 * 4, (2 + 3) * 4, 10 - 2 - 3, 100 / 10 / 5, -2 + 3]
        Array[Boolean] numbers = [1 < 2, 2 <= 2, 1 > 1.0, 1.5 >= 1, 1 == 1.0, 1 != 2]
        Array[Boolean] texts = ["a" < "b", "a" < "B", "10" < "9", "a" <= "a", "a" == "A", "a" != "b", "é" > "z"]
        Array[Boolean] logic = [true && false, true || false, !true, true == false, false || true && false]
        # The right side is not evaluated where the left one decides.
        Array[Boolean] short = [false && 1 / 0 == 1, true || 1 / 0 == 1]
        Array[Boolean] paths = [file == file, file != "other.txt"]
        Array[Boolean] arrays = [[1, 2] == [1, 2], [1, 2] == [2, 1], [1] != [1, 1], [1] == [1.0]]
        Array[Boolean] maps = [{"a": 1, "b": 2} == {"a": 1, "b": 2}, {"a": 1, "b": 2} == {"b": 2, "a": 1}]
        Array[Boolean] pairs = [(1, "a") == (1, "a"), (1, "a") != (1, "b")]
        Array[Boolean] objects = [object { a: 1 } == object { a: 1 }, object { a: 1 } == object { a: 2 }]
        Array[String] joined = ["a" + "b", "a" + 1, 1 + "a", "a" + 1.5, 0.5 + "a"]
        Array[Int] chosen = [if 1 < 2 then 1 else 2, if false then 1 else if true then 2 else 3]
        String sentence = "good " + if true then "morning" else "afternoon"
        Array[Boolean] known = [defined(absent), !defined(absent)]
    }
}
