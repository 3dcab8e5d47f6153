version 1.1

struct Point {
    Int x
    Int? y
}

# A literal names its struct; a member that is optional may be left out.
workflow points {
    Array[Point] all = [Point { x: 1, y: 2 }, Point { x: 3 }]

    scatter (point in all) {
        Int sum = point.x + select_first([point.y, 10])
    }

    output {
        Array[Int] sums = sum
        Point last = all[1]
    }
}
