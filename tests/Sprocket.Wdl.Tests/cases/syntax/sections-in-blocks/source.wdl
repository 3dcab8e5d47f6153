version 1.2

# All braces match, so that it is the sections that stand at the wrong place.
workflow w {
  scatter (i in [1]) {
    input { Int x }
    if (true) {
      output { Int y = 1 }
      meta { a: "b" }
      parameter_meta { x: "c" }
      hints { d: 1 }
      command <<< echo >>>
      runtime { cpu: 1 }
      Int z = 2
    }
  }

  output { Int last = 1 }
}

task t {
  command <<< >>>
}
