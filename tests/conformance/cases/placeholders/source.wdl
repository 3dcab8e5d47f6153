version 1.1

struct Point {
    Int x
    Int y
}

# How each type is written in a text.
workflow placeholders {
    input {
        File file
        Int? absent
    }

    Point point = Point { x: 1, y: 2 }

    output {
        Array[String] texts = ["~{1}", "~{-7}", "~{3.141}", "~{31410000000.0}", "~{1e-7}", "~{true}", "~{"s"}", "~{absent}", "~{point.x},~{point.y}"]
        String options = "~{sep="+" [1, 2]} ~{true="yes" false="no" true} ~{default="none" absent}"
        String base = basename("~{file}")
        String appended = "<~{"n=" + absent}>"
    }
}
