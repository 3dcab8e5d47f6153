version 1.0

# Precedence, integer division towards zero, the sign of a remainder, and what becomes a Float.
workflow arithmetic {
    output {
        Int product_first = 2 + 3 * 4
        Int grouped = (2 + 3) * 4
        Int quotient = -7 / 2
        Int remainder = -7 % 2
        Float mixed = 1 + 0.5
        Boolean logic = true || false && false
        Boolean compared = !(1 > 2) && 1.0 == 1
    }
}
