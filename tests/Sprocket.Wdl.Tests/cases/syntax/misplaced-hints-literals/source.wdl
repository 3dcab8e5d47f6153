version 1.2

task t {
  command <<< ~{hints { a: 1 }} >>>
  requirements { cpu: input { a: 1 } }
  hints { a: [hints { b: 1 }], c: "~{output { d: 1 }}" }
}
