version 1.1

struct S { Int a Int b }

workflow w {
  Int x: 1
  S s = S { a = 1, b: 2 }
  call t { input: a: 1, b = 2 c = 3 }
  call u { input: a = [1 2], b = f(1 "x") }
  call v { input a = 1 }
  meta { a = 1 }
}

task t {
  command <<< >>>
  runtime { cpu = 1, memory: 2 }
}
