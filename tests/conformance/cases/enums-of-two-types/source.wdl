version 1.3

enum A {
    One
}

enum B {
    Two
}

workflow comparing {
    output {
        Boolean same = A.One == B.Two
    }
}
