version 1.1

task t {
  meta {
    a: word
    b: [1, two, 3]
    c: { d: e, f: 1 }
    "g": 1
    h 2
    i: 1 + 2
    j: "fine"
  }
  parameter_meta {
    k: { l: { m: } }
    n: 1
  }
  command <<< >>>
}
