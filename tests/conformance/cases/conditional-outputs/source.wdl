version 1.0

# What a body that was not taken would have declared is None outside of it.
workflow conditional {
    input {
        Boolean taken
    }

    if (taken) {
        Int inside = 1
    }
    if (!taken) {
        Int other = 2
    }

    output {
        Int? one = inside
        Int? two = other
        Int first = select_first([other, inside])
        Array[Int] all = select_all([inside, other])
        Boolean is_two_there = defined(other)
    }
}
