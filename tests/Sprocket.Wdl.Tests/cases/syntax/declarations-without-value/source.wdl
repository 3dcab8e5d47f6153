version 1.1

task t {
  Int a
  command <<< >>>
  output { Int b }
}

workflow w {
  String c
  scatter (i in [1]) { Int? d }
  output {
    t.out
    Int e
  }
}
