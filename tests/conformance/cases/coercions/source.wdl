version 1.1

struct Person {
    String name
    Int? age
    Array[Float] marks
}

# Values become ones of other types where they are declared as such.
workflow coercions {
    input {
        Map[String, File] files
    }

    Map[String, String] as_text = {"name": "Ann"}
    Float from_int = 3
    Array[Float] floats = [1, 2]
    Int? maybe = 5
    File path = files["a"]
    Pair[Float, String?] pair = (1, "x")
    Person person = object { name: "Ann", marks: [1, 2.5] }
    Map[String, Int] from_struct = object { a: 1, b: 2 }
    Array[Pair[String, Int]] pairs = as_pairs(from_struct)

    output {
        Float half = from_int / 2
        Array[Float] floats_out = floats
        Int? maybe_out = maybe
        String content = read_string(path)
        Pair[Float, String?] pair_out = pair
        Person person_out = person
        Boolean has_age = defined(person.age)
        String first_key = pairs[0].left
        Boolean same = 1 == 1.0
        Boolean same_arrays = [1, 2] == floats
        Boolean different_order = {"a": 1, "b": 2} == {"b": 2, "a": 1}
    }
}
