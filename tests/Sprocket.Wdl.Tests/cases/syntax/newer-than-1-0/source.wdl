version 1.0

enum Color { Red }

struct S {
  Directory d
  meta { a: 1 }
}

task t {
  input {
    env String x = None
  }
  command <<< ~{task.name} >>>
  requirements { cpu: 2 ** 3 }
  hints { a: hints { b: 1 } }
}

workflow w {
  S s = S { d: "x" }
  String m = <<< a >>>
  call t { x = "a" }
  call t as u after t { input: x }
  if (true) { } else { }
  hints { allow_nested_inputs: true }
}
