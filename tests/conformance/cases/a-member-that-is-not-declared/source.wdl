version 1.1

struct Point {
    Int x
}

workflow undeclared {
    output {
        # SPEC 1.1 "Custom Types (Structs)": "must not have any members that are not declared for the struct".
        Point point = { "x": 1, "y": 2 }
    }
}
