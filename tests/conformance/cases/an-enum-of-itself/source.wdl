version 1.3

# The values are literals, and no literal holds a choice of the enum that it defines.
enum Shape[Outline] {
    Round = "Plain",
    Square = "Plain"
}

enum Outline[Array[Shape]] {
    Plain = ["Round"]
}

workflow drawing {
    output {
        Shape shape = Shape.Round
    }
}
