version 1.0
struct A { Int x }
version 1.1
struct B { Int x = 1 }
