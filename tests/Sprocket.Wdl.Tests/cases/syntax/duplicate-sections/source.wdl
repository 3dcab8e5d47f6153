version 1.2

struct S {
  Int a
  meta { a: 1 }
  meta { b: 1 }
}

task t {
  input { Int a }
  command <<< a >>>
  input { Int b = a }
  command <<< b >>>
  requirements { cpu: 1 }
  requirements { memory: 1 }
  hints { x: 1 }
  hints { y: 1 }
  output { Int c = a }
  output { Int d = b }
  parameter_meta { a: 1 }
  parameter_meta { b: 1 }
}

workflow w {
  meta { a: 1 }
  meta { b: 1 }
}
